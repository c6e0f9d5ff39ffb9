import fc from 'fast-check'
import { beforeEach, expect, it } from 'vitest'
import { dayMs, graceDays, retentionRules } from '../../src/core/retention.ts'
import { type RetentionReport, rehearseRetention, retain, retainNightly } from '../../src/engine/retention.ts'
import { stats } from '../../src/engine/stats.ts'
import { drain, tick } from '../../src/engine/tick.ts'
import { addInstitution } from '../../src/store/institutions.ts'
import { personByEmail } from '../../src/store/people.ts'
import { testNow } from '../support/database.ts'
import { seedEverywhere } from '../support/everywhere.ts'
import { makeWorld, people, type World } from '../support/world.ts'

let world: World
beforeEach(async () => {
  world = await makeWorld()
})

const all = <T>(sql: string, ...values: (string | number)[]) =>
  world.db.raw.prepare(sql).all(...values) as T[]
const count = (table: string) => all<{ n: number }>(`SELECT count(*) AS n FROM ${table}`)[0]!.n
const reports = () =>
  all<{ report: string }>('SELECT report FROM retention_runs ORDER BY id').map(
    ({ report }) => JSON.parse(report) as RetentionReport,
  )
const ofMre = (report: RetentionReport | null | undefined) => report!.institutions.mre!
const setPeriods = (periods: object) =>
  world.db.raw.prepare('UPDATE institutions SET retention = ?').run(JSON.stringify(periods))

it('lets go of everything in its time, and of nothing before', async () => {
  await world.publish()
  await seedEverywhere(world, 'zohra')
  const tables = [
    'contacts',
    'traces',
    'import_changes',
    'mailbox',
    'returns',
    'replies',
    'hook_calls',
    'mail_domains',
    'rights_requests',
  ] as const
  world.db.raw.exec(`INSERT INTO hook_calls VALUES ('brevo', 'event-1', ${testNow});
    INSERT INTO mail_domains VALUES ('reader.example', '', ${testNow})`)
  const left = () => Object.fromEntries(tables.map((table) => [table, count(table)]))
  const after = async (days: number) => {
    world.at.now = testNow + days * dayMs
    await tick(world.deps)
    return left()
  }
  const answers = { returns: 1, replies: 1 }
  const calls = { hook_calls: 1, mail_domains: 1 }
  const whole = { contacts: 1, traces: 1, import_changes: 1, mailbox: 2, rights_requests: 1, ...answers }
  expect(await after(retentionRules.mailbox - 1)).toEqual({ ...whole, ...calls })
  const month = { mailbox: 0, hook_calls: 0, mail_domains: 0 }
  expect(await after(retentionRules.mailbox)).toEqual({ ...whole, ...month })
  expect(await after(retentionRules.changes)).toMatchObject({ import_changes: 0, traces: 1 })
  expect(await after(retentionRules.replies - 1)).toMatchObject(answers)
  expect(await after(retentionRules.replies)).toMatchObject({ replies: 0, returns: 1 })
  expect(await after(retentionRules.returns - 1)).toMatchObject({ returns: 1 })
  expect(await after(retentionRules.traces)).toMatchObject({ traces: 0, returns: 0, contacts: 1 })
  expect(count('pseudonyms')).toBe(0)
  expect(await after(retentionRules.contact)).toMatchObject({ contacts: 0, rights_requests: 1 })
  expect([count('addresses'), count('consents')]).toEqual([0, 0])
  expect(await after(retentionRules.requests)).toMatchObject({ rights_requests: 0 })
  expect(count('suppressions')).toBe(1)
})

it('counts three years from the last act of the person', async () => {
  await world.import(people(2))
  world.db.raw
    .prepare('UPDATE contacts SET last_act_at = ? WHERE first_name = ?')
    .run(testNow + 10 * dayMs, 'Nom1')
  world.at.now = testNow + (retentionRules.contact + 5) * dayMs
  await tick(world.deps)
  expect(await personByEmail(world.db, 1, 'reader0@diaspora.example')).toBeNull()
  expect(await personByEmail(world.db, 1, 'reader1@diaspora.example')).not.toBeNull()
})

it('leaves whoever came in with an old consent a month', async () => {
  await world.import(people(1))
  world.db.raw.exec('UPDATE contacts SET last_act_at = 0')
  world.at.now = testNow + (graceDays - 1) * dayMs
  expect(ofMre(await retain(world.deps)).contact.removed).toBe(0)
  world.at.now = testNow + graceDays * dayMs
  expect(ofMre(await retain(world.deps)).contact.removed).toBe(1)
})

it('lets them come back: nobody asked to be left alone', async () => {
  await world.import(people(1))
  world.at.now = testNow + 2000 * dayMs
  await tick(world.deps)
  expect([count('contacts'), count('suppressions'), count('rights_requests')]).toEqual([0, 0, 0])
  world.at.now = testNow
  await world.import(people(1))
  expect(count('contacts')).toBe(1)
})

it('leaves figures as they are', async () => {
  await world.import(people(5))
  await world.launch()
  await drain(world.deps)
  const before = await stats(world.deps, await world.campaign())
  world.at.now = testNow + 2000 * dayMs
  expect(ofMre(await retain(world.deps)).contact.removed).toBe(5)
  expect(await stats(world.deps, await world.campaign())).toEqual(before)
})

it('keeps to an institution’s shorter periods, and not to longer ones', async () => {
  await world.import(people(1))
  setPeriods({ contact: 40, mailbox: 100_000, hookCalls: 7 })
  world.at.now = testNow + 40 * dayMs
  const report = (await retain(world.deps))!
  expect(ofMre(report).contact).toEqual({ days: 40, removed: 1, oldest: null })
  expect(report.mailbox.days).toBe(retentionRules.mailbox)
  expect([report.hookCalls.days, report.mailDomains.days]).toEqual([7, retentionRules.mailDomains])
  expect(Object.keys(ofMre(report))).not.toContain('hookCalls')
})

it('proves each day once, whatever runs how often', async () => {
  await world.import(people(3))
  for (const minutes of [0, 1, 2, 60]) {
    world.at.now = testNow + minutes * 60_000
    await tick(world.deps)
  }
  expect(reports()).toHaveLength(1)
  expect(ofMre(reports()[0]).contact).toEqual({ days: 1095, removed: 0, oldest: '2026-11-23' })
  world.at.now = testNow + dayMs
  await Promise.all([retainNightly(world.deps), retainNightly(world.deps)])
  expect(reports()).toHaveLength(2)
  expect(all("SELECT key FROM meta WHERE key LIKE 'retention%'")).toEqual([])
})

it('comes to its end in one minute however many institutions there are', async () => {
  for (const slug of ['un', 'deux', 'trois', 'quatre', 'cinq'])
    await addInstitution(world.db, { slug, name: slug, country: 'FR', createdAt: testNow })
  await tick(world.deps)
  expect(reports()).toHaveLength(1)
  expect(Object.keys(reports()[0]!.institutions)).toHaveLength(6)
})

it('goes on the next minute where one was not enough, and counts all of it', async () => {
  await world.import(people(5400))
  world.at.now = testNow + 2000 * dayMs
  await tick(world.deps)
  expect([count('contacts'), reports().length]).toEqual([400, 0])
  world.at.now += 60_000
  await tick(world.deps)
  expect([count('contacts'), reports().length]).toEqual([0, 1])
  expect(ofMre(reports()[0]).contact.removed).toBe(5400)
})

it('lets nobody go while time runs ahead in a rehearsal', async () => {
  await world.import(people(2))
  await world.launch()
  await drain(world.deps, { until: testNow + 5000 * dayMs })
  expect(count('contacts')).toBe(3)
})

it('rehearses without touching anything', async () => {
  await world.import(people(4))
  world.at.now = testNow + 2000 * dayMs
  const before = world.db.raw.serialize().toString('base64')
  const rehearsed = await rehearseRetention(world.deps)
  expect(world.db.raw.serialize().toString('base64')).toBe(before)
  expect(ofMre(rehearsed).contact).toEqual({ days: 1095, removed: 4, oldest: '2026-11-23' })
  expect(ofMre(await retain(world.deps)).contact).toEqual({ days: 1095, removed: 4, oldest: null })
})

it('leaves nothing older than its limit, whenever it runs', async () => {
  const moment = fc.integer({ min: -3000, max: 0 }).map((days) => testNow + days * dayMs)
  const life = fc.record({
    created: moment,
    act: fc.option(moment),
    contact: fc.integer({ min: 1, max: 1500 }),
  })
  await fc.assert(
    fc.asyncProperty(fc.array(life, { minLength: 1, maxLength: 15 }), async (lives) => {
      world.db.raw.exec('DELETE FROM contacts')
      const limit = Math.min(lives[0]!.contact, retentionRules.contact)
      setPeriods({ contact: lives[0]!.contact })
      const insert = world.db.raw.prepare(
        'INSERT INTO contacts (institution_id, last_act_at, created_at, updated_at) VALUES (1, ?, ?, 0)',
      )
      for (const { created, act } of lives) insert.run(act, created)
      const kept = lives.filter(
        ({ created, act }) =>
          (act ?? created) > testNow - limit * dayMs || created > testNow - graceDays * dayMs,
      )
      expect(ofMre(await retain(world.deps)).contact.removed).toBe(lives.length - kept.length)
      expect(count('contacts')).toBe(kept.length)
    }),
    { numRuns: 40 },
  )
})
