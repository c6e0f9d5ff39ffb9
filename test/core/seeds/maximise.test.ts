import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { seeded } from '../../../src/core/chance.ts'
import { type Edge, graphOf, readEdges } from '../../../src/core/seeds/edges.ts'
import { maximise } from '../../../src/core/seeds/maximise.ts'

/** Nodes reached on average, over every way in which the edges can hold or not. */
function exactSpread(edges: readonly Edge[], chosen: readonly string[]): number {
  let mean = 0
  for (let world = 0; world < 2 ** edges.length; world++) {
    let chance = 1
    const held = edges.filter((edge, at) => {
      const holds = Boolean(world & (1 << at))
      chance *= holds ? edge.chance : 1 - edge.chance
      return holds
    })
    const reached = new Set(chosen)
    for (const node of reached) for (const edge of held) if (edge.from === node) reached.add(edge.to)
    mean += chance * reached.size
  }
  return mean
}

function subsets(names: readonly string[], k: number): string[][] {
  if (k === 0) return [[]]
  return names.flatMap((name, at) => subsets(names.slice(at + 1), k - 1).map((rest) => [name, ...rest]))
}

function greedy(edges: readonly Edge[], names: readonly string[], k: number): number {
  const chosen: string[] = []
  let spread = 0
  while (chosen.length < k) {
    const next = names
      .filter((name) => !chosen.includes(name))
      .map((name) => ({ name, spread: exactSpread(edges, [...chosen, name]) }))
      .reduce((best, one) => (one.spread > best.spread ? one : best))
    chosen.push(next.name)
    spread = next.spread
  }
  return spread
}

const smallGraph = fc.array(
  fc.record({
    from: fc.constantFrom(...'abcdefg'),
    to: fc.constantFrom(...'abcdefg'),
    chance: fc.constantFrom(0.1, 0.3, 0.5, 0.9),
  }),
  { minLength: 3, maxLength: 8 },
)

describe('the nodes that reach most', () => {
  it('reach 1 - 1/e - epsilon of the best that any could, and nearly what exact greedy does', () => {
    fc.assert(
      fc.property(smallGraph, fc.integer({ min: 1, max: 3 }), (edges, wanted) => {
        const graph = graphOf(edges)
        const k = Math.min(wanted, graph.nodes)
        const { seeds, guaranteed, spread } = maximise(graph, { k, epsilon: 0.1 })
        const exact = exactSpread(
          edges,
          seeds.map(({ node }) => node),
        )
        const best = Math.max(...subsets(graph.names, k).map((chosen) => exactSpread(edges, chosen)))
        expect(guaranteed).toBe(true)
        expect(seeds).toHaveLength(k)
        expect(exact).toBeGreaterThanOrEqual((1 - 1 / Math.E - 0.1) * best - 1e-9)
        expect(exact).toBeGreaterThanOrEqual(0.9 * greedy(edges, graph.names, k))
        // The estimate is of sets that did not choose.
        expect(Math.abs(spread / exact - 1)).toBeLessThan(0.05)
      }),
      { numRuns: 60 },
    )
  })

  it('are the same each time, and each adds less than the one before, but for chance', () => {
    const draws = seeded(5)
    const edges = Array.from({ length: 3000 }, () => ({
      from: `n${Math.floor(1000 * draws() ** 2)}`,
      to: `n${Math.floor(1000 * draws())}`,
      chance: 0.1,
    }))
    const graph = graphOf(edges)
    const one = maximise(graph, { k: 20 })
    expect(maximise(graph, { k: 20 })).toEqual(one)
    const added = one.seeds.map(({ reached }, at) => reached - (one.seeds[at - 1]?.reached ?? 0))
    expect(added[0]).toBeGreaterThan(added[10]!)
    expect(added[10]).toBeGreaterThan(added[19]! * 0.9)
    expect(one.spread).toBe(one.seeds.at(-1)!.reached)
  })

  it('are found among 100,000 nodes and half a million edges', {
    timeout: 60_000,
  }, () => {
    const draws = seeded(8)
    const edges = Array.from({ length: 500_000 }, () => ({
      from: String(Math.floor(100_000 * draws() ** 3)),
      to: String(Math.floor(100_000 * draws())),
      chance: 0.02,
    }))
    const graph = graphOf(edges)
    const { seeds, spread, guaranteed } = maximise(graph, { k: 50, epsilon: 0.3 })
    expect(guaranteed).toBe(true)
    expect(new Set(seeds.map(({ node }) => node)).size).toBe(50)
    expect(spread).toBeGreaterThan(50)
  })

  it('are none where there is no graph, and all where there are fewer than asked for', () => {
    expect(maximise(graphOf([]), { k: 3 })).toMatchObject({ seeds: [], spread: 0 })
    const { seeds, spread } = maximise(graphOf([{ from: 'a', to: 'b', chance: 1 }]), { k: 5 })
    expect(seeds.map(({ node }) => node)).toEqual(['a', 'b'])
    expect(spread).toBe(2)
  })
})

describe('an edge list', () => {
  const read = (...lines: string[]) => [...readEdges('edges.csv', lines, 0.1)]

  it('has columns in any order, and perhaps chances', () => {
    expect(read('to,from', 'b,a', '')).toEqual([{ from: 'a', to: 'b', chance: 0.1 }])
    expect(read('from,to,p', 'a,b,0.5')).toEqual([{ from: 'a', to: 'b', chance: 0.5 }])
  })

  it('is refused with the row', () => {
    expect(() => read('a,b')).toThrow('row 1: the first line names')
    expect(() => read('from,to', 'a,')).toThrow('row 2: an edge needs')
    expect(() => read('from,to,p', 'a,b,2')).toThrow('row 2: p is a chance')
    expect(() => read()).toThrow('is empty')
  })
})
