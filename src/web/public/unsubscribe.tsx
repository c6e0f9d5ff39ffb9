import type { LanguageTag } from '../../core/language.ts'
import { words } from '../../i18n/words.ts'
import { say } from '../ui/say.ts'
import { PublicFrame } from './frame.tsx'

/** `notice`: the mail was an official one, sent without consent: its reader objects (GDPR art. 21). */
type Props = { language: LanguageTag; institution: string; token: string; notice: boolean }

export function UnsubscribePage({ language, institution, token, notice }: Props) {
  const { unsubscribe, objection } = words(language).page
  const { title, text, submit } = notice ? objection : unsubscribe
  return (
    <PublicFrame language={language} title={title} institution={institution}>
      <h1>{title}</h1>
      <p class="lead">{say(language, text, { institution })}</p>
      <form method="post" action={`/u/${token}`}>
        <p class="actions">
          <button class="button main" type="submit">
            {submit}
          </button>
          {!notice && <a href={`/p/${token}`}>{unsubscribe.keep}</a>}
        </p>
      </form>
    </PublicFrame>
  )
}
