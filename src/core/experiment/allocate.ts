import type { Arm } from './arm.ts'
import { betaDraw } from './beta-draw.ts'

const draws = 4000

/**
 * Which share of the next wave each arm should get: as often as it comes out best when the rates are drawn from what is
 * known of them (Thompson 1933, in batches; Beta laws), yet never less than the floor, so that an arm with bad luck at
 * the start can come back. Equals are decided by the draw, never by their order.
 *
 * What is sent by these shares must not be read by `judgeArms`, which takes arms that grow in constant proportion: keep an
 * evenly dealt first wave for that.
 *
 * @param prior   successes and failures that past campaigns are worth, above 0; 1 and 1 = nothing is known
 * @param floor   smallest share of an arm, 0 to 1 / number of arms
 * @param random  uniform numbers in [0, 1)
 * @returns shares in the order of the arms; they add up to 1
 */
export function thompsonShares(
  arms: readonly Arm[],
  { random, floor = 0.05, prior = { successes: 1, failures: 1 } }: ThompsonSettings,
): number[] {
  const least = Math.min(floor, 1 / arms.length)
  const wins = arms.map(() => 0)
  for (let draw = 0; draw < draws; draw++) {
    const rates = arms.map(({ n, successes }) =>
      betaDraw(prior.successes + successes, prior.failures + n - successes, random),
    )
    wins[rates.indexOf(Math.max(...rates))]!++
  }
  const free = 1 - least * arms.length
  return wins.map((count) => least + (free * count) / draws)
}

export type ThompsonSettings = {
  random: () => number
  floor?: number
  prior?: { successes: number; failures: number }
}
