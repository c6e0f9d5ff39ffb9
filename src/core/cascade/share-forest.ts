import { orderOf } from './forest.ts'
import { quantilesOf } from './quantile.ts'
import { shapesOf, viralityOf } from './shape.ts'

/** A link of somebody's own: below which other, how many joined over it, and when its owner came; ms. */
export type OwnLink = { id: number; parentId: number | null; joined: number; cameAt: number }
/** A join over it whose hour is known. */
export type KnownJoin = { shareId: number; at: number }

/** What can be told of chains: where somebody shared over the common link, they end. */
export type Chains = {
  trees: number
  /** Owners of links, and who joined over them. */
  nodes: number
  /** Generations below those who began. */
  depth: number
  structuralVirality: { median: number | null; max: number | null }
  /** Minutes from a person to those who joined over their link; hours are all that is kept. `of`: so many are known. */
  generationMinutes: { median: number | null; p90: number | null; of: number }
}

/**
 * The trees of those who agreed. Each link's owner is a node, and so is everybody who joined over it; a link that nobody
 * owns any more keeps its place and its count.
 *
 * @returns null where there is no link
 */
export function chainsOf(links: readonly OwnLink[], joins: readonly KnownJoin[]): Chains | null {
  if (links.length === 0) return null
  const parent = parentsOf(links)
  const placed = orderOf(parent)
  const nodes = parent.length
  const shapes = shapesOf({ ...placed, parent, nodes, trees: placed.roots.length })
  const delays = delaysOf(links, joins)
  const [median, p90] = quantilesOf(delays, [0.5, 0.9])
  return {
    trees: placed.roots.length,
    nodes,
    depth: placed.depth.reduce((most, depth) => Math.max(most, depth), 0),
    structuralVirality: viralityOf(shapes),
    generationMinutes: { median: median ?? null, p90: p90 ?? null, of: delays.length },
  }
}

/** Owners first, in the order of their links; then those who joined and have no link of their own. */
export function parentsOf(links: readonly OwnLink[]): Int32Array {
  const place = new Map(links.map(({ id }, at) => [id, at]))
  const above = links.map(({ parentId }) => (parentId === null ? -1 : (place.get(parentId) ?? -1)))
  const without = links.map(({ joined }) => joined)
  for (const parent of above) if (parent >= 0) without[parent]!--
  const leaves = without.flatMap((count, at) => Array.from({ length: Math.max(0, count) }, () => at))
  return Int32Array.from([...above, ...leaves])
}

function delaysOf(links: readonly OwnLink[], joins: readonly KnownJoin[]): Float64Array {
  const came = new Map(links.map(({ id, cameAt }) => [id, cameAt]))
  return Float64Array.from(joins.map(({ shareId, at }) => Math.max(0, at - came.get(shareId)!) / 60_000))
}
