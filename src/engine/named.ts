import { AppError } from '../core/error.ts'
import { type Campaign, findCampaign } from '../store/campaigns.ts'
import {
  findOfficer,
  type Institution,
  listInstitutions,
  type Officer,
  officersByEmail,
} from '../store/institutions.ts'
import { newestEdition } from './approve.ts'
import type { Deps } from './deps.ts'
import { institutionAmong } from './institution-among.ts'

/** Finds what somebody calls by its name; what is not there is refused with what to do. */
export async function campaignNamed(deps: Deps, name: string): Promise<Campaign> {
  const campaign = await findCampaign(deps.db, name)
  if (!campaign)
    throw new AppError('not_found', 'campaign', `there is no campaign "${name}"; publish it first`)
  return campaign
}

/** @param name  may be left out where there is only one institution */
export async function institutionNamed(deps: Deps, name: string | undefined): Promise<Institution> {
  return institutionAmong(await listInstitutions(deps.db), name)
}

/** A campaign that has been published, and who acts on it. @throws AppError `role` */
export async function actor(deps: Deps, it: { campaign: string; as?: string | undefined }) {
  const campaign = await campaignNamed(deps, it.campaign)
  await newestEdition(deps, campaign)
  if (it.as === undefined) return { campaign }
  const officer = await officerOf(deps, campaign, it.as)
  if (officer.role === 'analyst')
    throw new AppError('forbidden', 'role', 'an analyst reads figures; ask an officer or an admin')
  return { campaign, officerId: officer.id }
}

export async function officerOf(deps: Deps, campaign: Campaign, address: string): Promise<Officer> {
  const officer = await findOfficer(deps.db, campaign.institutionId, address)
  if (officer) return officer
  throw await noOfficer(deps, address, null)
}

export async function noOfficer(
  deps: Deps,
  address: string,
  institution: Institution | null,
): Promise<AppError> {
  const elsewhere = (await officersByEmail(deps.db, address)).length > 0
  const whose = institution ? institution.slug : 'the institution of this campaign'
  const line = elsewhere
    ? `${address} is an officer elsewhere, not of ${whose}`
    : `there is no officer ${address}; add one with officer add`
  return new AppError('not_found', 'officer', line)
}
