import { chooseLanguage, isLanguageTag } from '../core/language.ts'
import { campaignById, contentsOf, stepsOf } from '../store/campaigns.ts'
import { institutionById } from '../store/institutions.ts'
import { ownDataStatements } from '../store/own-data-request.ts'
import { personById } from '../store/people.ts'
import type { Deps } from './deps.ts'
import { wishesOf } from './identity.ts'
import { serviceCampaign } from './service.ts'

/**
 * Somebody wants to see what is known about them: a letter with a link goes to their address, which is how they show
 * that it is theirs. At most one a day, however often they press.
 *
 * @param it.campaignId  the campaign whose mail led here
 * @returns false when there is nobody (any more) to write to
 * @throws AppError `no-sender`
 */
export async function askOwnData(
  deps: Deps,
  it: { contactId: number; campaignId: number },
): Promise<boolean> {
  const person = await personById(deps.db, it.contactId)
  const from = await campaignById(deps.db, it.campaignId)
  const institution = from && (await institutionById(deps.db, from.institutionId))
  if (!person?.hash || !institution || person.institutionId !== institution.id) return false
  const campaign = await serviceCampaign(deps, institution)
  const letters = (await contentsOf(deps.db, campaign.runningEditionId!)).filter(
    (one) => one.step === 'data' && one.status !== 'draft' && isLanguageTag(one.language),
  )
  const language = chooseLanguage(
    wishesOf(person),
    letters.map((one) => one.language),
    'fr',
  )
  const letter = letters.find((one) => one.language === language)
  const step = (await stepsOf(deps.db, campaign.id)).find((one) => one.name === 'data')
  if (!letter || !step) return false
  const now = deps.clock.now()
  const day = new Date(now).toISOString().slice(0, 10)
  const row = { campaignId: campaign.id, contactId: person.id, stepId: step.id, contentId: letter.id }
  await deps.db.batch(ownDataStatements(deps.db, { ...row, hash: person.hash, day, now }))
  await deps.wake.ring('email')
  return true
}
