import { inLanguage } from '../core/campaign.ts'
import { AppError } from '../core/error.ts'
import { wholeHour } from '../core/hit.ts'
import { isLanguageTag, type LanguageTag } from '../core/language.ts'
import type { Statement } from '../core/ports.ts'
import { openConfirm, openShare, sealChain } from '../core/tokens.ts'
import { waveOfMark } from '../core/variants.ts'
import { words } from '../i18n/words.ts'
import { type Campaign, campaignById, type Edition, editionById } from '../store/campaigns.ts'
import { ownStatements } from '../store/consents.ts'
import { variantOf } from '../store/enrollment.ts'
import { countGuess, insertReplay } from '../store/flags.ts'
import { institutionById } from '../store/institutions.ts'
import { countJoin, edgeOf } from '../store/shares.ts'
import { confirmStatements, type Signup, signupById } from '../store/signups.ts'
import type { Deps } from './deps.ts'
import { type Confirming, observeJoin } from './join-memory.ts'
import { openLanding } from './open-landing.ts'
import { type ShareSet, trackingOf } from './ready.ts'
import { sharesOf } from './record.ts'
import { askConfirmation, formWording, type SigningUp } from './sign-up.ts'
import { tellJoin } from './webhooks-tell.ts'
import { wordingOf } from './wording.ts'

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
  if (!landing && !openShare(deps.keys, it.token)) await countGuess(deps.db)
  if (!landing) throw new AppError('not_found', 'share-link', 'this link leads nowhere')
  if (landing.campaign.state === 'finished') throw new AppError('conflict', 'over', 'the campaign is over')
  const { campaign, edition, share, page, variant } = landing
  const language = page.language as LanguageTag
  const from = {
    generation: share.generation + 1,
    shareChannel: share.channel,
    shareId: share.personal ?? null,
    variant,
    // What is passed on further on says nothing of the wave it began in.
    wave: share.generation === 0 ? waveOfMark(share.variant) : null,
  }
  const place = { campaign, edition, ...from, language }
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

export type Confirmed = Confirmation & {
  state: 'done' | 'expired'
  share: ShareSet | null
  /** Opens the person's own page of their chain; null where nothing is counted. */
  chainToken: string | null
}

/** What a confirmation link is about. Changes nothing. */
export async function readConfirmation(deps: Deps, token: string): Promise<Confirmation | null> {
  return (await openConfirmation(deps, token))?.confirmation ?? null
}

/**
 * The second half of the double opt-in. Pressing twice confirms once; the second time is counted as a replay.
 *
 * @param from  where the press came from, as far as it is known; nothing of it is kept
 */
export async function confirmJoin(deps: Deps, token: string, from?: Confirming): Promise<Confirmed | null> {
  const opened = await openConfirmation(deps, token)
  if (!opened && openConfirm(deps.keys, token) === null) await countGuess(deps.db)
  if (!opened) return null
  const { confirmation, signup, campaign, edition } = opened
  const none = { share: null, chainToken: null }
  if (confirmation.state === 'expired') return { ...confirmation, state: 'expired', ...none }
  const statements = await confirming(deps, opened, from)
  if (statements.length) await deps.db.batch(statements)
  // The institution's own form is no campaign: there is nothing to pass on.
  if (campaign.kind === 'service') return { ...confirmation, state: 'done', ...none }
  const share = await sharesOf(deps, {
    campaign,
    edition,
    language: confirmation.language,
    generation: signup.generation,
    variant: (await variantOf(deps.db, signup)) ?? signup.variant,
  })
  const mode = await modeNow(deps, campaign, edition)
  const identity = { campaignId: campaign.id, contactId: signup.contactId }
  const chainToken = mode === 'none' ? null : sealChain(deps.keys, identity)
  return { ...confirmation, state: 'done', share, chainToken }
}

type Opened = NonNullable<Awaited<ReturnType<typeof openConfirmation>>>

/** Everything that a press of the button writes; of a second press, that it was one. */
async function confirming(deps: Deps, opened: Opened, from: Confirming | undefined): Promise<Statement[]> {
  const { confirmation, signup, campaign, edition } = opened
  const now = deps.clock.now()
  const hour = wholeHour(now)
  // The institution's own form has no shares, so nothing about it can be odd.
  const isPassedOn = campaign.kind !== 'service'
  const replay = isPassedOn ? [insertReplay(deps.db, { signupId: signup.id, hour })] : []
  if (confirmation.state !== 'pending') return replay
  const link = [signup.generation, signup.shareChannel, signup.language, signup.shareId ?? ''].join('/')
  const flags = isPassedOn ? observeJoin(deps, { campaignId: campaign.id, link, from }) : []
  const list = edition.definition.list.id
  const agreed = await agreedTo(deps, signup, campaign, edition)
  // An institution that counts nothing tells nothing either.
  const isTold = isPassedOn && (await modeNow(deps, campaign, edition)) !== 'none'
  const { institutionId, slug } = campaign
  return [
    ...replay,
    ...(isTold ? [tellJoin(deps, { institutionId, campaign: slug, signup })] : []),
    ...(await chainStatements(deps, { signup, campaign, edition, source: agreed.source })),
    ...confirmStatements(deps.db, { signup, list, ...agreed, flags, now, hour }),
  ]
}

const modeNow = async (deps: Deps, campaign: Campaign, edition: Edition) =>
  trackingOf((await institutionById(deps.db, campaign.institutionId))!, edition)

/** What the join means for the share it came over: a number; and, where the person agreed, a place in its chain. */
async function chainStatements(
  deps: Deps,
  it: { signup: Signup; campaign: Campaign; edition: Edition; source: string },
): Promise<Statement[]> {
  const { id: signupId, contactId, chained } = it.signup
  const language = it.signup.language as LanguageTag
  const mode = await modeNow(deps, it.campaign, it.edition)
  if (mode === 'none') return []
  const now = deps.clock.now()
  const isMeasured = mode === 'individual'
  const wording = wordingOf('chain', words(language).sharing.chain.joinConsent)
  const act = { contactId, source: it.source, wording, language, now }
  return [
    ...(isMeasured && chained ? ownStatements(deps.db, act, 'share:counted', 'given', edgeOf(signupId)) : []),
    ...countJoin(deps.db, { signupId, isMeasured, hour: wholeHour(now) }),
  ]
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
