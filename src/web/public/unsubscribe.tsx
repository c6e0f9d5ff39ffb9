import type { LanguageTag } from '../../core/language.ts'
import { words } from '../../i18n/words.ts'
import { say } from '../ui/say.ts'
import { PublicFrame } from './frame.tsx'

type Props = { language: LanguageTag; institution: string; token: string }

export function UnsubscribePage({ language, institution, token }: Props) {
  const { unsubscribe } = words(language).page
  return (
    <PublicFrame language={language} title={unsubscribe.title} institution={institution}>
      <h1>{unsubscribe.title}</h1>
      <p class="lead">{say(language, unsubscribe.text, { institution })}</p>
      <form method="post" action={`/u/${token}`}>
        <p class="actions">
          <button class="button main" type="submit">
            {unsubscribe.submit}
          </button>
          <a href={`/p/${token}`}>{unsubscribe.keep}</a>
        </p>
      </form>
    </PublicFrame>
  )
}
