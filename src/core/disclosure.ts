import { solved, spans } from './disclosure-attack.ts'
import type { Relation } from './tabulate.ts'

/** Fewer people than this are not told, unless somebody asks for another number; five is the least that may be asked for. */
export const usualSmallest = 10
export const leastSmallest = 5

/**
 * What becomes of a figure. *small*: said to be under the threshold, no more. *withheld*: large enough, but with it a
 * small one could be found. *untold*: part of a small one, which is not broken down, or small where that is not told; not even its
 * being there is.
 */
export type Veil = 'shown' | 'small' | 'withheld' | 'untold'

/**
 * Hides every figure under the threshold, and of the others as many as it takes that none of those can be found again:
 * neither by adding up and subtracting whatever is told (linear algebra over all sums), nor narrowed to fewer than
 * `narrowest` values by what the marks say about the size of the hidden ones. Method: secondary suppression in frequency
 * tables (Hundepool and others, Statistical Disclosure Control, 2012, chapters 4 and 5), by rounds of attack and repair
 * instead of by an optimal choice.
 *
 * @param counts     figures, each 1 or more; what is not in the list counts nobody
 * @param relations  which figures are the sum of which others
 * @param smallest   the threshold: figures below are hidden
 * @param quiet      figures of which it is not even told that they are small
 * @param prefer     figures to withhold before others, if any must be
 */
export function veil(
  counts: readonly number[],
  relations: readonly Relation[],
  { smallest = usualSmallest, quiet = () => false, prefer = () => false }: VeilSettings = {},
): Veil[] {
  const settings = { smallest, quiet, prefer }
  const small = (figure: number) => counts[figure]! < smallest
  const veils = counts.map(
    (_, figure): Veil => (!small(figure) ? 'shown' : quiet(figure) ? 'untold' : 'small'),
  )
  for (const { whole, parts } of relations) if (small(whole)) for (const part of parts) veils[part] = 'untold'
  const around = neighbours(counts.length, relations)
  for (;;) {
    const found = exposed({ counts, relations, veils, smallest })
    if (found.length === 0) return veils
    // One for each sum and round: what it covers is seen in the next.
    const touched = new Set<Relation>()
    for (const figure of found) {
      const own = around[figure]!
      if (own.some((relation) => touched.has(relation))) continue
      const cover = coverFor(figure, { counts, veils, around, settings })
      if (cover === null) continue
      veils[cover] = 'withheld'
      for (const relation of around[cover]!) touched.add(relation)
    }
    if (touched.size === 0) return veils
  }
}

export type VeilSettings = {
  smallest?: number
  quiet?: (figure: number) => boolean
  prefer?: (figure: number) => boolean
}

/** Small figures of which a reader would know at least this much: one of fewer values. */
const narrowest = 4

export type Published = {
  counts: readonly number[]
  relations: readonly Relation[]
  veils: readonly Veil[]
  smallest: number
}

/** The small figures that a reader of all the rest could find, exactly or nearly, or together with few others. */
export function exposed(it: Published): number[] {
  const known = new Set([...solved(it), ...fewTogether(it)])
  const { low, high } = spans(it)
  return it.counts.flatMap((count, figure) =>
    count < it.smallest && (known.has(figure) || high[figure]! - low[figure]! + 1 < narrowest)
      ? [figure]
      : [],
  )
}

/** What is hidden of a sum that is told: together these are one more small figure, if they are that few. */
function fewTogether({ counts, relations, veils, smallest }: Published): number[] {
  return relations.flatMap(({ whole, parts }) => {
    if (veils[whole] !== 'shown') return []
    const hidden = parts.filter((part) => veils[part] !== 'shown')
    return hidden.reduce((sum, part) => sum + counts[part]!, 0) < smallest ? hidden : []
  })
}

/** The sums that a figure is in, by figure. */
function neighbours(size: number, relations: readonly Relation[]): Relation[][] {
  const around: Relation[][] = Array.from({ length: size }, () => [])
  for (const relation of relations)
    for (const figure of [relation.whole, ...relation.parts]) around[figure]!.push(relation)
  return around
}

type Cover = {
  counts: readonly number[]
  veils: readonly Veil[]
  around: readonly Relation[][]
  settings: Required<VeilSettings>
}

/**
 * What to withhold so that a figure is covered: another part of the same sum; else the nearest that is told and no coarser
 * than itself; else the finest of the nearest. So totals go last. Where all that hangs together is hidden nothing can be
 * found any more.
 */
function coverFor(figure: number, { counts, veils, around, settings }: Cover): number | null {
  const shown = (which: readonly number[]) => which.filter((one) => veils[one] === 'shown')
  const coarseness = (one: number) => around[one]!.filter(({ whole }) => whole === one).length
  const own = around[figure]!
  const siblings = own.filter(({ whole }) => whole !== figure).flatMap(({ parts }) => shown(parts))
  if (siblings.length) return choose(siblings, counts, settings)
  const rings = ringsAround(figure, around).map(shown)
  const alike = rings.map((ring) => ring.filter((one) => coarseness(one) <= coarseness(figure)))
  const near = alike.find((ring) => ring.length) ?? rings.find((ring) => ring.length)
  if (!near) return null
  const finest = Math.min(...near.map(coarseness))
  const candidates = near.filter((one) => coarseness(one) === finest)
  return choose(candidates, counts, settings)
}

/** Figures by their distance, over sums that they share. */
function ringsAround(figure: number, around: readonly Relation[][]): number[][] {
  const seen = new Set([figure])
  const rings: number[][] = []
  for (let reach = [figure]; reach.length > 0; ) {
    const next = reach.flatMap((one) => around[one]!.flatMap(({ whole, parts }) => [whole, ...parts]))
    reach = [...new Set(next)].filter((one) => !seen.has(one))
    for (const one of reach) seen.add(one)
    rings.push(reach)
  }
  return rings
}

/**
 * Twice the threshold leaves room for every value of the small one: of those that do the smallest, else the largest; first
 * among those that are preferred.
 */
function choose(
  among: readonly number[],
  counts: readonly number[],
  { smallest, prefer }: Required<VeilSettings>,
): number {
  const enough = among.filter((one) => counts[one]! >= 2 * smallest)
  const rank = (one: number) => (enough.length ? counts[one]! : -counts[one]!)
  const order = (a: number, b: number) => Number(prefer(b)) - Number(prefer(a)) || rank(a) - rank(b)
  return [...(enough.length ? enough : among)].sort(order)[0]!
}

/** A figure as it is told: to the nearest five, and never below the threshold. */
export const rounded = (count: number, smallest: number = usualSmallest): number =>
  Math.max(smallest, Math.round(count / 5) * 5)
