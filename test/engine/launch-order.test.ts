import { expect, it } from 'vitest'
import { deriveKeys } from '../../src/core/token.ts'
import { approve } from '../../src/engine/approve.ts'
import { launch } from '../../src/engine/launch.ts'
import { definition, smallCampaign } from '../support/campaign.ts'
import { makeWorld, people, type World } from '../support/world.ts'

const waves = '[{share: 10}, {share: 10}, {share: 20}, {share: 20}, {share: 40}]'
const steps = `
  - {id: invitation, channel: email, trigger: launch, share: true, variants: [court, long, direct]}
  - {id: confirmation, channel: email, trigger: signup}`

function withVariants(): Record<string, string> {
  const files = smallCampaign({ 'campaign.yaml': definition({ steps, waves }) })
  const kept = Object.entries(files).flatMap(([path, body]): [string, string][] => {
    const [step, language] = path.split('.')
    if (step === 'annonce' || step === 'bienvenue') return []
    if (step !== 'invitation') return [[path, body]]
    const variants = ['court', 'long', 'direct']
    return variants.map((variant) => [`invitation.${variant}.${language}.md`, body])
  })
  return Object.fromEntries(kept)
}

type Row = { contact: number; wave: number; language: string; variant: string }

/** As the outbox would let them go: by due time and number. */
async function outbox(world: World): Promise<Row[]> {
  const sql = `SELECT m.contact_id AS contact, m.wave, e.language, e.variant FROM messages m
    JOIN enrollments e ON e.contact_id = m.contact_id AND e.campaign_id = m.campaign_id
    WHERE m.channel = 'email' ORDER BY m.due_at, m.id`
  return (await world.db.prepare(sql).all<Row>()).results
}

async function launched(count: number, change: Partial<World['deps']> = {}): Promise<Row[]> {
  const world = await makeWorld()
  Object.assign(world.deps, change)
  await world.import(people(count))
  await world.launch(withVariants())
  return outbox(world)
}

const strataOf = (rows: readonly Row[]) => Map.groupBy(rows, (row) => `${row.language} ${row.variant}`)

it('lets out of each wave, wherever one stops, every language and variant in its share', async () => {
  const rows = await launched(1237)
  const strata = strataOf(rows)
  expect(strata.size).toBe(9)
  for (const wave of [1, 2, 3, 4, 5]) {
    const inWave = rows.filter((row) => row.wave === wave)
    expect(inWave.length).toBeGreaterThan(120)
    const had = new Map<string, number>()
    for (const [index, row] of inWave.entries()) {
      const own = `${row.language} ${row.variant}`
      had.set(own, (had.get(own) ?? 0) + 1)
      for (const [name, all] of strata) {
        const share = all.length / rows.length
        // Three languages: 0.75 of a person for each; with three variants 2/3 + 0.25. A wave has two ends.
        expect(Math.abs((had.get(name) ?? 0) - (index + 1) * share)).toBeLessThan(2 * (2 / 3 + 0.25))
      }
    }
  }
})

it('balances the variants within each language and over all', async () => {
  const rows = await launched(1237)
  const sizes = (some: readonly Row[]) =>
    [...Map.groupBy(some, (row) => row.variant).values()].map((own) => own.length)
  for (const some of [rows, ...Map.groupBy(rows, (row) => row.language).values()]) {
    const counts = sizes(some)
    expect(counts).toHaveLength(3)
    expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1)
  }
})

it('comes to the same under the same secret and to something else under another', async () => {
  const [first, again] = [await launched(400), await launched(400)]
  expect(again).toEqual(first)
  const other = await launched(400, {
    keys: deriveKeys('another secret for tests, of 32 characters and more'),
  })
  const variants = (rows: readonly Row[]) =>
    rows.toSorted((a, b) => a.contact - b.contact).map((row) => row.variant)
  const same = variants(other).filter((variant, index) => variant === variants(first)[index])
  // By chance one in three stays where it was.
  expect(same.length).toBeGreaterThan(80)
  expect(same.length).toBeLessThan(190)
})

it('tells nothing about neighbours: who follows whom by number lies anywhere', async () => {
  const rows = await launched(600)
  const place = new Map(rows.map((row, index) => [row.contact, index]))
  const steps = [...place.keys()]
    .toSorted((a, b) => a - b)
    .flatMap((contact) => (place.has(contact + 1) ? [place.get(contact + 1)! - place.get(contact)!] : []))
  // A straight line through the numbers would know a handful of steps.
  expect(new Set(steps).size).toBeGreaterThan(300)
})

it('comes to the same when a launch that broke off is tried again', async () => {
  const world = await makeWorld()
  await world.import(people(300))
  await world.publish(withVariants())
  await approve(world.deps, { campaign: await world.campaign(), officer: world.reviewer })
  // The disk is full when the last message is written.
  const full = `CREATE TRIGGER full AFTER INSERT ON messages WHEN (SELECT count(*) FROM messages) = 300
    BEGIN SELECT RAISE(ABORT, 'disk is full'); END`
  await world.db.prepare(full).run()
  const again = async () => launch(world.deps, { campaign: await world.campaign() })
  await expect(again()).rejects.toThrow(/disk is full/)
  expect(await outbox(world)).toEqual([])
  await world.db.prepare('DROP TRIGGER full').run()
  await again()
  expect(await outbox(world)).toEqual(await launched(300))
})
