import type { LanguageTag } from '../../core/language.ts'
import { words } from '../../i18n/words.ts'
import { PublicFrame } from './frame.tsx'
import { ShareButtons, type ShareSet } from './share-buttons.tsx'

type Props = {
  language: LanguageTag
  institution: string
  campaign: string
  state: 'done' | 'expired'
  share: ShareSet | null
}

/** The moment at which people pass a campaign on most: right after they have joined it. */
export function ConfirmedPage({ language, institution, campaign, state, share }: Props) {
  const { confirm } = words(language).page
  const title = state === 'done' ? confirm.done : confirm.expired
  return (
    <PublicFrame language={language} title={title} institution={institution}>
      <p class="kicker">
        <bdi>{campaign}</bdi>
      </p>
      <h1>{title}</h1>
      <p class="lead">{state === 'done' ? confirm.doneText : confirm.expiredText}</p>
      {share && <ShareButtons language={language} share={share} />}
    </PublicFrame>
  )
}
