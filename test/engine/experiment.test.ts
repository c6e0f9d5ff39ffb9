import { expect, it } from 'vitest'
import { runCommand } from '../../src/engine/commands.ts'
import { experiment } from '../../src/engine/experiment.ts'
import { tally } from '../../src/engine/tally.ts'
import { drain } from '../../src/engine/tick.ts'
import { insertEvent, type NewEvent } from '../../src/store/events.ts'
import { definition, smallCampaign } from '../support/campaign.ts'
import { makeWorld, people, type World } from '../support/world.ts'

const steps = `
  - {id: invitation, channel: email, trigger: launch, share: true, variants: [court, long]}
  - {id: confirmation, channel: email, trigger: signup}`

function files(): Record<string, string> {
  const all = smallCampaign({ 'campaign.yaml': definition({ waves: '[{share: 100}]', steps }) })
  return Object.fromEntries(
    Object.entries(all)
      .filter(([path]) => !/^(annonce|bienvenue)/.test(path))
      .flatMap(([path, body]) =>
        path.startsWith('invitation.')
          ? ['court', 'long'].map((name) => [path.replace('invitation.', `invitation.${name}.`), body])
          : [[path, body]],
      ),
  )
}

async function launched(count: number): Promise<World> {
  const world = await makeWorld()
  await world.import(people(count))
  await world.launch(files())
  await drain(world.deps)
  return world
}

async function happened(world: World, event: Omit<NewEvent, 'campaignId' | 'at'>, count: number) {
  const { id: campaignId } = await world.campaign()
  await world.db.batch(
    Array.from({ length: count }, () =>
      insertEvent(world.db, { ...event, campaignId, at: world.at.now, generation: event.generation ?? 0 }),
    ),
  )
}

/** So long that it is settled what the clicks were. */
async function settled(world: World): Promise<void> {
  world.at.now += 60_000
  await tally(world.deps)
  world.at.now += 3_600_000
}

const click = (variant: string, as = 'human') => ({ kind: 'click', class: as, variant })

it('compares variants by clicks that look human, of mails delivered', async () => {
  const world = await launched(300)
  const mails = new Map(
    (await experiment(world.deps, await world.campaign())).arms.map(({ arm, n }) => [arm, n]),
  )
  expect([...mails.values()].reduce((sum, n) => sum + n, 0)).toBe(world.mail.arrived.length)
  await happened(world, click('court'), 8)
  await happened(world, click('long'), 45)
  await happened(world, click('court', 'machine'), 90)
  await happened(world, { kind: 'open', class: 'human', variant: 'court' }, 90)
  // Somebody to whom it was passed on says nothing about those the variant was dealt to.
  await happened(world, { ...click('court'), generation: 1 }, 60)
  const { id } = (await world.db
    .prepare("SELECT id FROM steps WHERE name = 'invitation'")
    .first<{ id: number }>())!
  await happened(world, { kind: 'bounce', variant: 'court', stepId: id }, 2)
  const early = await experiment(world.deps, await world.campaign())
  expect(early.arms.map(({ successes }) => successes)).toEqual([0, 0])
  await settled(world)
  const told = await experiment(world.deps, await world.campaign())
  expect(told).toMatchObject({
    campaign: 'competences',
    measure: 'clicks',
    winner: 'long',
    arms: [
      { arm: 'court', n: mails.get('court')! - 2, successes: 8, perThousand: null },
      { arm: 'long', n: mails.get('long'), successes: 45 },
    ],
  })
  expect(told.alwaysValidP).toBeLessThan(0.05)
  expect(told.sampleRatioP).toBeGreaterThan(0.5)
})

it('compares them by joins where these say from which variant they came', async () => {
  const world = await launched(300)
  await happened(world, click('court'), 50)
  await happened(world, { kind: 'join', variant: 'long', generation: 1 }, 6)
  await happened(world, { kind: 'unsubscribe', variant: 'long' }, 2)
  await happened(world, { kind: 'complaint', variant: 'court' }, 1)
  const { measure, arms } = await experiment(world.deps, await world.campaign())
  expect(measure).toBe('joins')
  expect(arms.map(({ successes }) => successes)).toEqual([0, 6])
  expect(arms.map(({ n, perThousand }) => Math.round((perThousand! * n) / 1000))).toEqual([-1, 4])
})

it('names no winner where readers come again too often, or nothing is to be compared', async () => {
  const world = await launched(30)
  await happened(world, click('long'), 40)
  await settled(world)
  const told = runCommand(world.deps, 'experiment', { campaign: 'competences' })
  await expect(told).rejects.toMatchObject({ key: 'experiment-hits' })
  const plain = await makeWorld()
  await plain.import(people(30))
  await plain.launch()
  await expect(experiment(plain.deps, await plain.campaign())).rejects.toMatchObject({ key: 'variants' })
})
