import { inLanguage, isNotice } from '../core/campaign.ts'
import { wholeHour } from '../core/hit.ts'
import { type LanguageTag, languageTags } from '../core/language.ts'
import { zoneOf } from '../core/time.ts'
import { sealChain } from '../core/tokens.ts'
import { answersOf, type Counted, objectStatements, unsubscribeStatements } from '../store/consents.ts'
import { lastMessageOf, type Person } from '../store/people.ts'
import { listsOf, newestSpoken } from '../store/subjects.ts'
import type { Deps } from './deps.ts'
import { type Known, know, wishesOf } from './identity.ts'
import { readyLanguages, statusOfLanguages } from './languages.ts'
import { chosenFrom } from './preferences-wishes.ts'

export type Answer = { institution: string; language: LanguageTag }
/** `notice`: the mail was an official one, and its reader objects instead of unsubscribing. */
export type Leave = Answer & { notice: boolean }

/** Whose page `/u/` is, and what leaving would mean there. Changes nothing. */
export async function readLeaving(deps: Deps, token: string, wish?: LanguageTag): Promise<Leave | null> {
  const known = await know(deps, token, wish)
  return known && { institution: known.name, language: known.language, notice: isOfNotice(known) }
}

/**
 * One press: takes back the consent to receive e-mail, for every campaign; or, from an official notice, objects to
 * notices and leaves that consent as it is. Doing it again changes nothing.
 */
export async function unsubscribe(
  deps: Deps,
  token: string,
  wish?: LanguageTag,
  source: '/u/' | 'mailto:' | '/hooks/' = '/u/',
): Promise<Leave | null> {
  const known = await know(deps, token, wish)
  if (!known) return null
  const { person, language } = known
  const notice = isOfNotice(known)
  // An erased person has no row and no address any more: there is nothing left to take back.
  if (person?.hash) {
    const now = deps.clock.now()
    const { id, institutionId, hash } = person
    const act = { contactId: id, institutionId, hash, source, wording: null, language, now }
    await deps.db.batch(
      notice
        ? objectStatements(deps.db, act)
        : unsubscribeStatements(deps.db, {
            ...act,
            counted: await countedAs(deps, known),
            hour: wholeHour(now),
          }),
    )
  }
  return { institution: known.name, language, notice }
}

const isOfNotice = ({ edition }: Known) => edition !== undefined && isNotice(edition.definition)

export async function countedAs(deps: Deps, it: Known): Promise<Counted> {
  const message = await lastMessageOf(deps.db, it.campaign.id, it.contactId)
  return {
    campaignId: it.campaign.id,
    generation: message?.generation ?? 0,
    language: message?.language ?? it.language,
    variant: message?.variant ?? '',
    country: it.person?.country ?? null,
  }
}

/** A yes or no that a person may give here: `receive:email`, `list:lettre` … */
export type Choice = { purpose: string; given: boolean }
export type Subject = Choice & { name: string }

export type Preferences = Answer & {
  /** Languages the institution can be read in, and the person's two among them. */
  offered: LanguageTag[]
  first: LanguageTag | null
  second: LanguageTag | null
  /** Ways to write to the person for which an address is known. */
  channels: Choice[]
  subjects: Subject[]
  /** Null where nobody is measured by name and nobody agreed to it. */
  tracking: Choice | null
  monthlyCap: number | null
  /** Null when it is over or never was; ms. */
  pausedUntil: number | null
  timeZone: string
  firstName: string
  lastName: string
  city: string
  country: string
  /** Opens the page of the person's own link in the campaign they come from. */
  chainToken: string
}

/** What a person has chosen, and may choose. Changes nothing; `erased` for somebody who is not here any more. */
export async function readPreferences(
  deps: Deps,
  token: string,
  wish?: LanguageTag,
): Promise<Preferences | (Answer & { erased: true }) | null> {
  const known = await know(deps, token, wish)
  if (!known) return null
  const answer = { institution: known.name, language: known.language }
  return known.person ? preferencesOf(deps, known, known.person) : { ...answer, erased: true }
}

export async function preferencesOf(deps: Deps, known: Known, person: Person): Promise<Preferences> {
  const offered = await spokenLanguages(deps, known)
  const { first, second } = chosenFrom(wishesOf(person), offered)
  const now = deps.clock.now()
  return {
    institution: known.name,
    language: known.language,
    offered,
    first: first as LanguageTag | null,
    second: second as LanguageTag | null,
    ...(await choicesOf(deps, known, person)),
    monthlyCap: person.monthlyCap,
    pausedUntil: (person.pausedUntil ?? 0) > now ? person.pausedUntil : null,
    timeZone: zoneOf(person.timeZone, person.country),
    firstName: person.firstName ?? '',
    lastName: person.lastName ?? '',
    city: person.city ?? '',
    country: person.country ?? '',
    chainToken: sealChain(deps.keys, { campaignId: known.campaign.id, contactId: known.contactId }),
  }
}

async function choicesOf(deps: Deps, { institution, language }: Known, person: Person) {
  const said = await answersOf(deps.db, person.id)
  const left = JSON.parse(person.leftLists) as string[]
  const channels = [
    ...(person.email ? [{ purpose: 'receive:email', given: person.consentEmail === 'given' }] : []),
    ...(person.hasPhone
      ? ['receive:sms', 'receive:whatsapp'].map((purpose) => ({
          purpose,
          given: said.get(purpose) === 'given',
        }))
      : []),
  ]
  const subjects = (await listsOf(deps.db, institution.id)).map(({ id, names, fallback }) => ({
    purpose: `list:${id}`,
    given: !left.includes(id),
    name: inLanguage(names, language, fallback),
  }))
  const measured = { purpose: 'track:individual', given: person.consentTrack === 'given' }
  const mayMeasure = institution.trackingMode === 'individual' || measured.given
  return { channels, subjects, tracking: mayMeasure ? measured : null }
}

/** Enough to know what an institution speaks today, however many campaigns it has behind it. */
const newestCampaigns = 12

async function spokenLanguages(deps: Deps, { institution }: Known): Promise<LanguageTag[]> {
  const spoken = await newestSpoken(deps.db, institution.id, newestCampaigns)
  const ready = spoken.flatMap(({ steps, contents }) =>
    readyLanguages(statusOfLanguages({ steps }, contents)),
  )
  return languageTags.filter((tag) => ready.includes(tag))
}
