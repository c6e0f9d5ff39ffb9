import { seeded } from '../core/chance.ts'
import { netShares } from '../core/experiment/net-shares.ts'
import type { ExperimentSettings } from '../core/experiment/settings.ts'
import { keyedNumber } from '../core/token.ts'
import { dealtVariants } from '../core/variants.ts'
import { type Allocation, allocateStatements, allocationOf } from '../store/allocation.ts'
import { type Campaign, editionById, runningCampaigns } from '../store/campaigns.ts'
import { talliesOf } from '../store/events.ts'
import { wavesAbout } from '../store/hold.ts'
import { audit } from './audit.ts'
import type { Deps } from './deps.ts'
import { aboutMs } from './hold.ts'
import { saltsOf } from './launch-order.ts'
import { variantCounts } from './variant-counts.ts'

/**
 * Deals out each wave after the first by what the earlier ones showed, where a campaign asks for it
 * (`experiment.allocate`), when its first mail is about to go out: as late as may be, because news comes in until then.
 * The draw is keyed by the wave, so that an allocation that broke off comes to the same.
 */
export async function allocateWaves(deps: Deps): Promise<void> {
  for (const campaign of await runningCampaigns(deps.db)) await allocateCampaign(deps, campaign)
}

/** The same for one, before it goes on after a pause. */
export async function allocateCampaign(deps: Deps, campaign: Campaign): Promise<void> {
  if (campaign.runningEditionId === null) return
  const edition = await editionById(deps.db, campaign.runningEditionId)
  if (!edition?.definition.experiment?.allocate) return
  const variants = dealtVariants(edition.definition)
  const until = deps.clock.now() + aboutMs
  const about = await wavesAbout(deps.db, { campaignId: campaign.id, until })
  for (const wave of new Set(about.map((one) => one.wave))) {
    if (await allocationOf(deps.db, campaign.id, wave)) continue
    await allocate(deps, campaign, { wave, variants, settings: edition.definition.experiment })
  }
}

type Asked = { wave: number; variants: readonly string[]; settings: ExperimentSettings }

async function allocate(deps: Deps, campaign: Campaign, it: Asked): Promise<void> {
  const { wave } = it
  const seen = await seenOf(deps, campaign, it)
  const random = seeded(keyedNumber(deps.keys, `allocate/${campaign.slug}/${wave}`))
  const shares = netShares(seen, { floor: it.settings.floor, random })
  const allocation: Allocation = {
    wave,
    at: deps.clock.now(),
    shares: it.variants.map((variant, index) => ({ variant, share: shares[index]! })),
    seen,
  }
  const salts = saltsOf(deps.keys, `allocate/${campaign.slug}/${wave}`)
  const done = await deps.db.batch(
    allocateStatements(deps.db, { campaignId: campaign.id, allocation, salts }),
  )
  // Another process may have been first: then it is the one that says so.
  if (!done.at(-1)!.meta.changes) return
  await audit(deps, {
    institutionId: campaign.institutionId,
    officerId: null,
    act: 'allocate',
    subject: `campaign:${campaign.id}`,
    detail: { wave, objective: it.settings.objective, floor: it.settings.floor, ...reasons(allocation) },
  })
  deps.log('wave-allocated', { campaign: campaign.slug, wave, ...reasons(allocation) })
}

async function seenOf(deps: Deps, { id }: Campaign, { variants, settings }: Asked) {
  const rows = await talliesOf(deps.db, id)
  return variants.map((variant) => {
    const { delivered, unsubscribes, complaints, ...counts } = variantCounts(rows, variant)
    const gains = counts[settings.objective]
    return { variant, delivered, gains, losses: unsubscribes + complaints, ...counts }
  })
}

/** `court 62 % (of 480 delivered 9 joined, 1 left)`, a field for each variant. */
function reasons({ shares, seen }: Allocation): Record<string, string> {
  return Object.fromEntries(
    shares.map(({ variant, share }, index) => {
      const { delivered, gains, losses } = seen[index]!
      const why = `${(share * 100).toFixed(1)} %: ${delivered} delivered, ${gains} gained, ${losses} lost`
      return [`variant ${variant}`, why]
    }),
  )
}
