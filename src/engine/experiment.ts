import type { CampaignDefinition } from '../core/campaign.ts'
import { AppError } from '../core/error.ts'
import type { Arm } from '../core/experiment/arm.ts'
import { type Judged, judgeArms } from '../core/experiment/judge.ts'
import { objective } from '../core/experiment/objective.ts'
import { type Allocation, allocationsOf } from '../store/allocation.ts'
import { type Campaign, editionById } from '../store/campaigns.ts'
import { talliesOf } from '../store/events.ts'
import type { Deps } from './deps.ts'
import { type Assignment, assignmentOf } from './experiment-assignment.ts'
import { type Incremental, incrementalOf } from './incremental.ts'
import { dealtVariants } from './launch-order.ts'
import { tally } from './tally.ts'
import { type VariantCounts, variantCounts } from './variant-counts.ts'

/**
 * `measure`: what counts as a success. `perThousand` is the objective of core/experiment, for 1,000 delivered; null while
 * no join says from which variant it came. `judged`: `all` mails, or the `first` wave, where later ones were dealt out by
 * what the earlier showed: what these did stands under `soFar` and is not compared.
 */
export type CampaignExperiment = {
  campaign: string
  measure: 'joins' | 'clicks'
  judged: 'all' | 'first'
  soFar: ({ arm: string } & VariantCounts)[]
  allocations: Pick<Allocation, 'wave' | 'at' | 'shares'>[]
  assignment: Assignment
  incremental: Incremental | null
} & Omit<Judged, 'arms'> & {
    arms: (Judged['arms'][number] & { perThousand: number | null })[]
  }

/**
 * Compares the variants of a campaign by those whom the launch enrolled: mails delivered, and of them joins where joins
 * carry a variant, else clicks that look human and are past the time in which they may still be taken for a machine's;
 * and those written to with those held out. Opens decide nothing: programs open mails too.
 *
 * Shares that follow the results would make a test of all waves wrong. Then the first wave is judged, which was dealt out
 * evenly, by what was known of it when the second went out.
 *
 * @throws AppError `variants` without two variants and with nobody held out, `experiment-hits` where clicks outnumber mails
 */
export async function experiment(deps: Deps, campaign: Campaign): Promise<CampaignExperiment> {
  await tally(deps)
  const definition = await definitionOf(deps, campaign)
  const rows = await talliesOf(deps.db, campaign.id)
  const names = [...new Set(rows.filter(isAudience).map((row) => row.variant))].sort()
  const incremental = await incrementalOf(deps, campaign, definition)
  if (names.length < 2 && !incremental)
    throw new AppError(
      'conflict',
      'variants',
      `${campaign.slug}: there are no variants to compare; give a step "variants" in campaign.yaml, publish and launch`,
    )
  const allocations = await allocationsOf(deps.db, campaign.id)
  const soFar = names.map((arm) => ({ arm, ...variantCounts(rows, arm) }))
  const [first] = allocations
  const counts = first ? names.map((name) => seenIn(first, name)) : soFar
  const measure = counts.some(({ joins }) => joins > 0) ? 'joins' : 'clicks'
  const arms = names.map((arm, index) => armOf(campaign, arm, counts[index]!, measure))
  const { arms: judged, ...rest } = judgeArms(arms)
  return {
    campaign: campaign.slug,
    measure,
    judged: first ? 'first' : 'all',
    arms: judged.map((arm, index) => ({
      ...arm,
      perThousand: measure === 'joins' ? objective(counts[index]!) : null,
    })),
    ...rest,
    soFar,
    allocations: allocations.map(({ wave, at, shares }) => ({ wave, at, shares })),
    assignment: await assignmentOf(deps, campaign, {
      variants: definition ? dealtVariants(definition) : [],
      holdOut: definition?.experiment?.holdOut ?? 0,
      allocations,
    }),
    incremental,
  }
}

async function definitionOf(deps: Deps, campaign: Campaign): Promise<CampaignDefinition | null> {
  const edition = campaign.runningEditionId && (await editionById(deps.db, campaign.runningEditionId))
  return edition ? edition.definition : null
}

/** A campaign without variants has one arm, the rest of which are those held out. */
const isAudience = (row: { kind: string; pending: number }) => row.kind === 'audience' && !row.pending

function armOf(campaign: Campaign, arm: string, counts: VariantCounts, measure: 'joins' | 'clicks'): Arm {
  const { delivered: n, [measure]: successes } = counts
  if (successes <= n) return { arm, n, successes }
  const line = `${campaign.slug}: variant "${arm}" has ${successes} ${measure} on ${n} mails delivered; readers come again too often for a test`
  throw new AppError('conflict', 'experiment-hits', line)
}

function seenIn(allocation: Allocation, name: string): VariantCounts {
  const seen = allocation.seen.find((one) => one.variant === name)
  return {
    delivered: seen?.delivered ?? 0,
    clicks: seen?.clicks ?? 0,
    joins: seen?.joins ?? 0,
    unsubscribes: seen?.losses ?? 0,
    complaints: 0,
  }
}
