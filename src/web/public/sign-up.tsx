import { type LanguageTag, languageTags } from '../../core/language.ts'
import { words } from '../../i18n/words.ts'
import { say } from '../ui/say.ts'
import { PublicFrame } from './frame.tsx'
import { JoinForm, type JoinProblem, nothingTyped, type Typed } from './join-form.tsx'
import { LanguageSwitch } from './language-switch.tsx'

type Props = {
  language: LanguageTag
  institution: string
  /** `/join/SLUG` */
  path: string
  /** Of the page as others may pass it on. */
  url: string
  /** Of its picture; null where none is drawn. */
  card: string | null
  typed?: Typed
  problem?: JoinProblem | null
}

/** An institution's own form, without a campaign: it can stand on its site or on a poster for years. */
export function SignUpPage({
  language,
  institution,
  path,
  url,
  card,
  typed = nothingTyped,
  problem = null,
}: Props) {
  const { title, text } = words(language).page.signup
  const description = say(language, text, { institution })
  return (
    <PublicFrame
      language={language}
      title={title}
      institution={institution}
      preview={{ title, description, url, card }}
    >
      <LanguageSwitch language={language} languages={languageTags} />
      <h1 id="title">{title}</h1>
      <p class="lead">{description}</p>
      <JoinForm
        action={path}
        language={language}
        institution={institution}
        typed={typed}
        problem={problem}
        headedBy="title"
      />
    </PublicFrame>
  )
}
