import PostalMime from 'postal-mime'
import { inLanguage } from '../core/campaign.ts'
import { chooseLanguage, type LanguageTag, languageTags } from '../core/language.ts'
import { openOwnData } from '../core/tokens.ts'
import { oneLine } from '../render/headers.ts'
import { parseTemplate, render } from '../render/interpret.ts'
import type { Institution } from '../store/institutions.ts'
import { institutionById } from '../store/institutions.ts'
import { instantFields, type OwnRow, type OwnRows, ownRows, ownSections } from '../store/own-data.ts'
import { type Person, personById } from '../store/people.ts'
import { listsOf } from '../store/subjects.ts'
import { audit } from './audit.ts'
import type { Deps } from './deps.ts'
import { type Asker, officerIn } from './forget.ts'
import { wishesOf } from './identity.ts'

/** What an institution knows about a person, as that person reads it. */
export type OwnData = {
  institution: string
  language: LanguageTag
  sections: OwnRows
  /** Names of the institution's mailing lists in that language, by id. */
  lists: Record<string, string>
}

/** @returns null when the person is not there (any more) */
export async function ownDataOf(
  deps: Deps,
  it: { institution: Institution; contactId: number },
): Promise<OwnData | null> {
  const person = await personById(deps.db, it.contactId)
  if (person?.institutionId !== it.institution.id) return null
  const language = languageOf(person)
  const rows = await ownRows(deps.db, { contactId: it.contactId, language })
  if (!rows) return null
  const sections = {
    ...rows,
    messages: rows.messages.map((row) => ({ ...row, subject: subjectFor(person, String(row.subject)) })),
    mailbox: await Promise.all(rows.mailbox.map(readCopy)),
  }
  return { institution: it.institution.name, language, sections, lists: await listNames(deps, it, language) }
}

async function listNames(deps: Deps, it: { institution: Institution }, language: LanguageTag) {
  const lists = await listsOf(deps.db, it.institution.id)
  return Object.fromEntries(
    lists.map(({ id, names, fallback }) => [id, inLanguage(names, language, fallback)]),
  )
}

/**
 * The same for whoever holds the link that was mailed to them. Changes nothing.
 *
 * @returns `expired` after three days; null for a forged link, and for somebody who has been erased
 */
export async function readOwnData(deps: Deps, token: string): Promise<OwnData | 'expired' | null> {
  const opened = openOwnData(deps.keys, token)
  if (!opened) return null
  if (opened.expiresAt <= deps.clock.now()) return 'expired'
  const person = await personById(deps.db, opened.contactId)
  const institution = person && (await institutionById(deps.db, person.institutionId))
  return institution ? ownDataOf(deps, { institution, contactId: opened.contactId }) : null
}

/** As `ownDataOf`, for staff who look on somebody's behalf: that they looked is written down. */
export async function readPerson(
  deps: Deps,
  it: { institution: Institution; contactId: number; reader: Exclude<Asker, 'person'> },
): Promise<OwnData | null> {
  await audit(deps, {
    institutionId: it.institution.id,
    officerId: officerIn(it.reader),
    act: 'read person',
    subject: `contact:${it.contactId}`,
  })
  return ownDataOf(deps, it)
}

/** For programs (GDPR article 20): fields by name, instants in ISO 8601; empty fields are left out. */
export function portable(data: OwnData): object {
  const field = ([name, value]: [string, unknown]): [string, unknown][] =>
    isEmpty(value) ? [] : [[name, said(name, value)]]
  const said = (name: string, value: unknown) => {
    if (isInstant(name) && typeof value === 'number') return new Date(value).toISOString()
    return name === 'before' || name === 'after' ? row(value as OwnRow) : value
  }
  const row = (it: OwnRow): OwnRow => Object.fromEntries(Object.entries(it).flatMap(field))
  const sections = ownSections.map((name) => [name, data.sections[name].map(row)])
  return { institution: data.institution, ...Object.fromEntries(sections) }
}

export const isInstant = (name: string): boolean => (instantFields as readonly string[]).includes(name)

export const isEmpty = (value: unknown): boolean =>
  value === null ||
  value === undefined ||
  value === '' ||
  (typeof value === 'object' && Object.keys(value).length === 0)

export const languageOf = (person: Person): LanguageTag =>
  (chooseLanguage(wishesOf(person), languageTags, 'fr') ?? 'fr') as LanguageTag

/** As it stood in the mail, their own name in it. */
function subjectFor(person: Person, subject: string): string {
  const { firstName, lastName, country, city } = person
  const contact = Object.entries({ firstName, lastName, country, city })
  const context = { contact: Object.fromEntries(contact.map(([name, value]) => [name, value ?? ''])) }
  try {
    return oneLine(render(parseTemplate(subject, { mode: 'text' }), context))
  } catch {
    return subject
  }
}

/** A kept mail as its reader would see it: what stands in its head is said already. */
async function readCopy(row: OwnRow): Promise<OwnRow> {
  const raw = String(row.content)
  const mail = await PostalMime.parse(raw).catch(() => null)
  const { content: _, ...head } = row
  return { ...head, subject: mail?.subject ?? '', content: mail?.text?.trim() || mail?.html || raw }
}
