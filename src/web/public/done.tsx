import type { LanguageTag } from '../../core/language.ts'
import { words } from '../../i18n/words.ts'
import { say } from '../ui/say.ts'
import { PublicFrame } from './frame.tsx'

type Props = { language: LanguageTag; institution: string }

/** After a press that leaves nothing more to do: what has happened, in a title and a sentence. */
function Done({ language, institution, title, text }: Props & { title: string; text: string }) {
  return (
    <PublicFrame language={language} title={title} institution={institution}>
      <h1>{title}</h1>
      <p class="lead">{say(language, text, { institution })}</p>
    </PublicFrame>
  )
}

/** After the form: the same words whether or not the address was known, so that nobody can ask us who is. */
export function JoinedPage(it: Props) {
  return <Done {...it} {...words(it.language).page.joined} />
}

export function UnsubscribedPage({ notice, ...it }: Props & { notice: boolean }) {
  const { unsubscribe, objection } = words(it.language).page
  const { done, doneText } = notice ? objection : unsubscribe
  return <Done {...it} title={done} text={doneText} />
}

/** Also what somebody sees who comes back over an old mail after they were erased. */
export function ErasedPage(it: Props) {
  const { done, doneText } = words(it.language).page.erasure
  return <Done {...it} title={done} text={doneText} />
}

/** After leaving one's chain; also for somebody who had none. */
export function ChainLeftPage(it: Props) {
  const { left, leftText } = words(it.language).sharing.chain
  return <Done {...it} title={left} text={leftText} />
}

export function DataAskedPage(it: Props) {
  const { asked, askedText } = words(it.language).page.ownData
  return <Done {...it} title={asked} text={askedText} />
}
