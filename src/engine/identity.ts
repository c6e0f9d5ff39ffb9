import { inLanguage } from '../core/campaign.ts'
import { chooseLanguage, type LanguageTag, languageTags } from '../core/language.ts'
import { type Identity, openIdentity } from '../core/tokens.ts'
import { type Campaign, campaignById, type Edition, editionById } from '../store/campaigns.ts'
import { type Institution, institutionById } from '../store/institutions.ts'
import { type Person, personById } from '../store/people.ts'
import type { Deps } from './deps.ts'

/** Who stands at the door with an identity token. */
export type Known = {
  campaign: Campaign
  edition: Edition | undefined
  institution: Institution
  /** The institution as it calls itself to this reader. */
  name: string
  /** Null once the person has been erased: their letters and the doors in them outlive them. */
  person: Person | null
  contactId: number
  language: LanguageTag
}

/**
 * Opens an identity token. Changes nothing.
 *
 * @param wish  language of the browser, for people of whom none is known
 */
export const know = (deps: Deps, token: string, wish?: LanguageTag): Promise<Known | null> =>
  recognise(deps, openIdentity(deps.keys, token), wish)

/** The same for whatever token says who it is. */
export async function recognise(
  deps: Deps,
  identity: Identity | null,
  wish?: LanguageTag,
): Promise<Known | null> {
  const campaign = identity && (await campaignById(deps.db, identity.campaignId))
  const institution = campaign && (await institutionById(deps.db, campaign.institutionId))
  if (!identity || !campaign || !institution) return null
  const editionId = campaign.runningEditionId ?? campaign.editionId
  const edition = editionId === null ? undefined : await editionById(deps.db, editionId)
  const found = await personById(deps.db, identity.contactId)
  const person = found?.institutionId === campaign.institutionId ? found : null
  const own = chooseLanguage(wishesOf(person), languageTags, null)
  const language = (own ?? wish ?? edition?.definition.fallback ?? 'fr') as LanguageTag
  const known = { campaign, edition, institution, person, contactId: identity.contactId, language }
  return { ...known, name: nameIn(known, language) }
}

export const wishesOf = (person: Person | null): string[] =>
  person ? (JSON.parse(person.languages) as string[]) : []

export function nameIn(it: Pick<Known, 'edition' | 'institution'>, language: LanguageTag): string {
  const { edition, institution } = it
  return edition
    ? inLanguage(edition.definition.sender.name, language, edition.definition.fallback)
    : institution.name
}
