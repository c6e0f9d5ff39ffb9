import { AppError } from '../core/error.ts'
import { wholeHour } from '../core/hit.ts'
import { isLanguageTag, type LanguageTag } from '../core/language.ts'
import type { Statement } from '../core/ports.ts'
import { words } from '../i18n/words.ts'
import { liftUnsubscribed, ownStatements, unsubscribeStatements } from '../store/consents.ts'
import { type OwnDetails, type Person, rectifyStatements, saveOwnChoices } from '../store/people.ts'
import type { Deps } from './deps.ts'
import { type Known, know, wishesOf } from './identity.ts'
import { type Choice, countedAs, type Preferences, preferencesOf } from './preferences.ts'
import { cityName, ordered, personName } from './preferences-wishes.ts'
import { wordingOf } from './wording.ts'

/** What a form says; what it does not speak of stays as it is. */
export type Wishes = {
  first?: string | undefined
  /** null = no other language. */
  second?: string | null | undefined
  /** Ticks that the person has changed since the page was made, and no others: an old page brings nothing back. */
  changed: readonly Choice[]
  /** Campaign mails in 30 days; null = as many as there are. */
  monthlyCap?: (typeof monthlyCaps)[number] | undefined
  /** Changed to: begin a pause, or end it. */
  pause?: boolean | undefined
  /** `country` undefined = stays. */
  details?: { firstName: string; lastName: string; city: string; country: string | undefined } | undefined
}

export const monthlyCaps = [null, 4, 1] as const
const pauseMs = 30 * 86_400_000

/**
 * Writes down a person's choices in one batch, each tick as a line of the consent ledger. Saving twice changes nothing
 * more. For somebody who has been erased it does nothing and answers `erased`.
 *
 * @throws AppError `details` with `field` firstName, lastName or city in its params; nothing is saved then
 */
export async function savePreferences(
  deps: Deps,
  it: { token: string; wishes: Wishes },
): Promise<'saved' | 'erased' | null> {
  const known = await know(deps, it.token)
  if (!known) return null
  const { person } = known
  if (!person) return 'erased'
  const now = deps.clock.now()
  const shown = await preferencesOf(deps, known, person)
  const choices = {
    languages: languagesOf(person, shown, it.wishes),
    monthlyCap: it.wishes.monthlyCap === undefined ? person.monthlyCap : it.wishes.monthlyCap,
    pausedUntil: pauseOf(shown, it.wishes, now),
  }
  const details = it.wishes.details && detailsOf(person, it.wishes.details)
  await deps.db.batch([
    ...(await acts(deps, known, person, shown, it.wishes.changed, now)),
    saveOwnChoices(deps.db, person.id, choices, now),
    ...(details ? rectifyStatements(deps.db, { contactId: person.id, hash: person.hash }, details, now) : []),
  ])
  return 'saved'
}

function languagesOf(person: Person, { offered }: Preferences, { first, second }: Wishes): string[] {
  const wishes = wishesOf(person)
  const isOffered = (tag: string | null | undefined): tag is LanguageTag =>
    typeof tag === 'string' && isLanguageTag(tag) && offered.includes(tag)
  if (!isOffered(first)) return wishes
  return ordered(wishes, offered, first, second === null || isOffered(second) ? second : undefined)
}

/** A pause that runs is not made longer by saving something else. */
function pauseOf({ pausedUntil }: Preferences, { pause }: Wishes, now: number): number | null {
  if (pause === undefined) return pausedUntil
  return pause ? (pausedUntil ?? now + pauseMs) : null
}

/** What stands there already may stay, whatever it is; what is new must be a name. */
function detailsOf(person: Person, typed: NonNullable<Wishes['details']>): OwnDetails {
  const read = (field: 'firstName' | 'lastName' | 'city', accept: (text: string) => string | null) => {
    const text = typed[field].trim()
    if (!text || text === person[field]?.trim()) return text ? person[field] : null
    const name = accept(text)
    if (name) return name
    throw new AppError('invalid', 'details', 'that cannot be a name: letters, blanks, hyphens', { field })
  }
  return {
    firstName: read('firstName', personName),
    lastName: read('lastName', personName),
    city: read('city', cityName),
    country: typed.country === undefined ? person.country : typed.country || null,
  }
}

async function acts(
  deps: Deps,
  known: Known,
  person: Person,
  shown: Preferences,
  changed: readonly Choice[],
  now: number,
): Promise<Statement[]> {
  const { channels, subjects, tracking } = shown
  const open = [...channels, ...subjects, ...(tracking ? [tracking] : [])]
  const meant = changed.filter(({ purpose }) => open.some((choice) => choice.purpose === purpose))
  const wording = wordingOf('preferences', words(known.language).page.preferences)
  const act = { contactId: person.id, source: '/p/', wording, language: known.language, now }
  const counted = await countedAs(deps, known)
  const email = { ...act, institutionId: person.institutionId, hash: person.hash ?? '' }
  return meant.flatMap(({ purpose, given }) => {
    if (purpose !== 'receive:email')
      return ownStatements(deps.db, act, purpose, given ? 'given' : 'withdrawn')
    if (!given) return unsubscribeStatements(deps.db, { ...email, counted, hour: wholeHour(now) })
    return [liftUnsubscribed(deps.db, person.id), ...ownStatements(deps.db, act, purpose, 'given')]
  })
}
