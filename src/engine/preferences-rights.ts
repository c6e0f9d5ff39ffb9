import type { LanguageTag } from '../core/language.ts'
import type { Deps } from './deps.ts'
import { forget } from './forget.ts'
import { know } from './identity.ts'
import { askOwnData } from './own-data-request.ts'
import type { Answer } from './preferences.ts'

/** `here`: whether there is (still) somebody behind the token. */
export type Standing = Answer & { here: boolean }

/** Whose rights a page is about. Changes nothing. */
export async function readStanding(deps: Deps, token: string, wish?: LanguageTag): Promise<Standing | null> {
  const known = await know(deps, token, wish)
  return known && { institution: known.name, language: known.language, here: known.person !== null }
}

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

/** Erases whoever holds the token, at once (GDPR art. 17). Pressing twice erases once. */
export async function eraseOneself(deps: Deps, token: string, wish?: LanguageTag): Promise<Answer | null> {
  const known = await know(deps, token, wish)
  if (!known) return null
  const { contactId, institution, name, language } = known
  await forget(deps, { institutionId: institution.id, contactId, askedBy: 'person' })
  return { institution: name, language }
}
