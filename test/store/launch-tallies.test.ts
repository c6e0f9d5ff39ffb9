import { expect, it } from 'vitest'
import { approve, newestEdition } from '../../src/engine/approve.ts'
import { campaignQuestion, funnelOf } from '../../src/engine/funnel.ts'
import { launchOrder } from '../../src/engine/launch-order.ts'
import { countFunnelByClock, type FunnelByClockRow } from '../../src/store/funnel.ts'
import { launchStatements } from '../../src/store/launch.ts'
import { makeWorld, people } from '../support/world.ts'

type Change = 'none' | 'came' | 'left'

/** Launches with the counts of a moment before, and people who came or left since. */
async function tallies(change: Change, counts: (rows: FunnelByClockRow[]) => FunnelByClockRow[] | undefined) {
  const world = await makeWorld()
  await world.import([...people(60), 'nowhere@diaspora.example,Nom,Exemple,fr,'])
  await world.publish()
  const campaign = await world.campaign()
  await approve(world.deps, { campaign, officer: world.reviewer })
  const edition = await newestEdition(world.deps, campaign)
  await world.db.prepare("UPDATE contacts SET time_zone = 'Europe/London' WHERE id % 7 = 0").run()
  await world.db.prepare("UPDATE contacts SET consent_email = 'withdrawn' WHERE id % 9 = 0").run()
  const question = await campaignQuestion(world.deps, world.institution.id, edition)
  const rows = await countFunnelByClock(world.db, question)
  const given = change === 'came' ? 4 : 5
  if (change !== 'none')
    await world.db
      .prepare(
        `UPDATE contacts SET consent_email = ${change === 'came' ? "'given'" : "'withdrawn'"} WHERE id % ${given} = 0`,
      )
      .run()
  const counted = counts(rows)
  const now = world.at.now
  await world.db.batch(
    launchStatements(world.db, {
      campaignId: campaign.id,
      editionId: edition.id,
      launchedAt: now,
      question,
      ...(counted ? { counted } : {}),
      ...launchOrder(world.deps.keys, campaign.slug, edition.definition, funnelOf(rows)),
    }),
  )
  const sql = 'SELECT kind, class, language, country, variant, count FROM tallies ORDER BY 1, 2, 3, 4, 5'
  return (await world.db.prepare(sql).raw()) as unknown[]
}

it('writes what was counted a moment before, and that is what counting again would write', async () => {
  const given = await tallies('none', (rows) => rows)
  expect(given.length).toBeGreaterThan(10)
  expect(await tallies('none', () => undefined)).toEqual(given)
})

it.each(['came', 'left'] as const)('counts again when people %s in between', async (change) => {
  const given = await tallies(change, (rows) => rows)
  expect(await tallies(change, () => undefined)).toEqual(given)
  expect(given).not.toEqual(await tallies('none', (rows) => rows))
})
