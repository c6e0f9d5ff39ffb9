import { expect, it } from 'vitest'
import { experiment } from '../../src/engine/experiment.ts'
import { drain } from '../../src/engine/tick.ts'
import { insertEvent } from '../../src/store/events.ts'
import { variantFiles } from '../support/variants.ts'
import { makeWorld, people } from '../support/world.ts'

/** Forty joins of one variant, twenty of the other; all live in households of four. */
async function compared(unit: 'person' | 'household', holdOut: '' | ', holdOut: 0.2') {
  const world = await makeWorld()
  await world.import(people(400))
  world.db.raw.exec(
    `UPDATE contacts SET custom = json_object('household', 'H' || (id / 4)) WHERE kind = 'person'`,
  )
  await world.launch(variantFiles(`{unit: ${unit}${holdOut}}`))
  await drain(world.deps, { until: world.at.now + 86_400_000 })
  const { id: campaignId } = await world.campaign()
  const join = (variant: string) =>
    insertEvent(world.db, {
      campaignId,
      kind: 'join',
      generation: 1,
      variant,
      language: 'fr',
      at: world.at.now,
    })
  await world.db.batch([
    ...Array.from({ length: 40 }, () => join('court')),
    ...Array.from({ length: 20 }, () => join('long')),
  ])
  return experiment(world.deps, await world.campaign())
}

it('counts people in its numbers, and households as evidence', async () => {
  const [persons, households] = [await compared('person', ''), await compared('household', '')]
  const sum = (arms: readonly { n: number }[]) => arms.reduce((all, { n }) => all + n, 0)
  expect([sum(persons.arms), sum(households.arms)]).toEqual([400, 400])
  for (const { arm, rate, n, successes, low, high } of households.arms) {
    expect([rate, successes]).toEqual([successes / n, arm === 'court' ? 40 : 20])
    const one = persons.arms.find((other) => other.arm === arm)!
    expect(high - low).toBeGreaterThan(1.5 * (one.high - one.low))
  }
  expect(households.alwaysValidP).toBeGreaterThan(persons.alwaysValidP)
})

it('widens what is said of people held out as well', async () => {
  const width = async (unit: 'person' | 'household') => {
    const { low, high } = (await compared(unit, ', holdOut: 0.2')).incremental!.direct
    return high - low
  }
  expect(await width('household')).toBeGreaterThan(1.3 * (await width('person')))
})
