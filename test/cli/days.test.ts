import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { mawjaHere } from '../support/command-line.ts'
import { temporaryFolder } from '../support/installation.ts'

const folder = temporaryFolder()
const run = (...words: string[]) => mawjaHere({ MAWJA_DATABASE: join(folder, 'mawja.db') }, ...words)
beforeAll(() => run('institution', 'add', 'mre', '--name', 'MRE', '--country', 'MA'))
afterAll(() => rmSync(folder, { recursive: true }))

it('enters, lists and takes back days and months', async () => {
  const day = ['MA', '2026-12-03']
  expect(await run('holiday', 'add', ...day, '--name', 'Jour accordé')).toMatchObject({
    code: 0,
    json: { country: 'MA', date: '2026-12-03', name: 'Jour accordé', kind: 'holiday', rescheduled: 0 },
  })
  expect((await run('holiday', 'list', 'MA', '--year', '2026')).json).toMatchObject({
    holidays: expect.arrayContaining([
      { date: '2026-12-03', name: 'Jour accordé', estimated: false },
      // In the language of the command line, not of the country.
      { date: '2026-11-06', name: 'Anniversary of the Green March', estimated: false },
    ]),
  })
  expect((await run('holiday', 'remove', ...day)).code).toBe(0)
  expect(await run('holiday', 'remove', ...day)).toMatchObject({ code: 1 })
  const work = ['MA', '2026-11-18', '--name', 'Permanence', '--working']
  expect((await run('holiday', 'add', ...work)).json).toMatchObject({ kind: 'working' })
  expect((await run('month', 'set', '1448-09', '--starts', '2027-02-09', '--country', 'MA')).code).toBe(0)
  expect((await run('month', 'list')).json).toEqual({
    institution: 'mre',
    months: [{ month: '1448-09', country: 'MA', starts: '2027-02-09' }],
  })
  expect((await run('month', 'remove', '1448-09', '--country', 'MA')).json).toMatchObject({ rescheduled: 0 })
})

it('says in one line what it cannot take', async () => {
  const refused = async (code: number, line: RegExp, ...words: string[]) => {
    const { code: found, problem } = await run(...words)
    expect([found, problem.split('\n')[0]]).toEqual([code, expect.stringMatching(line)])
  }
  await refused(1, /write a date as 2026-10-31/, 'holiday', 'add', 'MA', '3 décembre', '--name', 'x')
  await refused(2, /write an Islamic month as 1448-09/, 'month', 'set', 'Ramadan', '--starts', '2027-02-09')
  await refused(1, /reckoned to begin on 2027-02-08/, 'month', 'set', '1448-09', '--starts', '2027-03-09')
  await refused(2, /--window: write email=08:00-20:00/, 'institution', 'set', 'mre', '--window', 'email=8-20')
  await refused(1, /no hour is left for sms/, 'institution', 'set', 'mre', '--window', 'sms=21:00-23:00')
  await refused(1, /write a zone such as/, 'institution', 'set', 'mre', '--time-zone', 'Rabat')
})

it('sets windows and the zone of an institution', async () => {
  const window = 'email=09:00-18:00;days=mon,fri;holidays=open'
  const set = ['--window', window, '--window', 'sms=10:00-12:00', '--time-zone', 'Europe/Paris']
  expect((await run('institution', 'set', 'mre', ...set)).json).toMatchObject({
    timeZone: 'Europe/Paris',
    windows: {
      email: { from: '09:00', until: '18:00', days: ['mon', 'fri'], holidays: 'open' },
      sms: { from: '10:00', until: '12:00' },
    },
  })
  const lifted = await run('institution', 'set', 'mre', '--window', 'email=none', '--time-zone', '')
  expect(lifted.json).toMatchObject({ timeZone: 'Africa/Casablanca', windows: { sms: { from: '10:00' } } })
  expect(lifted.json.windows).not.toHaveProperty('email')
})
