import { inLanguage } from '../core/campaign.ts'
import { wholeHour } from '../core/hit.ts'
import { chooseLanguage, isLanguageTag, type LanguageTag, languageTags } from '../core/language.ts'
import { openIdentity } from '../core/tokens.ts'
import { type Campaign, campaignById, contentsOf, type Edition, editionById } from '../store/campaigns.ts'
import { institutionById } from '../store/institutions.ts'
import {
  lastMessageOf,
  type Person,
  personById,
  setLanguages,
  unsubscribeStatements,
} from '../store/people.ts'
import type { Deps } from './deps.ts'
import { readyLanguages, statusOfLanguages } from './languages.ts'

export type IdentityPage = {
  institution: string
  language: LanguageTag
  languages: LanguageTag[]
  receives: boolean
}
export type Answer = { institution: string; language: LanguageTag }

type Known = {
  campaign: Campaign
  edition: Edition | undefined
  person: Person | null
  language: LanguageTag
  contactId: number
}

/** Who stands at the door with an identity token: for the pages "unsubscribe" and "preferences". Changes nothing. */
export async function readIdentity(deps: Deps, token: string): Promise<IdentityPage | null> {
  const known = await know(deps, token)
  if (!known) return null
  const contents = known.edition ? await contentsOf(deps.db, known.edition.id) : []
  const statuses = known.edition ? statusOfLanguages(known.edition.definition, contents) : {}
  const languages = readyLanguages(statuses)
  return {
    institution: await institutionName(deps, known),
    language: known.language,
    languages,
    receives: known.person?.consentEmail === 'given',
  }
}

/** Takes back the consent to receive e-mail, at once and for every campaign. Doing it again changes nothing. */
export async function unsubscribe(deps: Deps, token: string): Promise<Answer | null> {
  const known = await know(deps, token)
  if (!known) return null
  const { person, campaign } = known
  // An erased person has no row and no address any more: there is nothing left to take back.
  if (person?.hash) {
    const message = await lastMessageOf(deps.db, campaign.id, person.id)
    const now = deps.clock.now()
    await deps.db.batch(
      unsubscribeStatements(deps.db, {
        contactId: person.id,
        institutionId: person.institutionId,
        hash: person.hash,
        campaignId: campaign.id,
        language: message?.language ?? known.language,
        generation: message?.generation ?? 0,
        variant: message?.variant ?? '',
        country: person.country,
        now,
        hour: wholeHour(now),
      }),
    )
  }
  return { institution: await institutionName(deps, known), language: known.language }
}

/** Puts a language at the head of the person's list. */
export async function setLanguage(
  deps: Deps,
  it: { token: string; language: string },
): Promise<Answer | null> {
  const known = await know(deps, it.token)
  if (!known || !isLanguageTag(it.language)) return null
  const { person } = known
  if (person) {
    const rest = (JSON.parse(person.languages) as string[]).filter((tag) => tag !== it.language)
    await setLanguages(deps.db, person.id, [it.language, ...rest], deps.clock.now()).run()
  }
  return {
    institution: await institutionName(deps, { ...known, language: it.language }),
    language: it.language,
  }
}

async function know(deps: Deps, token: string): Promise<Known | null> {
  const identity = openIdentity(deps.keys, token)
  const campaign = identity && (await campaignById(deps.db, identity.campaignId))
  if (!identity || !campaign) return null
  const editionId = campaign.runningEditionId ?? campaign.editionId
  const edition = editionId === null ? undefined : await editionById(deps.db, editionId)
  const found = await personById(deps.db, identity.contactId)
  const person = found?.institutionId === campaign.institutionId ? found : null
  const wishes = person ? (JSON.parse(person.languages) as string[]) : []
  const language = chooseLanguage(wishes, languageTags, edition?.definition.fallback ?? 'fr') ?? 'fr'
  return { campaign, edition, person, contactId: identity.contactId, language: language as LanguageTag }
}

async function institutionName(deps: Deps, { edition, campaign, language }: Known): Promise<string> {
  if (edition) return inLanguage(edition.definition.sender.name, language, edition.definition.fallback)
  return (await institutionById(deps.db, campaign.institutionId))?.name ?? ''
}
