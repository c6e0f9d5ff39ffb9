/**
 * How many each participant brought, summed up so that any likelihood of it takes a few hundred steps, however many
 * participants there are.
 *
 * A participant of age a has had time for a share F(a) of those they will bring; that share is their exposure, and 1 on a
 * tree that has come to rest. Offspring of exposure f is negative binomial with mean R f and dispersion k: thinning
 * keeps k.
 */
export type Offspring = {
  parents: number
  children: number
  /** Sum of the exposures; equals `parents` at rest. */
  exposure: number
  /** Most brought by one. */
  most: number
  /** Participants by how many they brought: ascending numbers, and how many participants brought that many. */
  brought: Float64Array
  participants: Float64Array
  /** Sums over participants of about equal exposure. */
  bins: readonly { parents: number; children: number; exposure: number }[]
}

export type OffspringCounter = {
  add(children: number, exposure: number): void
  result(): Offspring
}

const binCount = 128
/** Numbers of children up to this are counted by place, larger ones, which are rare, by look-up. */
const small = 1024

export function countOffspring(): OffspringCounter {
  const low = new Float64Array(small)
  const high = new Map<number, number>()
  const sums = new Float64Array(binCount * 3)

  return {
    add(children, exposure) {
      if (children < small) low[children]!++
      else high.set(children, (high.get(children) ?? 0) + 1)
      const bin = Math.min(binCount - 1, Math.floor(exposure * binCount)) * 3
      sums[bin]!++
      sums[bin + 1]! += children
      sums[bin + 2]! += exposure
    },
    result() {
      const counts = [...low].map((count, brought) => [brought, count] as const)
      const all = [...counts, ...[...high].sort((a, b) => a[0] - b[0])].filter(([, count]) => count > 0)
      const bins = Array.from({ length: binCount }, (_, bin) => ({
        parents: sums[bin * 3]!,
        children: sums[bin * 3 + 1]!,
        exposure: sums[bin * 3 + 2]!,
      })).filter((bin) => bin.parents > 0)
      const sum = (of: (bin: (typeof bins)[number]) => number) =>
        bins.reduce((total, bin) => total + of(bin), 0)
      return {
        parents: sum((bin) => bin.parents),
        children: sum((bin) => bin.children),
        exposure: sum((bin) => bin.exposure),
        most: all.at(-1)?.[0] ?? 0,
        brought: Float64Array.from(all, ([brought]) => brought),
        participants: Float64Array.from(all, ([, count]) => count),
        bins,
      }
    },
  }
}

/** Offspring at rest, from the numbers themselves. */
export function offspringOf(numbers: Iterable<number>): Offspring {
  const counter = countOffspring()
  for (const children of numbers) counter.add(children, 1)
  return counter.result()
}

/**
 * Share of all children that the most active share of the participants brought: 0.8 of the top 0.05 says that five of a
 * hundred brought eighty of a hundred. Ties share alike.
 *
 * @returns null where nobody brought anybody
 */
export function shareOfTop(
  { parents, children, brought, participants }: Offspring,
  top: number,
): number | null {
  if (children === 0) return null
  let left = parents * top
  let sum = 0
  for (let at = brought.length - 1; at >= 0 && left > 0; at--) {
    const taken = Math.min(left, participants[at]!)
    sum += taken * brought[at]!
    left -= taken
  }
  return sum / children
}
