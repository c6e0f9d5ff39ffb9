import type { LanguageTag } from '../core/language.ts'
import { openOwnData } from '../core/tokens.ts'
import { type Institution, institutionById } from '../store/institutions.ts'
import { type Person, personById } from '../store/people.ts'
import type { Deps } from './deps.ts'
import { forget } from './forget.ts'
import { know } from './identity.ts'
import { languageOf } from './own-data.ts'
import { askOwnData } from './own-data-request.ts'
import type { Answer } from './preferences.ts'

/** `here`: whether there is (still) somebody behind the token. */
export type Standing = Answer & { here: boolean }

/**
 * Sends the person a link to everything that is known of them; to their own address, because whoever was forwarded
 * the mail holds the token too. At most one letter a day.
 *
 * @throws AppError `no-sender`
 */
export async function requestOwnData(
  deps: Deps,
  token: string,
  wish?: LanguageTag,
): Promise<Standing | null> {
  const known = await know(deps, token, wish)
  if (!known) return null
  const { contactId, campaign, name, language } = known
  await askOwnData(deps, { contactId, campaignId: campaign.id })
  return { institution: name, language, here: known.person !== null }
}

/** Whom a mailed link is about, and until when it is good. Changes nothing. */
export async function readErasure(deps: Deps, token: string): Promise<Answer | 'expired' | null> {
  const found = await holderOf(deps, token)
  return found === null || found === 'expired' ? found : answerFor(found)
}

/**
 * Erases the person, at once (GDPR art. 17). Only by the link that was mailed to their own address: the token of a mail
 * is in the hands of everybody whom the mail was forwarded to.
 */
export async function eraseOneself(deps: Deps, token: string): Promise<Answer | 'expired' | null> {
  const found = await holderOf(deps, token)
  if (found === null || found === 'expired') return found
  const { institution, person } = found
  await forget(deps, { institutionId: institution.id, contactId: person.id, askedBy: 'person' })
  return answerFor(found)
}

type Holder = { person: Person; institution: Institution }

async function holderOf(deps: Deps, token: string): Promise<Holder | 'expired' | null> {
  const opened = openOwnData(deps.keys, token)
  if (!opened) return null
  if (opened.expiresAt <= deps.clock.now()) return 'expired'
  const person = await personById(deps.db, opened.contactId)
  const institution = person && (await institutionById(deps.db, person.institutionId))
  return institution ? { person, institution } : null
}

const answerFor = ({ person, institution }: Holder): Answer => ({
  institution: institution.name,
  language: languageOf(person),
})
