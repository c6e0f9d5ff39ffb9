import { beforeEach, expect, it } from 'vitest'
import { agenda, planDues } from '../../src/engine/agenda.ts'
import { approve } from '../../src/engine/approve.ts'
import { clashesOf } from '../../src/engine/clashes.ts'
import { launch } from '../../src/engine/launch.ts'
import { plan } from '../../src/engine/plan.ts'
import { publish } from '../../src/engine/publish.ts'
import { findCampaign } from '../../src/store/campaigns.ts'
import { periodOf } from '../../src/web/desk/calendar/period.ts'
import { dump } from '../support/dump.ts'
import { timedCampaign } from '../support/timed.ts'
import { type Door, openDoor } from './support/visit.ts'

const steps = {
  invitation: 'channel: email, share: true',
  fete: "channel: email, at: {local: '2027-03-10 09:00', zone: recipient}",
}
const span = { from: Date.UTC(2026, 10, 1), until: Date.UTC(2027, 5, 1) }

let door: Door
beforeEach(async () => {
  door = await openDoor()
  await publish(door.deps, { slug: 'lettres', files: timedCampaign(steps), author: door.author })
})

const sum = (rows: readonly { step: string; count: number }[], step: string) =>
  rows.reduce((all, row) => all + (row.step === step ? row.count : 0), 0)

it('holds what the plan says before the launch, and what waits after it', async () => {
  const campaign = (await findCampaign(door.db, 'lettres'))!
  const planned = await plan(door.deps, campaign)
  const before = (await agenda(door.deps, door.institution.id, span)).entries.filter(
    (one) => one.campaign === 'lettres',
  )
  expect(before.every(({ kind }) => kind === 'planned')).toBe(true)
  for (const step of ['invitation', 'fete']) {
    expect(sum(before, step)).toBe(planned.funnel.final)
    expect(sum(planDues(planned, 'all'), step)).toBe(planned.funnel.final)
  }
  await approve(door.deps, { campaign, officer: door.reviewer })
  await launch(door.deps, { campaign })
  const after = (await agenda(door.deps, door.institution.id, span)).entries.filter(
    (one) => one.campaign === 'lettres',
  )
  expect(after.every(({ kind }) => kind === 'queued')).toBe(true)
  const days = (rows: typeof after) =>
    rows.map(({ step, wave, date, count }) => [step, wave, date, count]).sort()
  expect(days(after)).toEqual(days(before))
})

it('counts the people two campaigns would write to on one day', async () => {
  await publish(door.deps, { slug: 'autres', files: timedCampaign(steps), author: door.author })
  const found = await clashesOf(door.deps, await agenda(door.deps, door.institution.id, span))
  const { final } = (await plan(door.deps, (await findCampaign(door.db, 'lettres'))!)).funnel
  expect(found).toContainEqual({ date: '2027-03-10', campaigns: ['autres', 'lettres'], people: final })
})

it.each([
  ['fr', 'lun. 8 mars', 'ramadan'],
  ['ar', '8 مارس', 'رمضان'],
  ['en', 'Mon, Mar 8', 'Ramadan'],
])('shows a month in %s with the Islamic one beside it, and changes nothing', async (language, ...words) => {
  const headers = { ...(await door.as(door.author)), 'accept-language': language }
  const before = dump(door.db)
  const answer = await door.get('/desk/calendar?view=month&at=2027-03', headers)
  expect(answer.status).toBe(200)
  const html = await answer.text()
  expect(dump(door.db)).toEqual(before)
  expect(words.filter((word) => !html.includes(word))).toEqual([])
  expect(html).toContain('/desk/campaigns/lettres')
})

it('has seven days in each week, whatever the clocks do', () => {
  for (const at of ['2026-09-20', '2026-10-25']) {
    const week = periodOf('week', at, '2026-01-01')
    expect(week.days).toHaveLength(7)
    expect(new Set(week.days).size).toBe(7)
    expect(week.days.at(-1)).toBe(at)
  }
  const month = periodOf('month', '2026-10', '2026-01-01')
  expect([month.days[0], month.days.at(-1), month.earlier, month.later]).toEqual([
    '2026-09-28',
    '2026-11-01',
    '2026-09',
    '2026-11',
  ])
  expect(periodOf('month', '2026-02-31', '2026-11-24').at).toBe('2026-11')
})
