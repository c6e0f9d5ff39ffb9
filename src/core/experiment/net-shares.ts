import { betaDraw } from './beta-draw.ts'

/** What a variant did: people it was delivered to, what they did for the institution, and what it cost. */
export type NetResponse = { delivered: number; gains: number; losses: number }

const draws = 4000
/** Deliveries at the rate of all variants together that each begins with: few are not taken for nobody, or for many. */
const priorDeliveries = 20

/**
 * Which share of the next wave each variant should get: as often as it comes out best when gains and losses for each
 * delivery are drawn from what is known of them (Thompson 1933, in batches; Beta laws), yet never less than the floor.
 * Variants that nothing tells apart get the same within the error of 4,000 draws.
 *
 * @param floor   least share, 0 to 1 / number of variants
 * @param random  uniform numbers in [0, 1)
 * @returns shares in the order of the variants; they add up to 1
 */
export function netShares(
  responses: readonly NetResponse[],
  { floor, random }: { floor: number; random: () => number },
): number[] {
  const least = Math.min(floor, 1 / responses.length)
  if (responses.every(({ delivered }) => delivered === 0)) return responses.map(() => 1 / responses.length)
  const [gain, loss] = [pooled(responses, 'gains'), pooled(responses, 'losses')]
  const wins = responses.map(() => 0)
  for (let draw = 0; draw < draws; draw++) {
    const nets = responses.map(
      (one) => drawn(one.delivered, one.gains, gain, random) - drawn(one.delivered, one.losses, loss, random),
    )
    wins[nets.indexOf(Math.max(...nets))]!++
  }
  return wins.map((count) => least + ((1 - least * responses.length) * count) / draws)
}

/** Rate of all together, never 0 or 1: a law needs both. */
function pooled(responses: readonly NetResponse[], what: 'gains' | 'losses'): number {
  const [all, of] = responses.reduce(
    ([sum, n], one) => [sum + Math.min(one[what], one.delivered), n + one.delivered],
    [0, 0],
  )
  return (all + 0.5) / (of + 1)
}

function drawn(n: number, count: number, rate: number, random: () => number): number {
  const known = Math.min(count, n)
  return betaDraw(priorDeliveries * rate + known, priorDeliveries * (1 - rate) + n - known, random)
}
