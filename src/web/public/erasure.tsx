import type { LanguageTag } from '../../core/language.ts'
import { words } from '../../i18n/words.ts'
import { say } from '../ui/say.ts'
import { PublicFrame } from './frame.tsx'

type Props = { language: LanguageTag; institution: string; token: string }

/** Says what will be gone and what will be left, before the one button that cannot be taken back. */
export function ErasurePage({ language, institution, token }: Props) {
  const { erasure, ownData } = words(language).page
  return (
    <PublicFrame language={language} title={erasure.title} institution={institution}>
      <h1>{erasure.title}</h1>
      <p class="lead">{say(language, erasure.text, { institution })}</p>
      <form method="post" action={`/data/${token}/erase`}>
        <p class="actions">
          <button class="button main" type="submit">
            {erasure.submit}
          </button>
          <a href={`/data/${token}`}>{ownData.title}</a>
        </p>
      </form>
    </PublicFrame>
  )
}
