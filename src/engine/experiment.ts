import type { CampaignDefinition } from '../core/campaign.ts'
import { AppError } from '../core/error.ts'
import { type Arm, type Interval, rateOf } from '../core/experiment/arm.ts'
import { asUnits } from '../core/experiment/clusters.ts'
import { type ArmJudged, type Judged, judgeArms, sampleRatioLimits } from '../core/experiment/judge.ts'
import { type Difference, judgeWaves } from '../core/experiment/judge-waves.ts'
import { objective } from '../core/experiment/objective.ts'
import { type Verdict, verdictOf } from '../core/experiment/verdict.ts'
import { dealtVariants } from '../core/variants.ts'
import { type Allocation, allocationsOf } from '../store/allocation.ts'
import { type Campaign, editionById } from '../store/campaigns.ts'
import { talliesOf } from '../store/events.ts'
import { designEffectOf } from '../store/household-sizes.ts'
import { waveTalliesOf } from '../store/wave-tallies.ts'
import type { Deps } from './deps.ts'
import { type Assignment, assignmentOf } from './experiment-assignment.ts'
import { comparableFrom, triedOf } from './experiment-slots.ts'
import {
  armsOf,
  isWhole,
  objectiveByWave,
  ratioByWave,
  type WaveCounts,
  waveCountsOf,
} from './experiment-waves.ts'
import { type Incremental, incrementalOf } from './incremental.ts'
import { tally } from './tally.ts'
import { type VariantCounts, variantCounts } from './variant-counts.ts'

/**
 * `measure`: what counts as a success. `perThousand` is the objective of core/experiment, for 1,000 delivered; null while
 * no join says from which variant it came. `judged`: `all` mails; `waves`, each within itself, where results decided the
 * shares; or the `first` wave alone, where mails went out before waves were counted. `method` says it in words. Rates of
 * `waves` are those of the whole audience, `n` and `successes` the sums. `soFar` is not compared.
 */
export type CampaignExperiment = {
  campaign: string
  measure: 'joins' | 'clicks'
  judged: 'all' | 'waves' | 'first'
  method: string
  verdict: Verdict
  differences: Difference[]
  soFar: ({ arm: string } & VariantCounts)[]
  byWave: { wave: number; arms: (Arm & { share: number })[] }[]
  allocations: Pick<Allocation, 'wave' | 'at' | 'shares'>[]
  assignment: Assignment
  /** Of variants with hours of their own: no winner is named before this instant, ms; null = of others. */
  comparableFrom: number | null
  incremental: Incremental | null
} & Omit<Judged, 'arms'> & { arms: CampaignArm[] }

type CampaignArm = Omit<ArmJudged, 'fixed'> & { fixed?: Interval; perThousand: number | null }

const methods = {
  all: 'e-values of all mails, dealt out in constant proportion; intervals by Robbins mixtures',
  waves:
    'each wave by the shares known before it: e-values multiplied over the waves, rates weighted by the inverse of the shares, intervals by a normal-mixture confidence sequence',
  first: 'e-values of the first wave, dealt out evenly; intervals by Robbins mixtures',
} as const

/**
 * Compares the variants of a campaign by those whom the launch enrolled: mails delivered, and of them joins where joins
 * carry a variant, else clicks that look human and are past the time in which they may still be taken for a machine's;
 * and those written to with those held out. Opens decide nothing: programs open mails too.
 *
 * No winner is named while the numbers are not those that should have been dealt out.
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
  const waves = allocations.length
    ? waveCountsOf(await waveTalliesOf(deps.db, campaign.id), { names, allocations })
    : []
  const assignment = await assignmentOf(deps, campaign, {
    variants: definition ? dealtVariants(definition) : [],
    holdOut: definition?.experiment?.holdOut ?? 0,
    allocations,
  })
  const byHousehold = definition?.experiment?.unit === 'household'
  const designEffect = byHousehold ? await designEffectOf(deps.db, campaign.id) : 1
  const from = await comparableFrom(deps, campaign, definition)
  const tried = from === null ? null : names.map((name) => triedOf(rows, name))
  const compared = compare(campaign, { names, soFar, waves, allocations, tried, designEffect })
  // Mails of one household are not independent: what was dealt out is checked by households.
  const sampleRatioP = byHousehold ? assignment.p : compared.sampleRatioP
  const isBroken = assignment.isOff || (sampleRatioP !== null && sampleRatioP < sampleRatioLimits.broken)
  const isEarly = from !== null && deps.clock.now() < from
  const winner = isBroken || isEarly ? null : compared.winner
  return {
    campaign: campaign.slug,
    ...compared,
    method: methods[compared.judged],
    winner,
    sampleRatioP,
    verdict: isEarly ? 'early' : verdictOf(asUnits(compared.arms, designEffect), winner),
    soFar,
    allocations: allocations.map(({ wave, at, shares }) => ({ wave, at, shares })),
    assignment,
    comparableFrom: from,
    incremental,
  }
}

type Seen = {
  names: readonly string[]
  soFar: readonly VariantCounts[]
  waves: readonly WaveCounts[]
  allocations: readonly Allocation[]
  /** Mails tried, of variants with hours of their own. */
  tried: readonly number[] | null
  /** How much less people say who act together (core/experiment/clusters); 1 where each stands alone. */
  designEffect: number
}

function compare(campaign: Campaign, seen: Seen) {
  const { names, soFar, waves } = seen
  if (waves.length && isWhole(waves, soFar)) return compareWaves(campaign, seen)
  const [first] = seen.allocations
  const counts = first ? names.map((name) => seenIn(first, name)) : soFar
  const measure = measureOf(counts)
  const arms = names.map((arm, index) => armOf(campaign, arm, counts[index]!, measure))
  const units = asUnits(arms, seen.designEffect)
  const { arms: judged, ...rest } = judgeArms(units, { shares: seen.tried })
  return {
    ...rest,
    measure,
    judged: first ? ('first' as const) : ('all' as const),
    differences: judgeWaves([units]).differences,
    byWave: [],
    arms: judged.map(
      (arm, index): CampaignArm => ({
        ...arm,
        n: arms[index]!.n,
        successes: arms[index]!.successes,
        rate: rateOf(arms[index]!),
        perThousand: measure === 'joins' ? objective(counts[index]!) : null,
      }),
    ),
  }
}

function compareWaves(campaign: Campaign, { names, soFar, waves, designEffect }: Seen) {
  const measure = measureOf(waves.flatMap(({ counts }) => counts))
  // Of a whole campaign more clicks than mails are no answers to it, as anywhere else.
  for (const [index, name] of names.entries()) armOf(campaign, name, soFar[index]!, measure)
  const arms = waves.map((wave) => armsOf(wave, names, measure))
  const { arms: judged, ...rest } = judgeWaves(arms.map((wave) => asUnits(wave, designEffect)))
  return {
    ...rest,
    sampleRatioP: ratioByWave(waves),
    measure,
    judged: 'waves' as const,
    byWave: waves.map(({ wave, shares }, at) => ({
      wave,
      arms: arms[at]!.map((arm, index) => ({ ...arm, share: shares[index]! })),
    })),
    arms: judged.map(
      (arm, index): CampaignArm => ({
        ...arm,
        n: sumOf(arms.map((wave) => wave[index]!.n)),
        successes: sumOf(arms.map((wave) => wave[index]!.successes)),
        perThousand: measure === 'joins' ? objectiveByWave(waves, index) : null,
      }),
    ),
  }
}

const sumOf = (counts: readonly number[]) => counts.reduce((sum, count) => sum + count, 0)

const measureOf = (counts: readonly VariantCounts[]) =>
  counts.some(({ joins }) => joins > 0) ? ('joins' as const) : ('clicks' as const)

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
