import { expect, it } from 'vitest'
import { allocateWaves } from '../../src/engine/allocate.ts'
import { checkAudit } from '../../src/engine/audit.ts'
import { experiment } from '../../src/engine/experiment.ts'
import { stats } from '../../src/engine/stats.ts'
import { drain } from '../../src/engine/tick.ts'
import { insertEvent } from '../../src/store/events.ts'
import { readMail } from '../support/mail.ts'
import { variantFiles } from '../support/variants.ts'
import { makeWorld, people, type World } from '../support/world.ts'

const hour = 3_600_000
const waves = '[{share: 40}, {share: 30, after: 3h}, {share: 30, after: 3h}]'

/** The first wave has gone out. */
async function launched(settings: string): Promise<World & { launchedAt: number }> {
  const world = await makeWorld()
  await world.import(people(400))
  const launchedAt = world.at.now
  await world.launch(variantFiles(settings, { waves }))
  await drain(world.deps)
  return { ...world, launchedAt }
}

async function happened(
  world: World,
  kind: 'join' | 'unsubscribe',
  variant: string,
  count: number,
  wave = 1,
) {
  const { id: campaignId } = await world.campaign()
  const event = { campaignId, kind, variant, wave, at: world.at.now, generation: kind === 'join' ? 1 : 0 }
  await world.db.batch(Array.from({ length: count }, () => insertEvent(world.db, event)))
}

const dealtIn = async (world: World, wave: number) => {
  const sql = 'SELECT variant, count(*) AS n FROM enrollments WHERE wave = ? GROUP BY 1 ORDER BY 1'
  const { results } = await world.db.prepare(sql).bind(wave).all<{ variant: string; n: number }>()
  return Object.fromEntries(results.map(({ variant, n }) => [variant, n]))
}

it('deals later waves out by what the earlier ones showed, and says why', async () => {
  const world = await launched('{allocate: true, floor: 0.1}')
  expect(await dealtIn(world, 1)).toEqual({ court: 80, long: 80 })
  await happened(world, 'join', 'long', 20)
  await happened(world, 'join', 'court', 2)
  await drain(world.deps, { until: world.launchedAt + 4 * hour })
  const second = await dealtIn(world, 2)
  expect(second.court! + second.long!).toBe(120)
  // The floor is a tenth: twelve of 120, and five standard deviations of that.
  expect(second.court).toBeLessThan(12 + 17)
  // What went out is what was dealt.
  const mails = await Promise.all(world.mail.arrived.map((one) => readMail(one)))
  const count = (variant: string) => mails.filter(({ subject }) => subject === `invitation ${variant}`).length
  expect([count('court'), count('long')]).toEqual([80 + second.court!, 80 + second.long!])
  // Whoever a variant drives away counts against it.
  await happened(world, 'unsubscribe', 'long', 60)
  await drain(world.deps, { until: world.launchedAt + 7 * hour })
  expect((await dealtIn(world, 3)).long).toBeLessThan(12 + 17)

  const { results } = await world.db
    .prepare("SELECT detail FROM audit WHERE act = 'allocate' ORDER BY id")
    .all<{ detail: string }>()
  expect(results.map(({ detail }) => JSON.parse(detail))).toMatchObject(
    [
      { wave: 2, objective: 'joins', 'variant long': '90.0 %: 80 delivered, 20 gained, 0 lost' },
      { wave: 3, 'variant court': '90.0 %: 92 delivered, 2 gained, 0 lost' },
    ].map((row) => ({ ...row, 'variant court': expect.any(String) })),
  )
  expect((await checkAudit(world.deps)).brokenAt).toBeNull()

  const campaign = await world.campaign()
  const told = await experiment(world.deps, campaign)
  expect(told).toMatchObject({ judged: 'waves', measure: 'joins', winner: 'long', verdict: 'winner' })
  expect(told.byWave.map(({ arms }) => arms.map(({ n, successes }) => [n, successes]))).toEqual([
    [
      [80, 2],
      [80, 20],
    ],
    [
      [second.court, 0],
      [second.long, 0],
    ],
    [
      [expect.any(Number), 0],
      [expect.any(Number), 0],
    ],
  ])
  expect(told.byWave[1]!.arms.map(({ share }) => share)).toEqual(
    told.allocations[0]!.shares.map(({ share }) => share),
  )
  // 160 of 400 readers had the rates of the first wave, the others none.
  expect(told.differences[0]!.difference).toBeCloseTo((0.4 * 18) / 80)
  expect(told.assignment.waves.map(({ wave, isOff }) => [wave, isOff])).toEqual([
    [1, false],
    [2, false],
    [3, false],
  ])
  expect(told.allocations.map(({ wave }) => wave)).toEqual([2, 3])
  expect(told.assignment.p).toBeGreaterThan(0.0001)
  const { byVariant, audience, warnings } = await stats(world.deps, campaign)
  expect(audience).toBe(400)
  for (const variant of ['court', 'long']) expect(byVariant[variant]!.audience).toBe(byVariant[variant]!.sent)
  expect(warnings.filter(({ rule }) => rule === 'sampleRatio')).toEqual([])
})

it('deals a wave out once, and alike after a crash', async () => {
  const [world, again] = [
    await launched('{allocate: true, floor: 0.2}'),
    await launched('{allocate: true, floor: 0.2}'),
  ]
  for (const one of [world, again]) {
    await happened(one, 'join', 'court', 5)
    one.at.now = one.launchedAt + 3 * hour - 60_000
    await drain(one.deps)
    one.at.now += 30_000
    await allocateWaves(one.deps)
  }
  expect(await dealtIn(again, 2)).toEqual(await dealtIn(world, 2))
  const before = await dealtIn(world, 2)
  await happened(world, 'join', 'long', 40)
  await allocateWaves(world.deps)
  expect(await dealtIn(world, 2)).toEqual(before)
})

it('leaves shares as they are where nobody asked', async () => {
  const world = await launched('{floor: 0.1}')
  await happened(world, 'join', 'long', 30)
  await drain(world.deps, { until: world.launchedAt + 7 * hour })
  expect(await dealtIn(world, 2)).toEqual({ court: 60, long: 60 })
  expect(await experiment(world.deps, await world.campaign())).toMatchObject({
    judged: 'all',
    allocations: [],
  })
})
