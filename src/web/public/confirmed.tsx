import type { LanguageTag } from '../../core/language.ts'
import type { ShareSet } from '../../engine/ready.ts'
import { words } from '../../i18n/words.ts'
import { PublicFrame } from './frame.tsx'
import { ShareButtons } from './share-buttons.tsx'

type Props = {
  language: LanguageTag
  institution: string
  campaign: string
  state: 'done' | 'expired'
  /** Null after a sign-up at the institution itself, which nobody passed on. */
  share: ShareSet | null
  isSignUp: boolean
  /** Leads to a link of one's own; null where nothing is counted. */
  chainToken: string | null
}

/** The moment at which people pass a campaign on most: right after they have joined it. */
export function ConfirmedPage({
  language,
  institution,
  campaign,
  state,
  share,
  isSignUp,
  chainToken,
}: Props) {
  const { confirm, signup } = words(language).page
  const { doneText, expiredText } = isSignUp ? signup : confirm
  const title = state === 'done' ? confirm.done : confirm.expired
  return (
    <PublicFrame language={language} title={title} institution={institution}>
      <p class="kicker">
        <bdi>{campaign}</bdi>
      </p>
      <h1>{title}</h1>
      <p class="lead">{state === 'done' ? doneText : expiredText}</p>
      {share && <ShareButtons language={language} share={share} />}
      {chainToken && (
        <p>
          <a href={`/me/${chainToken}`}>{words(language).sharing.chain.offer}</a>
        </p>
      )}
    </PublicFrame>
  )
}
