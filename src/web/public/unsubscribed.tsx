import type { LanguageTag } from '../../core/language.ts'
import { words } from '../../i18n/words.ts'
import { say } from '../ui/say.ts'
import { PublicFrame } from './frame.tsx'

export function UnsubscribedPage({ language, institution }: { language: LanguageTag; institution: string }) {
  const { unsubscribe } = words(language).page
  return (
    <PublicFrame language={language} title={unsubscribe.done} institution={institution}>
      <h1>{unsubscribe.done}</h1>
      <p class="lead">{say(language, unsubscribe.doneText, { institution })}</p>
    </PublicFrame>
  )
}
