import { type CountedCascade, cascadeOfCounters } from '../core/cascade/counters.ts'
import type { SpreadGroup } from '../core/cascade/groups.ts'
import { type Chains, chainsOf } from '../core/cascade/share-forest.ts'
import type { JoinFlag } from '../core/join-flags.ts'
import type { Campaign } from '../store/campaigns.ts'
import { guessesOf } from '../store/flags.ts'
import { shareJoinsIn, sharesIn } from '../store/share-trees.ts'
import type { Deps } from './deps.ts'
import { type ReachRows, reachedBy, reachRows } from './reached.ts'
import { groupsOf, type SpreadGroups, segmentGroups } from './spread-groups.ts'
import { flaggedOf } from './stats.ts'
import { tally } from './tally.ts'

export type CampaignCascade = { campaign: string } & CountedCascade & {
    /** Trees of those who asked for links of their own; null below ten people. */
    chains: Chains | null
    /** The same by language, country, variant and channel; by saved segment where that is asked for. */
    groups: SpreadGroups & { segment?: SpreadGroup[] }
    /** Odd joins and attempts by reason, as in `stats`. */
    flagged: Record<JoinFlag, number>
    /** The same figures without the joins that have a flag; attempts that made no join are in neither. */
    withoutFlagged: Pick<CountedCascade, 'nodes' | 'rSeed' | 'rViral' | 'gain' | 'generations'>
  }

/**
 * How far a campaign spread, from counts by generation: no row says who brought whom. All are totals of the campaign, so
 * the hiding of small cells, which is for groups of people, does not apply.
 */
export async function cascade(
  deps: Deps,
  campaign: Campaign,
  it: { segments?: boolean } = {},
): Promise<CampaignCascade> {
  await tally(deps)
  const reach = await reachRows(deps, campaign)
  const { rows, arrivals } = reach
  const grows = campaign.state !== 'finished'
  const figures = (of: ReachRows) => cascadeOfCounters(reachedBy(of, deps.clock.now()), grows)
  const { nodes, rSeed, rViral, gain, generations } = figures({
    ...reach,
    rows: rows.filter((row) => row.kind !== 'join' || row.class !== 'flagged'),
    arrivals: arrivals.filter((one) => !one.isFlagged),
  })
  return {
    campaign: campaign.slug,
    ...figures(reach),
    chains: await chainsIn(deps, campaign.id),
    groups: {
      ...groupsOf(rows),
      ...(it.segments ? { segment: await segmentGroups(deps, campaign) } : {}),
    },
    flagged: flaggedOf(rows, await guessesOf(deps.db)),
    withoutFlagged: { nodes, rSeed, rViral, gain, generations },
  }
}

/** Of fewer, one could think who they are. */
const leastInChains = 10

async function chainsIn(deps: Deps, campaignId: number): Promise<Chains | null> {
  const chains = chainsOf(await sharesIn(deps.db, campaignId), await shareJoinsIn(deps.db, campaignId))
  return chains && chains.nodes >= leastInChains ? chains : null
}
