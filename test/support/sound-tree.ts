import { expect } from 'vitest'
import { cascade } from '../../src/engine/cascade.ts'
import { stats } from '../../src/engine/stats.ts'
import type { Traffic } from './hostile-joins.ts'

/** What must be true of a campaign's tree, whatever was done to it. */
export async function expectSoundTree(traffic: Traffic): Promise<void> {
  expectEdges(traffic)
  expectNoCircle(traffic)
  await expectCounts(traffic)
}

/** One parent at most and the right one, not later than the child, one generation before it; nobody twice. */
function expectEdges({ world, parents, joined, seeds }: Traffic): void {
  const rows = (sql: string) => world.db.raw.prepare(sql).all() as Record<string, number>[]
  const count = (sql: string) => world.db.raw.prepare(sql).pluck().get() as number
  const edges = rows('SELECT contact_id AS child, share_id AS share FROM share_joins')
  expect(edges).toHaveLength(joined)
  expect(edges.filter(({ child, share }) => parents.get(child!) !== share)).toEqual([])
  expect(new Set(edges.map(({ child }) => child)).size).toBe(edges.length)
  const family = `FROM share_joins j JOIN shares s ON s.id = j.share_id
    JOIN enrollments child ON child.campaign_id = s.campaign_id AND child.contact_id = j.contact_id
    JOIN enrollments parent ON parent.campaign_id = s.campaign_id AND parent.contact_id = s.contact_id
    LEFT JOIN share_joins own ON own.contact_id = s.contact_id`
  expect(count(`SELECT count(*) ${family}`)).toBe(joined)
  expect(rows(`SELECT j.id ${family} WHERE child.generation <> parent.generation + 1`)).toEqual([])
  expect(rows(`SELECT j.id ${family} WHERE own.at > j.at`)).toEqual([])
  expect(count('SELECT count(*) FROM enrollments')).toBe(seeds + joined)
  expect(count('SELECT sum(joined) FROM shares')).toBe(joined)
}

/** From everybody upwards one comes to a seed. */
function expectNoCircle({ world }: Traffic): void {
  const edges = world.db.raw
    .prepare(`SELECT j.contact_id, s.contact_id FROM share_joins j JOIN shares s ON s.id = j.share_id`)
    .raw()
    .all() as [number, number][]
  const above = new Map(edges)
  const sound = new Set<number>()
  for (const [start] of edges) {
    const path = new Set<number>()
    for (let at: number | undefined = start; at !== undefined && !sound.has(at); at = above.get(at)) {
      expect(path.has(at), `a circle through ${at}`).toBe(false)
      path.add(at)
    }
    for (const one of path) sound.add(one)
  }
}

/** Offspring = nodes - seeds; every hostile act is known by its reason, and no other. */
async function expectCounts({ world, joined, seeds, injected }: Traffic): Promise<void> {
  const campaign = await world.campaign()
  const told = await stats(world.deps, campaign)
  expect(told.joins).toBe(joined)
  expect(told.generations.reduce((sum, one) => sum + one.children, 0)).toBe(joined)
  expect(told.flagged).toEqual(injected)
  const spread = await cascade(world.deps, campaign)
  expect(spread).toMatchObject({ nodes: seeds + joined, flagged: injected })
  const odd = world.db.raw.prepare(
    "SELECT flags, count(*) FROM signups WHERE joined = 1 AND flags <> '' GROUP BY 1",
  )
  const byFlags = new Map(odd.raw().all() as [string, number][])
  expect(byFlags).toEqual(
    new Map(
      (['burst', 'same-device'] as const)
        .filter((flag) => injected[flag] > 0)
        .map((flag) => [flag, injected[flag]]),
    ),
  )
  expect(spread.withoutFlagged.nodes).toBe(seeds + joined - injected.burst - injected['same-device'])
}
