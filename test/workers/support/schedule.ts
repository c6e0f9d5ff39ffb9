import { expect, it } from 'vitest'
import type { Plan } from '../../../src/engine/plan.ts'
import { timedCampaign } from '../../support/timed.ts'
import type { Operator } from './operator.ts'
import type { Workerd } from './workerd.ts'

const campaign = { campaign: 'agenda' }
const halfHourMs = 1_800_000

/** Hours, holidays and what recurs, on D1 and by the clock of the edge: after the journey, with its people. */
export function schedule(edge: () => { workerd: Workerd; operator: Operator }): void {
  it('knows a holiday before the launch, gives it up when told, and lets in what recurs once', async () => {
    const { workerd, operator } = edge()
    const year = new Date().getUTCFullYear() + 1
    const soon = new Date(Date.now() + halfHourMs).toISOString()
    const steps = {
      mai: `channel: email, at: {local: '${year}-05-01 09:00', zone: recipient}`,
      jour: `channel: email, at: {every: 'RRULE:FREQ=DAILY', from: '2026-01-01', local: '${soon.slice(11, 16)}', zone: UTC}`,
    }
    const audience = '{all: [{field: country, in: [BE]}, {consent: "receive:email"}]}'
    const files = timedCampaign(steps, "window: {from: '08:00', until: '20:00'}\n", { audience })
    await operator.say('publish', { slug: 'agenda', files, as: 'amina@mre.example' })
    await operator.say('approve', { ...campaign, as: 'driss@mre.example' })
    const planned = await operator.say<Plan>('plan', campaign)
    expect(planned.steps.mai!.clocks).toMatchObject([
      {
        zone: 'Europe/Brussels',
        country: 'BE',
        waves: [`${year}-05-02T08:00+02:00[Europe/Brussels]`],
        why: ['holiday'],
      },
    ])
    await operator.say('launch', campaign)
    const readers = planned.funnel.final
    expect(await dues(workerd, 'mai')).toEqual([{ due: Date.UTC(year, 4, 2, 6), count: readers }])

    const day = { institution: 'mre', country: 'BE', date: `${year}-05-01`, name: 'Ouvert', kind: 'working' }
    expect(await operator.say('holiday-add', day)).toMatchObject({ rescheduled: readers })
    expect(await dues(workerd, 'mai')).toEqual([{ due: Date.UTC(year, 4, 1, 7), count: readers }])

    for (let minutes = 0; minutes < 2; minutes++) await workerd.minute()
    const recurring = await workerd.db
      .prepare(
        "SELECT m.occurrence, count(*) AS count FROM messages m JOIN steps s ON s.id = m.step_id WHERE s.name = 'jour' GROUP BY 1",
      )
      .all()
    expect(recurring.results).toEqual([{ occurrence: soon.slice(0, 10), count: readers }])
  }, 60_000)
}

const dues = async ({ db }: Workerd, step: string) =>
  (
    await db
      .prepare(
        'SELECT m.due_at AS due, count(*) AS count FROM messages m JOIN steps s ON s.id = m.step_id WHERE s.name = ? GROUP BY 1',
      )
      .bind(step)
      .all()
  ).results
