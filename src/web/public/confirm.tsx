import type { LanguageTag } from '../../core/language.ts'
import { words } from '../../i18n/words.ts'
import { say } from '../ui/say.ts'
import { PublicFrame } from './frame.tsx'

type Props = { language: LanguageTag; institution: string; campaign: string; token: string }

/** A button, not the link itself, confirms: mail filters open links, they press no buttons. */
export function ConfirmPage({ language, institution, campaign, token }: Props) {
  const { confirm } = words(language).page
  return (
    <PublicFrame language={language} title={confirm.title} institution={institution}>
      <p class="kicker">
        <bdi>{campaign}</bdi>
      </p>
      <h1>{confirm.title}</h1>
      <p class="lead">{say(language, confirm.text, { institution })}</p>
      <form method="post" action={`/j/${token}`}>
        <p class="actions">
          <button class="button main" type="submit">
            {confirm.submit}
          </button>
        </p>
      </form>
    </PublicFrame>
  )
}
