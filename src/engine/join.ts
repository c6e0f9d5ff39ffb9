import { inLanguage } from '../core/campaign.ts'
import { cleanText, normalEmail } from '../core/contact.ts'
import { AppError } from '../core/error.ts'
import { wholeHour } from '../core/hit.ts'
import { isLanguageTag, type LanguageTag } from '../core/language.ts'
import { addressHash } from '../core/token.ts'
import { openConfirm } from '../core/tokens.ts'
import { campaignById, contentsOf, editionById, stepsOf } from '../store/campaigns.ts'
import { personByEmail } from '../store/people.ts'
import {
  confirmStatements,
  insertPending,
  queueConfirmation,
  type Signup,
  saveSignup,
  signupById,
} from '../store/signups.ts'
import type { Deps } from './deps.ts'
import type { ShareSet } from './ready.ts'
import { type OpenedLanding, openLanding, sharesOf } from './record.ts'

const confirmWithinMs = 7 * 86_400_000

export type Joining = {
  token: string
  email: string
  firstName?: string | undefined
  country?: string | undefined
  language: string
  agreed: boolean
}
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
  const email = normalEmail(it.email)
  if (!email) throw new AppError('invalid', 'email', 'that is not an e-mail address')
  if (!it.agreed) throw new AppError('invalid', 'consent', 'without consent we may not write to you')
  await savePending(deps, landing, it, email)
  const { name, sender, fallback } = landing.edition.definition
  const language = landing.page.language as LanguageTag
  return {
    institution: inLanguage(sender.name, language, fallback),
    campaign: inLanguage(name, language, fallback),
    language,
  }
}

async function savePending(deps: Deps, landing: OpenedLanding, it: Joining, email: string): Promise<void> {
  const { campaign, institution, edition, share, page } = landing
  const now = deps.clock.now()
  let person = await personByEmail(deps.db, institution.id, email)
  if (!person) {
    await insertPending(deps.db, {
      institutionId: institution.id,
      email,
      hash: addressHash(deps.keys, 'email', email),
      firstName: personName(it.firstName),
      country: /^[A-Z]{2}$/.test(it.country ?? '') ? it.country! : null,
      languages: [page.language],
      now,
    })
    person = (await personByEmail(deps.db, institution.id, email))!
  }
  const steps = await stepsOf(deps.db, campaign.id)
  const step = steps.find((one) => one.trigger === 'signup')
  const content = (await contentsOf(deps.db, edition.id)).find(
    (one) => one.step === step?.name && one.language === page.language && one.status !== 'draft',
  )
  if (!step || !content) throw new AppError('unavailable', 'share-link', 'this campaign takes no sign-ups')
  const place = { campaignId: campaign.id, contactId: person.id }
  const day = new Date(now).toISOString().slice(0, 10)
  await deps.db.batch([
    saveSignup(deps.db, {
      ...place,
      generation: share.generation + 1,
      shareChannel: share.channel,
      language: page.language,
      expiresAt: now + confirmWithinMs,
      now,
    }),
    queueConfirmation(deps.db, { ...place, stepId: step.id, contentId: content.id, day, now }),
  ])
  await deps.wake.ring('email')
}

/** Letters and what joins them. The name goes into a mail: it must not be able to say or link anything else. */
function personName(text: string | undefined): string | null {
  const name = cleanText(text)
  return name && name.length <= 60 && /^[\p{L}\p{M}][\p{L}\p{M}'’ -]*$/u.test(name) ? name : null
}

export type Confirmation = Started & { state: 'pending' | 'done' | 'expired' }

/** What a confirmation link is about. Changes nothing. */
export async function readConfirmation(deps: Deps, token: string): Promise<Confirmation | null> {
  return (await openConfirmation(deps, token))?.confirmation ?? null
}

/** The second half of the double opt-in. Pressing twice confirms once. */
export async function confirmJoin(
  deps: Deps,
  token: string,
): Promise<(Started & { state: 'done' | 'expired'; share: ShareSet | null }) | null> {
  const opened = await openConfirmation(deps, token)
  if (!opened) return null
  const { confirmation, signup, campaign, edition } = opened
  if (confirmation.state === 'expired') return { ...confirmation, state: 'expired', share: null }
  if (confirmation.state === 'pending') {
    const now = deps.clock.now()
    const wording = `landing:${edition.hash.slice(0, 12)}`
    await deps.db.batch(
      confirmStatements(deps.db, {
        signup,
        wording,
        source: `/s/ ${campaign.slug}`,
        now,
        hour: wholeHour(now),
      }),
    )
  }
  const share = await sharesOf(deps, {
    campaign,
    edition,
    language: confirmation.language,
    generation: signup.generation,
  })
  return { ...confirmation, state: 'done', share }
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
    state: stateOf(signup, deps.clock.now()),
  }
  return { signup, campaign, edition, confirmation }
}

function stateOf(signup: Signup, now: number): Confirmation['state'] {
  if (signup.state === 'confirmed' || signup.state === 'enrolled') return 'done'
  return signup.state === 'expired' || signup.expiresAt <= now ? 'expired' : 'pending'
}
