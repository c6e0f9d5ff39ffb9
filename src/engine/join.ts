import { inLanguage } from '../core/campaign.ts'
import { AppError } from '../core/error.ts'
import { wholeHour } from '../core/hit.ts'
import { isLanguageTag, type LanguageTag } from '../core/language.ts'
import { openConfirm } from '../core/tokens.ts'
import { type Campaign, campaignById, type Edition, editionById } from '../store/campaigns.ts'
import { institutionById } from '../store/institutions.ts'
import { confirmStatements, type Signup, signupById } from '../store/signups.ts'
import type { Deps } from './deps.ts'
import { openLanding } from './open-landing.ts'
import type { ShareSet } from './ready.ts'
import { sharesOf } from './record.ts'
import { askConfirmation, formWording, type SigningUp } from './sign-up.ts'

export type Joining = SigningUp & { token: string; language: string }
export type Started = { institution: string; language: LanguageTag; campaign: string }

/**
 * A sign-up over a share link: nothing is sent but one confirmation, and nobody learns from the answer whether the
 * address was known.
 *
 * @throws AppError `share-link` | `over` | `email` | `consent`
 */
export async function startJoin(deps: Deps, it: Joining): Promise<Started> {
  const landing = await openLanding(deps, it.token, it.language)
  if (!landing) throw new AppError('not_found', 'share-link', 'this link leads nowhere')
  if (landing.campaign.state === 'finished') throw new AppError('conflict', 'over', 'the campaign is over')
  const { campaign, edition, share, page } = landing
  const language = page.language as LanguageTag
  const place = { campaign, edition, generation: share.generation + 1, shareChannel: share.channel, language }
  await askConfirmation(deps, place, it)
  const { name, sender, fallback } = edition.definition
  return {
    institution: inLanguage(sender.name, language, fallback),
    campaign: inLanguage(name, language, fallback),
    language,
  }
}

export type Confirmation = Started & {
  state: 'pending' | 'done' | 'expired'
  /** At the institution itself, without a campaign. */
  isSignUp: boolean
}

/** What a confirmation link is about. Changes nothing. */
export async function readConfirmation(deps: Deps, token: string): Promise<Confirmation | null> {
  return (await openConfirmation(deps, token))?.confirmation ?? null
}

/** The second half of the double opt-in. Pressing twice confirms once. */
export async function confirmJoin(
  deps: Deps,
  token: string,
): Promise<(Confirmation & { state: 'done' | 'expired'; share: ShareSet | null }) | null> {
  const opened = await openConfirmation(deps, token)
  if (!opened) return null
  const { confirmation, signup, campaign, edition } = opened
  if (confirmation.state === 'expired') return { ...confirmation, state: 'expired', share: null }
  if (confirmation.state === 'pending') {
    const now = deps.clock.now()
    const list = edition.definition.list.id
    const agreed = await agreedTo(deps, signup, campaign, edition)
    await deps.db.batch(confirmStatements(deps.db, { signup, list, ...agreed, now, hour: wholeHour(now) }))
  }
  // The institution's own form is no campaign: there is nothing to pass on.
  if (campaign.kind === 'service') return { ...confirmation, state: 'done', share: null }
  const share = await sharesOf(deps, {
    campaign,
    edition,
    language: confirmation.language,
    generation: signup.generation,
  })
  return { ...confirmation, state: 'done', share }
}

/** What the person read when they ticked the box, and where. */
async function agreedTo(
  deps: Deps,
  signup: Signup,
  campaign: Campaign,
  edition: Edition,
): Promise<{ wording: string; source: string }> {
  if (campaign.kind !== 'service') {
    return { wording: `landing:${edition.hash.slice(0, 12)}`, source: `/s/ ${campaign.slug}` }
  }
  const institution = (await institutionById(deps.db, campaign.institutionId))!
  const wording = formWording(signup.language as LanguageTag)
  return { wording, source: `/join/ ${institution.slug}` }
}

async function openConfirmation(deps: Deps, token: string) {
  const id = openConfirm(deps.keys, token)
  const signup = id === null ? null : await signupById(deps.db, id)
  const campaign = signup && (await campaignById(deps.db, signup.campaignId))
  const editionId = campaign?.runningEditionId ?? campaign?.editionId
  const edition = editionId ? await editionById(deps.db, editionId) : undefined
  if (!signup || !campaign || !edition || !isLanguageTag(signup.language)) return null
  const { name, sender, fallback } = edition.definition
  const confirmation: Confirmation = {
    institution: inLanguage(sender.name, signup.language, fallback),
    campaign: inLanguage(name, signup.language, fallback),
    language: signup.language,
    isSignUp: campaign.kind === 'service',
    state: stateOf(signup, deps.clock.now()),
  }
  return { signup, campaign, edition, confirmation }
}

function stateOf(signup: Signup, now: number): Confirmation['state'] {
  if (signup.state === 'confirmed' || signup.state === 'enrolled') return 'done'
  return signup.state === 'expired' || signup.expiresAt <= now ? 'expired' : 'pending'
}
