import type { LanguageTag } from '../../core/language.ts'
import { words } from '../../i18n/words.ts'
import { PublicFrame } from './frame.tsx'

/** Says what happened and never what we know: whether a token ever existed stays unsaid. */
export function ErrorPage({ language, status }: { language: LanguageTag; status: number }) {
  const { error } = words(language).page
  const refused = status === 413 ? error.tooLarge : error.invalid
  const title = status === 404 ? error.notFound : status < 500 ? refused : error.failed
  const text = status === 404 ? error.notFoundText : status < 500 ? null : error.failedText
  return (
    <PublicFrame language={language} title={title}>
      <h1>{title}</h1>
      {text && <p class="lead">{text}</p>}
    </PublicFrame>
  )
}
