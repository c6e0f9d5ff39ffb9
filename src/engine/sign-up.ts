import { normalEmail } from '../core/contact.ts'
import { AppError } from '../core/error.ts'
import { wholeHour } from '../core/hit.ts'
import type { LanguageTag } from '../core/language.ts'
import { addressHash } from '../core/token.ts'
import type { ShareChannel } from '../core/tokens.ts'
import { words } from '../i18n/words.ts'
import { type Campaign, contentsOf, type Edition, editionById, stepsOf } from '../store/campaigns.ts'
import { insertFlag } from '../store/flags.ts'
import { findInstitution } from '../store/institutions.ts'
import { personByEmail } from '../store/people.ts'
import { standsAbove } from '../store/shares.ts'
import { insertPending, queueConfirmation, saveSignup } from '../store/signups.ts'
import { suppressionOf } from '../store/suppressions.ts'
import type { Deps } from './deps.ts'
import { personName } from './preferences-wishes.ts'
import { serviceCampaign } from './service.ts'
import { wordingOf } from './wording.ts'

const confirmWithinMs = 7 * 86_400_000

/** What a form says of somebody who wants to be written to. */
export type SigningUp = {
  email: string
  firstName?: string | undefined
  country?: string | undefined
  agreed: boolean
  /** Also agreed to count in the chain of whoever sent the link. */
  chained?: boolean | undefined
}

/** The name of the institution behind a public form; null when there is none. Changes nothing. */
export async function readSignUp(deps: Deps, slug: string): Promise<{ institution: string } | null> {
  const institution = await findInstitution(deps.db, slug)
  return institution ? { institution: institution.name } : null
}

/**
 * A sign-up over the institution's own form, without a campaign: the same double opt-in, and the same answer whether
 * the address was known or not.
 *
 * @throws AppError `institution` | `email` | `consent` | `no-sender`
 */
export async function startSignUp(
  deps: Deps,
  it: SigningUp & { institution: string; language: LanguageTag },
): Promise<{ institution: string }> {
  const institution = await findInstitution(deps.db, it.institution)
  if (!institution) throw new AppError('not_found', 'institution', 'there is no such institution')
  checkForm(it)
  const campaign = await serviceCampaign(deps, institution)
  const edition = (await editionById(deps.db, campaign.runningEditionId!))!
  const place = { campaign, edition, generation: 0, shareChannel: 'form', language: it.language } as const
  await askConfirmation(deps, place, it)
  return { institution: institution.name }
}

/** Version of the sentence that stands beside the tick of the public form. */
export const formWording = (language: LanguageTag) => wordingOf('form', words(language).page.landing.consent)

type Place = {
  campaign: Campaign
  edition: Edition
  /** Which the person will have. */
  generation: number
  shareChannel: ShareChannel
  language: LanguageTag
  /** Row of `shares` whose owner has counted who joins. */
  shareId?: number | null
  /** That the share was passed on in. */
  variant?: string
  /** By whose shares that was dealt out, where the share says so. */
  wave?: number | null
}

/**
 * Writes the sign-up down and puts its confirmation into the outbox, at most one a day and address.
 *
 * @throws AppError `email` | `consent` | `share-link` when the campaign takes no sign-ups
 */
export async function askConfirmation(deps: Deps, place: Place, it: SigningUp): Promise<void> {
  const email = checkForm(it)
  const { campaign, language, generation, shareChannel } = place
  const letter = await confirmationLetter(deps, place)
  if (await isErased(deps, campaign.institutionId, email)) return
  const now = deps.clock.now()
  const contactId = await contactFor(deps, place, email, it)
  const row = { campaignId: campaign.id, contactId, now }
  const expiresAt = now + confirmWithinMs
  const day = new Date(now).toISOString().slice(0, 10)
  const { flag, ...edge } = await edgeFor(deps, { shareId: place.shareId ?? null, contactId }, it)
  const odd = { campaignId: campaign.id, generation, shareChannel, hour: wholeHour(now) }
  await deps.db.batch([
    saveSignup(deps.db, {
      ...row,
      ...edge,
      generation,
      shareChannel,
      variant: place.variant ?? '',
      wave: place.wave ?? null,
      language,
      expiresAt,
    }),
    queueConfirmation(deps.db, { ...row, ...letter, day }),
    ...(flag ? [insertFlag(deps.db, { ...odd, flag })] : []),
  ])
  await deps.wake.ring('email')
}

/** The share to count for. Who stands above it themselves joins nothing over it, and that is written down. */
async function edgeFor(deps: Deps, at: { shareId: number | null; contactId: number }, it: SigningUp) {
  const { shareId, contactId } = at
  const flag = shareId === null ? null : await standsAbove(deps.db, { shareId, contactId })
  if (flag) return { flag, shareId: null, chained: false }
  return { flag, shareId, chained: shareId !== null && it.chained === true }
}

/** Whoever asked to be erased is not written down again because somebody typed their address; the answer is the same. */
async function isErased(deps: Deps, institutionId: number, email: string): Promise<boolean> {
  const hash = addressHash(deps.keys, 'email', email)
  return (await suppressionOf(deps.db, { institutionId, hash }))?.reason === 'erased'
}

function checkForm({ email, agreed }: SigningUp): string {
  const normal = normalEmail(email)
  if (!normal) throw new AppError('invalid', 'email', 'that is not an e-mail address')
  if (!agreed) throw new AppError('invalid', 'consent', 'without consent we may not write to you')
  return normal
}

/** In the language of the form, else in the fallback: an institution's own form is open in more languages than its mails. */
async function confirmationLetter(deps: Deps, { campaign, edition, language }: Place) {
  const step = (await stepsOf(deps.db, campaign.id)).find((one) => one.trigger === 'signup')
  const letters = (await contentsOf(deps.db, edition.id)).filter(
    (one) => one.step === step?.name && one.status !== 'draft',
  )
  const found = [language, edition.definition.fallback]
    .map((tag) => letters.find((one) => one.language === tag))
    .find(Boolean)
  if (!step || !found) throw new AppError('unavailable', 'share-link', 'this campaign takes no sign-ups')
  return { stepId: step.id, contentId: found.id }
}

/** The person with that address, or a new one who waits for their confirmation and is in no audience until then. */
async function contactFor(deps: Deps, place: Place, email: string, it: SigningUp): Promise<number> {
  const { institutionId } = place.campaign
  const known = await personByEmail(deps.db, institutionId, email)
  if (known) return known.id
  await insertPending(deps.db, {
    institutionId,
    email,
    hash: addressHash(deps.keys, 'email', email),
    firstName: personName(it.firstName),
    country: /^[A-Z]{2}$/.test(it.country ?? '') ? it.country! : null,
    languages: [place.language],
    now: deps.clock.now(),
  })
  return (await personByEmail(deps.db, institutionId, email))!.id
}
