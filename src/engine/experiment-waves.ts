import { sampleRatio } from '../core/chi-square.ts'
import type { Arm } from '../core/experiment/arm.ts'
import { objective } from '../core/experiment/objective.ts'
import type { Allocation } from '../store/allocation.ts'
import type { WaveTally } from '../store/wave-tallies.ts'
import type { VariantCounts } from './variant-counts.ts'

export type WaveCounts = { wave: number; shares: number[]; counts: VariantCounts[] }

/**
 * What each variant did, wave by wave: wave 1 is what the launch dealt out evenly, each other one what results decided.
 *
 * @param names  variants; counts and shares come in their order
 */
export function waveCountsOf(
  tallies: readonly WaveTally[],
  it: { names: readonly string[]; allocations: readonly Allocation[] },
): WaveCounts[] {
  const waves = [1, ...it.allocations.map(({ wave }) => wave)]
  return waves.map((wave) => ({
    wave,
    shares: sharesOf(it, wave),
    counts: it.names.map((variant) => {
      const of = (kind: string) =>
        tallies.find((one) => one.wave === wave && one.variant === variant && one.kind === kind)?.count ?? 0
      return {
        delivered: Math.max(0, of('sent') - of('bounce')),
        clicks: of('click'),
        joins: of('join'),
        unsubscribes: of('unsubscribe'),
        complaints: of('complaint'),
      }
    }),
  }))
}

/** The shares by which a wave was dealt out, in the order of the variants. */
export function sharesOf(
  { names, allocations }: { names: readonly string[]; allocations: readonly Allocation[] },
  wave: number,
): number[] {
  const made = allocations.find((one) => one.wave === wave)
  return names.map(
    (name) => made?.shares.find(({ variant }) => variant === name)?.share ?? (made ? 0 : 1 / names.length),
  )
}

/**
 * Whether the waves hold (nearly) all mails that were delivered. Mails that went out before waves were counted by
 * themselves are missing in them.
 */
export function isWhole(waves: readonly WaveCounts[], soFar: readonly VariantCounts[]): boolean {
  const delivered = (counts: readonly VariantCounts[]) => counts.reduce((sum, one) => sum + one.delivered, 0)
  return delivered(waves.flatMap(({ counts }) => counts)) >= 0.95 * delivered(soFar)
}

/** A small arm may have more joins than readers, as each passes it on to several: they count once for each mail. */
export const armsOf = (wave: WaveCounts, names: readonly string[], measure: 'joins' | 'clicks'): Arm[] =>
  names.map((arm, index) => {
    const { delivered: n, [measure]: successes } = wave.counts[index]!
    return { arm, n, successes: Math.min(n, successes) }
  })

/**
 * How likely it is that the mails of each wave were delivered by its own shares: the least p of all waves, times their
 * number (Bonferroni). Null where no wave has enough.
 */
export function ratioByWave(waves: readonly WaveCounts[]): number | null {
  const found = waves.flatMap(({ shares, counts }) => {
    const cells = counts.map(({ delivered }, index) => ({ observed: delivered, expected: shares[index]! }))
    const p = cells.some(({ observed }) => observed > 0) ? sampleRatio(cells)?.p : undefined
    return p === undefined ? [] : [p]
  })
  return found.length ? Math.min(1, Math.min(...found) * found.length) : null
}

/** The objective of a variant for the whole audience: each wave by its own rate. Null where nothing can be said. */
export function objectiveByWave(waves: readonly WaveCounts[], index: number): number | null {
  const known = waves.filter(({ counts }) => counts.every(({ delivered }) => delivered > 0))
  const people = known.map(({ counts }) => counts.reduce((sum, one) => sum + one.delivered, 0))
  const all = people.reduce((sum, n) => sum + n, 0)
  if (all === 0) return null
  return known.reduce((sum, { counts }, at) => sum + objective(counts[index]!)! * people[at]!, 0) / all
}
