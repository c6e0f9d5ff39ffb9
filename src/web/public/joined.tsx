import type { LanguageTag } from '../../core/language.ts'
import { words } from '../../i18n/words.ts'
import { PublicFrame } from './frame.tsx'

/** After the form: the same words whether or not the address was known, so that nobody can ask us who is. */
export function JoinedPage({ language, institution }: { language: LanguageTag; institution: string }) {
  const { joined } = words(language).page
  return (
    <PublicFrame language={language} title={joined.title} institution={institution}>
      <h1>{joined.title}</h1>
      <p class="lead">{joined.text}</p>
    </PublicFrame>
  )
}
