import { convertV4MiniflareOptions, Miniflare } from 'miniflare'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Db } from '../../src/core/ports.ts'
import { queueWaves } from '../../src/store/enrollment.ts'
import { ghostStatement } from '../../src/store/hold-outs.ts'
import { designEffectOf } from '../../src/store/household-sizes.ts'
import { migrate } from '../../src/store/migrate.ts'
import { lastMailOf } from '../../src/store/slot-mails.ts'
import { migrations } from '../support/database.ts'

/** Hours of variants on D1: each reader's due time is that of their variant, of people held out too. */
let miniflare: Miniflare
let db: Db
beforeAll(async () => {
  const script = 'export default { fetch: () => new Response() }'
  const worker = { name: 'd1', modules: true, script, d1Databases: { DB: 'slots' } }
  miniflare = new Miniflare(convertV4MiniflareOptions({ workers: [worker] }))
  db = (await miniflare.getD1Database('DB')) as unknown as Db
  await migrate(db, migrations)
}, 60_000)
afterAll(() => miniflare.dispose())

const now = Date.UTC(2026, 10, 24, 9)
const [morning, evening] = [now + 1000, now + 2000]

async function fill(): Promise<void> {
  const run = (sql: string) => db.prepare(sql).run()
  await run(
    `INSERT INTO institutions (id, slug, name, country, created_at) VALUES (1, 'mre', 'Maison', 'MA', ${now})`,
  )
  await run(
    `INSERT INTO officers (id, institution_id, email, role, created_at) VALUES (1, 1, 'amina@mre.example', 'officer', ${now})`,
  )
  await run(`INSERT INTO campaigns (id, institution_id, slug, created_at) VALUES (1, 1, 'heures', ${now})`)
  await run(
    `INSERT INTO editions (id, campaign_id, hash, definition, author_id, created_at) VALUES (1, 1, 'h', '{}', 1, ${now})`,
  )
  await run(
    `INSERT INTO steps (id, campaign_id, name, trigger, channel) VALUES (1, 1, 'invitation', 'launch', 'email')`,
  )
  for (const [id, variant] of ['morning', 'evening', 'plain'].entries())
    await run(`INSERT INTO contents (id, edition_id, step, variant, language, status, subject, preheader, html, text)
      VALUES (${id + 1}, 1, 'invitation', '${variant}', 'fr', 'reviewed', '', '', '', '')`)
  for (const [index, variant] of ['morning', 'evening', 'plain', 'morning', 'evening'].entries()) {
    const id = index + 1
    await run(
      `INSERT INTO contacts (id, institution_id, kind, country, created_at, updated_at) VALUES (${id}, 1, 'person', 'FR', ${now}, ${now})`,
    )
    await run(`INSERT INTO ${id > 3 ? 'hold_outs' : 'enrollments'} (campaign_id, contact_id, ${id > 3 ? '' : 'generation,'} wave, language, variant, unit, created_at)
      VALUES (1, ${id}, ${id > 3 ? '' : '0,'} 1, 'fr', '${variant}', ${id < 3 ? 7 : 'NULL'}, ${now})`)
  }
}

it('queues each variant at its hour, and those held out with theirs', async () => {
  await fill()
  const choices = ['morning', 'evening', 'plain'].map((variant, index) => ({
    ...{ stepId: 1, channel: 'email', language: 'fr', variant, contentId: index + 1 },
    ...{ followed: null, first: index ? (0 as const) : (1 as const) },
  }))
  const due = (variant: string | null, dueAt: number) => ({
    ...{ wave: 1, variant, timeZone: null, country: 'FR', plannedAt: dueAt, dueAt },
  })
  const dues = [due(null, now), due('morning', morning), due('evening', evening)]
  const it = { campaignId: 1, choices, dues, now }
  await db.batch([queueWaves(db, it), ghostStatement(db, it)])
  const rows = async (sql: string) => (await db.prepare(sql).raw<number[]>()).map((row) => [...row])
  expect(await rows('SELECT contact_id, content_id, due_at FROM messages ORDER BY 1')).toEqual([
    [1, 1, morning],
    [2, 2, evening],
    [3, 3, now],
  ])
  expect(await rows('SELECT contact_id, content_id, due_at FROM hold_outs ORDER BY 1')).toEqual([
    [4, 1, morning],
    [5, 2, evening],
  ])
  expect(await lastMailOf(db, { campaignId: 1, step: 'invitation' })).toBe(evening)
  // A household of two and one alone: (4 + 1) / 3.
  expect(await designEffectOf(db, 1)).toBeCloseTo(5 / 3)
})
