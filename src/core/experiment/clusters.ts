import type { Arm } from './arm.ts'

/**
 * Counts of people as evidence, where people were dealt out by households: as if all members of a household did the same,
 * the worst that can be. Which household a join comes from nobody knows, so the joins cannot be counted by households; their
 * variance is at most `designEffect` times that of as many people by themselves (Kish 1965, with a correlation of 1).
 *
 * @param designEffect  sum of the squares of the households' sizes, divided by the sum of the sizes; 1 = all live alone
 * @returns arms with whole counts that are so much smaller; the same when the effect is 1
 */
export function asUnits<T extends Pick<Arm, 'n' | 'successes'>>(
  arms: readonly T[],
  designEffect: number,
): T[] {
  return arms.map((arm) => {
    const n = Math.round(arm.n / designEffect)
    return { ...arm, n, successes: Math.min(n, Math.round(arm.successes / designEffect)) }
  })
}
