import type { CampaignDefinition } from '../core/campaign.ts'
import { addressHash } from '../core/token.ts'
import type { ContentHead } from '../store/campaigns.ts'
import type { ContentChoice } from '../store/enrollment.ts'
import type { Institution } from '../store/institutions.ts'
import { ensureAccount } from '../store/people.ts'
import type { Deps } from './deps.ts'

/** The sendable contents of a step, and whether other steps wait for its arrival. */
export function choices(
  definition: CampaignDefinition,
  contents: readonly ContentHead[],
  step: { id: number; name: string; channel: string },
): ContentChoice[] {
  const followed = definition.steps.some(
    ({ at }) => at && 'on' in at && at.on === 'received' && at.of === step.name,
  )
  const sendable = contents.filter((content) => content.step === step.name && content.status !== 'draft')
  return sendable.map(({ language, variant, id }) => ({
    stepId: step.id,
    channel: step.channel,
    language,
    variant,
    contentId: id,
    followed: followed ? 1 : null,
    first: sendable.find((one) => one.language === language)!.id === id ? 1 : 0,
  }))
}

/** The account that an institution's posts go to. */
export function accountOf(deps: Deps, institution: Institution): Promise<number> {
  return ensureAccount(deps.db, {
    institutionId: institution.id,
    channel: 'x',
    value: institution.slug,
    hash: addressHash(deps.keys, 'x', institution.slug),
    now: deps.clock.now(),
  })
}
