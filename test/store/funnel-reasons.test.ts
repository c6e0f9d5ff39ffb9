import { beforeEach, expect, it } from 'vitest'
import { ownsMost } from '../../src/store/audience.ts'
import { type FunnelQuestion, judged } from '../../src/store/funnel.ts'
import { freshDb, type TestDb, testInstitution, testNow } from '../support/database.ts'

const dayMs = 86_400_000

let db: TestDb
beforeEach(async () => {
  db = await freshDb()
  await testInstitution(db)
  await run(
    "INSERT INTO officers (id, institution_id, email, role, created_at) VALUES (1, 1, 'o@x.example', 'officer', 0)",
  )
})

const run = (sql: string, ...values: (string | number | null)[]) =>
  db
    .prepare(sql)
    .bind(...values)
    .run()

async function addPerson(
  id: number,
  it: { columns?: Record<string, string | number>; suppressed?: string } = {},
) {
  const columns = { consent_email: 'given', languages: '["fr"]', ...it.columns }
  const names = Object.keys(columns)
  await run(
    `INSERT INTO contacts (id, institution_id, created_at, updated_at, ${names.join(', ')})
     VALUES (?, 1, 0, 0, ${names.map(() => '?').join(', ')})`,
    id,
    ...Object.values(columns),
  )
  await run(
    "INSERT INTO addresses (institution_id, contact_id, channel, value, hash) VALUES (1, ?, 'email', ?, ?)",
    id,
    `p${id}@x.example`,
    `h${id}`,
  )
  if (it.suppressed) await run('INSERT INTO suppressions VALUES (1, ?, ?, 0)', `h${id}`, it.suppressed)
}

/** A campaign with one step; its mails go to contacts by `mail`. */
async function addCampaign(
  id: number,
  change: { kind?: string; finishedAt?: number; trigger?: string } = {},
) {
  const { kind = 'campaign', finishedAt = null, trigger = 'launch' } = change
  await run(
    'INSERT INTO campaigns (id, institution_id, slug, kind, finished_at, created_at) VALUES (?, 1, ?, ?, ?, 0)',
    id,
    `c${id}`,
    kind,
    finishedAt,
  )
  await run(
    `INSERT INTO editions (id, campaign_id, hash, definition, author_id, created_at) VALUES (?, ?, 'h', '{}', 1, 0)`,
    id,
    id,
  )
  await run(
    "INSERT INTO contents (id, edition_id, step, language, status) VALUES (?, ?, 'mail', 'fr', 'reviewed')",
    id,
    id,
  )
  await run(
    "INSERT INTO steps (id, campaign_id, name, channel, trigger) VALUES (?, ?, 'mail', 'email', ?)",
    id,
    id,
    trigger,
  )
}

const mail = (campaign: number, contact: number, state: string, daysAgo: number | null) =>
  run(
    `INSERT INTO messages (campaign_id, step_id, contact_id, channel, content_id, state, finished_at, created_at)
     VALUES (?, ?, ?, 'email', ?, ?, ?, 0)`,
    campaign,
    campaign,
    contact,
    campaign,
    state,
    daysAgo === null ? null : testNow - daysAgo * dayMs,
  )

async function verdicts(change: Partial<FunnelQuestion> = {}): Promise<string[]> {
  const { sql, values } = judged({
    institutionId: 1,
    audience: { all: [] },
    segments: {},
    campaigns: {},
    now: testNow,
    most: true,
    answers: { '["fr"]': 'fr' },
    fallback: null,
    campaignId: 99,
    list: 'lettre',
    notice: false,
    cap: null,
    ...change,
  })
  const rows = db.prepare(`SELECT verdict FROM (${sql}) ORDER BY id`).bind(...values)
  return (await rows.all<{ verdict: string }>()).results.map((row) => row.verdict)
}

it('heeds the list a person has left, and their pause while it lasts', async () => {
  await addPerson(1, { columns: { left_lists: '["lettre"]' } })
  await addPerson(2, { columns: { left_lists: '["autre","lettres"]' } })
  await addPerson(3, { columns: { paused_until: testNow + 1 } })
  await addPerson(4, { columns: { paused_until: testNow } })
  await addPerson(5, { columns: { paused_until: testNow + 1, left_lists: '["lettre"]' } })
  expect(await verdicts()).toEqual(['unsubscribed', 'final', 'paused', 'final', 'unsubscribed'])
  expect(await verdicts({ list: null })).toEqual(['final', 'final', 'paused', 'final', 'paused'])
})

it('needs no consent for a notice, and stops at an objection and a dead address', async () => {
  const reasons = ['unsubscribed', 'complaint', 'list', 'objected', 'unknown_user', 'erased', 'officer']
  for (const [index, suppressed] of reasons.entries()) await addPerson(index + 1, { suppressed })
  await addPerson(8, {
    columns: { consent_email: 'withdrawn', left_lists: '["lettre"]', paused_until: testNow + 1 },
  })
  await addPerson(9, { columns: { monthly_cap: 1 } })
  await addCampaign(1)
  await mail(1, 9, 'accepted', 1)
  const suppressed = ['suppressed', 'suppressed', 'suppressed', 'suppressed']
  expect(await verdicts({ notice: true, cap: { count: 1, days: 30 } })).toEqual([
    ...['final', 'final', 'final', ...suppressed, 'final', 'final'],
  ])
  expect(await verdicts()).toEqual([
    ...['unsubscribed', 'suppressed', 'suppressed', ...suppressed, 'unsubscribed', 'frequency'],
  ])
})

it('hears from the ledger who objects to notices, and writes to them of campaigns all the same', async () => {
  await addPerson(1)
  await addPerson(2)
  await db
    .prepare(
      `INSERT INTO consents (contact_id, purpose, act, at, source, recorded_by, created_at)
       VALUES (2, 'object:notice', 'given', 0, '/u/', 'person', 0)`,
    )
    .run()
  expect(await verdicts({ notice: true })).toEqual(['final', 'suppressed'])
  expect(await verdicts()).toEqual(['final', 'final'])
})

it('counts against the cap what other campaigns sent within its days, or still will', async () => {
  await addCampaign(1)
  await addCampaign(2)
  await addCampaign(3, { kind: 'service' })
  await addCampaign(4, { trigger: 'join' })
  await addCampaign(5, { finishedAt: testNow - dayMs })
  for (let id = 1; id <= 9; id++) await addPerson(id)
  await mail(1, 1, 'accepted', 5)
  await mail(2, 1, 'queued', null)
  await mail(1, 2, 'accepted', 5)
  await mail(1, 3, 'accepted', 5)
  await mail(2, 3, 'refused', 5)
  await mail(1, 4, 'accepted', 5)
  await mail(2, 4, 'accepted', 31)
  await mail(1, 5, 'accepted', 5)
  await mail(3, 5, 'accepted', 5)
  await mail(1, 6, 'accepted', 5)
  await mail(4, 6, 'accepted', 5)
  await mail(1, 7, 'accepted', 5)
  await mail(5, 7, 'queued', null)
  await mail(1, 8, 'accepted', 5)
  await mail(5, 8, 'accepted', 5)
  const rest = ['final', 'final', 'final', 'final', 'final', 'final']
  expect(await verdicts({ cap: { count: 2, days: 30 } })).toEqual([
    'frequency',
    ...rest,
    'frequency',
    'final',
  ])
  expect(await verdicts({ cap: { count: 2, days: 30 }, campaignId: 2 })).toEqual([
    'final',
    ...rest,
    'frequency',
    'final',
  ])
  expect(await verdicts({ cap: { count: 3, days: 30 } })).not.toContain('frequency')
  expect(await verdicts({ cap: { count: 1, days: 4 } })).toEqual(['frequency', ...rest, 'final', 'final'])
})

it("lets the stricter of the institution's cap and a person's own wish hold", async () => {
  await addCampaign(1)
  await addCampaign(2)
  await addPerson(1, { columns: { monthly_cap: 1 } })
  await addPerson(2, { columns: { monthly_cap: 4 } })
  await addPerson(3)
  await addPerson(4, { columns: { monthly_cap: 1 } })
  for (const id of [1, 2, 3]) for (const campaign of [1, 2]) await mail(campaign, id, 'accepted', 10)
  await mail(1, 4, 'accepted', 31)
  expect(await verdicts()).toEqual(['frequency', 'final', 'final', 'final'])
  expect(await verdicts({ cap: { count: 2, days: 60 } })).toEqual([
    'frequency',
    'frequency',
    'frequency',
    'final',
  ])
  // The cap's own days may be fewer than the month a person's wish is about.
  expect(await verdicts({ cap: { count: 1, days: 2 } })).toEqual(['frequency', 'final', 'final', 'final'])
})

it('knows a small institution in a large installation', async () => {
  await testInstitution(db, 'small')
  for (let id = 1; id <= 30; id++) await addPerson(id)
  await run('INSERT INTO contacts (institution_id, created_at, updated_at) VALUES (2, 0, 0)')
  expect([await ownsMost(db, 1), await ownsMost(db, 2)]).toEqual([true, false])
})
