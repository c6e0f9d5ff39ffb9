import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { stats } from '../../src/engine/stats.ts'
import { tally } from '../../src/engine/tally.ts'
import { drain, tick } from '../../src/engine/tick.ts'
import { waveProgress } from '../../src/engine/wave-sizes.ts'
import { insertEvent } from '../../src/store/events.ts'
import { waitingOfStepSql } from '../../src/store/forecasts.ts'
import { actsByHour, arrivalsOf } from '../../src/store/hourly.ts'
import { waitingByStepSql } from '../../src/store/progress.ts'
import { skillsOf } from '../../src/store/skills.ts'
import { definition, smallCampaign } from '../support/campaign.ts'
import { makeWorld, people, type World } from '../support/world.ts'

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const inOrder = <Row>(rows: readonly Row[]) => rows.map((row) => JSON.stringify(row)).sort()

describe('counts by hour', () => {
  const event = fc.record({
    kind: fc.constantFrom('sent', 'join', 'click', 'visit', 'open', 'unsubscribe'),
    hoursAgo: fc.nat(30),
    class: fc.constantFrom('human', 'machine', 'flagged', null),
    generation: fc.nat(3),
    country: fc.constantFrom('FR', 'BE', null),
    restMinutes: fc.nat(15),
  })

  it('are those of the events, however they were folded, and hits that are pending are among them', async () => {
    const world = await makeWorld()
    await world.import(people(3))
    await world.launch()
    await drain(world.deps)
    const campaign = await world.campaign()
    const { id: stepId } = (await world.db
      .prepare("SELECT id FROM steps WHERE trigger = 'launch' AND channel = 'email'")
      .first<{ id: number }>())!
    await fc.assert(
      fc.asyncProperty(fc.array(event, { maxLength: 30 }), async (events) => {
        for (const { hoursAgo, restMinutes, kind, ...rest } of events) {
          const at = Math.floor(world.at.now / hourMs) * hourMs - hoursAgo * hourMs
          await insertEvent(world.db, { campaignId: campaign.id, stepId, kind, at, ...rest }).run()
          world.at.now += restMinutes * minuteMs
          if (restMinutes % 3 === 0) await tally(world.deps)
        }
        await tally(world.deps)
        expect(inOrder(await actsByHour(world.db, campaign.id))).toEqual(inOrder(await actsOfEvents(world)))
        expect(inOrder(await arrivalsOf(world.db, campaign.id))).toEqual(
          inOrder(await arrivalsOfEvents(world)),
        )
      }),
      { numRuns: 25 },
    )
  })

  async function actsOfEvents({ db }: World) {
    const sql = `SELECT at / 3600000 AS hour, coalesce(country, '') AS country, kind, count(*) AS count FROM events
      WHERE kind = 'join' OR (kind IN ('click', 'visit') AND class = 'human') GROUP BY 1, 2, 3`
    return (await db.prepare(sql).all()).results
  }

  async function arrivalsOfEvents({ db }: World) {
    const sql = `SELECT CASE kind WHEN 'join' THEN generation ELSE 0 END AS generation, at / 3600000 * 3600000 AS at,
        coalesce(kind = 'join' AND class = 'flagged', 0) AS isFlagged, count(*) AS count
      FROM events e WHERE kind = 'join'
        OR (kind = 'sent' AND step_id = (SELECT id FROM steps WHERE trigger = 'launch' AND channel = 'email')) GROUP BY 1, 2, 3`
    return (await db.prepare(sql).all()).results
  }
})

describe('what waits and how far the waves are', () => {
  const waves = '[{share: 20}, {share: 30, after: 1h}, {share: 50, after: 1h}]'

  it('is what the rows of the outbox say, at every hour', async () => {
    const world = await makeWorld()
    await world.import(people(100))
    await world.launch(smallCampaign({ 'campaign.yaml': definition({ waves }) }))
    let tries = 0
    world.mail.decide = () =>
      tries++ % 7 ? undefined : { outcome: 'refused', reason: 'mailbox_full', detail: '', retryable: false }
    for (let hour = 0; hour < 4; hour++) {
      const campaign = await world.campaign()
      const { waiting, signups, unknown } = await stats(world.deps, campaign)
      expect({ waiting, signups, unknown }).toEqual(await countedOneByOne(world))
      const shown = (await waveProgress(world.deps, campaign)).map(({ wave, size, done }) => ({
        wave,
        size,
        done,
      }))
      expect(shown).toEqual(await wavesOneByOne(world))
      await drain(world.deps)
      world.at.now += hourMs
      await tick(world.deps)
    }
    expect((await stats(world.deps, await world.campaign())).waiting).toBe(0)
  })

  async function countedOneByOne({ db }: World) {
    const count = async (where: string) =>
      (await db
        .prepare(`SELECT count(*) AS n FROM messages m JOIN steps s ON s.id = m.step_id WHERE ${where}`)
        .first<{ n: number }>())!.n
    return {
      waiting: await count("s.trigger = 'launch' AND s.channel = 'email' AND m.due_at IS NOT NULL"),
      signups: await count("s.trigger = 'signup'"),
      unknown: await count("m.state = 'unknown'"),
    }
  }

  async function wavesOneByOne({ db }: World) {
    const sql = `SELECT wave, count(*) AS size, sum(due_at IS NULL) AS done FROM messages
      WHERE wave > 0 AND channel = 'email' GROUP BY wave`
    return (await db.prepare(sql).all()).results
  }

  it('comes out of an index alone', async () => {
    const world = await makeWorld()
    const plan = async (sql: string, ...bound: (number | string)[]) => {
      const { results } = await world.db
        .prepare(`EXPLAIN QUERY PLAN ${sql}`)
        .bind(...bound)
        .all<{ detail: string }>()
      return results.map(({ detail }) => detail).join('\n')
    }
    expect(await plan(waitingByStepSql, 1)).toMatch(/USING COVERING INDEX messages_waiting/)
    expect(await plan(waitingOfStepSql, 1, 1, 'invitation')).toMatch(/USING COVERING INDEX messages_waiting/)
  })
})

describe('skills of the audience', () => {
  it('are counted once, after the launch, where ten people have them, and stay when somebody goes', async () => {
    const world = await makeWorld()
    await world.import(people(30))
    await world.db
      .prepare(
        `UPDATE contacts SET skills = CASE WHEN id % 3 = 0 THEN '["Soudure","soudure "]' WHEN id % 30 = 1 THEN '["Oud"]' ELSE '[]' END`,
      )
      .run()
    await world.launch()
    const campaign = await world.campaign()
    await tally(world.deps)
    const counted = await skillsOf(world.db, campaign.id)
    expect(counted.reduce((sum, { count }) => sum + count, 0)).toBe(10)
    expect(new Set(counted.map(({ skill }) => skill))).toEqual(new Set(['soudure']))
    await world.db.prepare("UPDATE contacts SET skills = '[]'").run()
    await tally(world.deps)
    expect(await skillsOf(world.db, campaign.id)).toEqual(counted)
  })
})
