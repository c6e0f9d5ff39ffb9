import fc from 'fast-check'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { addressHash } from '../../src/core/token.ts'
import { takeBackDead, undoImport } from '../../src/engine/import-undo.ts'
import type { Institution } from '../../src/store/institutions.ts'
import { suppress } from '../../src/store/people.ts'
import { freshDb, storeDeps, type TestDb, testInstitution, testKeys, testNow } from '../support/database.ts'
import { contactOf, countOf, importFile, peopleDump, pieces } from '../support/importing.ts'

vi.setConfig({ testTimeout: 120_000 })

let db: TestDb
let institution: Institution
beforeEach(async () => {
  db = await freshDb()
  institution = await testInstitution(db)
})
const bring = (file: string, more = {}) => importFile(db, institution, file, more)
const undo = (importId: number, now = testNow) =>
  undoImport(storeDeps(db, { now }), { institution, importId })

/** Few addresses, so that rows meet: the same people, numbers that move, contradictions. */
const cells = fc.record({
  email: fc.constantFrom('a@x.example', 'b@x.example', 'c@x.example', 'd@x.example', 'é@x.example', ''),
  phone: fc.constantFrom('+32470000001', '+32470000002', '+32470000003', '+32470000004', ''),
  telegram: fc.constantFrom('@amina', '@karim', '@zoe_t', ''),
  city: fc.constantFrom('Gent', 'الرباط', '', 'it\'s "quoted"'),
  languages: fc.constantFrom('fr|ar', 'nl', ''),
  skills: fc.constantFrom('soins', 'soins|accueil', ''),
  birthDecade: fc.constantFrom('1984', '1991', ''),
  age: fc.constantFrom('30', '31', '', 'old'),
  team: fc.constantFrom('7b', ''),
})
const people = fc.array(cells, { minLength: 1, maxLength: 8 })
const toFile = (rows: Record<string, string>[]) =>
  [Object.keys(rows[0]!), ...rows.map(Object.values)]
    .map((row) => row.map((text) => `"${text.replaceAll('"', '""')}"`).join(','))
    .join('\n')

/** What happens to people between imports, and outside of them. */
const events = fc.array(
  fc.record({
    what: fc.constantFrom('withdraw', 'pending', 'suppress', 'none'),
    email: fc.constantFrom('a@x.example', 'b@x.example', 'c@x.example'),
  }),
  { maxLength: 3 },
)

async function happen(all: { what: string; email: string }[]): Promise<void> {
  for (const { what, email } of all) {
    const hash = addressHash(testKeys, 'email', email)
    const id = (await contactOf(db, email))?.id as number | undefined
    if (what === 'suppress')
      await suppress(db, { institutionId: institution.id, hash, reason: 'officer', now: 1 }).run()
    if (id === undefined) continue
    if (what === 'pending')
      db.raw.prepare('UPDATE contacts SET pending_since = 5, consent_email = NULL WHERE id = ?').run(id)
    if (what !== 'withdraw') continue
    db.raw.prepare("UPDATE contacts SET consent_email = 'withdrawn', updated_at = 7 WHERE id = ?").run(id)
    db.raw
      .prepare(
        "INSERT INTO consents (contact_id, purpose, act, at, source, recorded_by, created_at) VALUES (?, 'receive:email', 'withdrawn', 6, '/u/', 'person', 7)",
      )
      .run(id)
  }
}

it('brings back exactly what was there, whatever the file said about whom', async () => {
  await fc.assert(
    fc.asyncProperty(people, events, people, fc.boolean(), async (before, between, file, elsewhere) => {
      db = await freshDb()
      institution = await testInstitution(db)
      await bring(toFile(before), { now: testNow - 1000 })
      await happen(between)
      const stood = peopleDump(db)
      const answer = await bring(
        toFile(file),
        elsewhere ? { source: 'Forum', consentedAt: testNow - 10 } : {},
      )
      const undone = await undo(answer.import!)
      expect(undone).toMatchObject({ removed: answer.created > 0 ? expect.any(Number) : 0, kept: 0 })
      expect(peopleDump(db)).toBe(stood)
      expect(countOf(db, 'import_changes')).toBe(0)
      expect(await undo(answer.import!)).toMatchObject({ removed: 0, restored: 0, kept: 0 })
      expect(peopleDump(db)).toBe(stood)
    }),
    { numRuns: 150 },
  )
})

describe('what somebody has changed since', () => {
  it('is left alone, value by value', async () => {
    await bring('email,city,firstName,age,team\na@x.example,Gent,Ali,30,x\n', { now: testNow - 1000 })
    const { import: importId } = await bring('email,city,firstName,age,team\na@x.example,Brugge,Aly,31,y\n')
    db.raw
      .prepare(
        "UPDATE contacts SET city = 'Aalst', custom = json_set(custom, '$.age', 32, '$.rank', 1), updated_at = ?",
      )
      .run(testNow + 5)
    expect(await undo(importId!)).toMatchObject({ removed: 0, restored: 1, kept: 0 })
    expect(await contactOf(db, 'a@x.example')).toMatchObject({
      city: 'Aalst',
      first_name: 'Ali',
      custom: '{"age":32,"team":"x","rank":1}',
      updated_at: testNow + 5,
    })
  })

  it('leaves an address to whoever has it now', async () => {
    await bring('email,phone\na@x.example,+32470000001\n', { now: testNow - 1000 })
    const { import: importId } = await bring('email,phone\na@x.example,+32470000002\n')
    await bring('email,phone\nb@x.example,+32470000001\n', { now: testNow + 1 })
    await undo(importId!)
    expect(await contactOf(db, 'a@x.example')).toMatchObject({ phone: null })
    expect(await contactOf(db, 'b@x.example')).toMatchObject({ phone: '+32470000001' })
  })

  it('counts a word of the person as the last one', async () => {
    await bring('email\na@x.example\n', { now: testNow - 1000 })
    await happen([{ what: 'pending', email: 'a@x.example' }])
    const { import: importId } = await bring('email\na@x.example\n', { source: 'Forum' })
    await happen([{ what: 'withdraw', email: 'a@x.example' }])
    await undo(importId!)
    expect(await contactOf(db, 'a@x.example')).toMatchObject({
      consent_email: 'withdrawn',
      pending_since: null,
    })
  })
})

it('moves numbers back along a chain of people', async () => {
  const numbers = (rows: string[]) => `email,phone\n${rows.join('\n')}\n`
  await bring(numbers(['a@x.example,+32470000001', 'b@x.example,+32470000002', 'c@x.example,+32470000003']), {
    now: testNow - 1000,
  })
  const stood = peopleDump(db)
  const { import: importId } = await bring(
    numbers([
      'c@x.example,+32470000009',
      'b@x.example,+32470000003',
      'a@x.example,+32470000002',
      'd@x.example,+32470000001',
    ]),
  )
  expect(await contactOf(db, 'd@x.example')).toMatchObject({ phone: '+32470000001' })
  await undo(importId!)
  expect(peopleDump(db)).toBe(stood)
})

describe('an import that ends in its middle', () => {
  const rows = Array.from({ length: 5000 }, (_, at) => `p${at}@x.example,Gent`).join('\n')
  const broken = `email,city\n${rows}\nq@x.example,"Gent\n`

  it('leaves nothing behind when the file breaks, and says so', async () => {
    await bring('email,city\np3@x.example,Aalst\n', { now: testNow - 1000 })
    const stood = peopleDump(db)
    for (const blocksAtOnce of [1, 3]) {
      const refused = await bring(broken, { blocksAtOnce }).catch((error: Error) => error)
      expect(refused).toMatchObject({
        key: 'csv',
        message: expect.stringMatching(/row 5002 .*nothing of the file/),
      })
      expect(peopleDump(db)).toBe(stood)
    }
    const states = db.raw.prepare('SELECT state FROM imports ORDER BY id').all()
    expect(states).toEqual([{ state: 'done' }, { state: 'undone' }, { state: 'undone' }])
  })

  it('is taken back by the next process when its own died', async () => {
    await bring('email,city\np3@x.example,Aalst\n', { now: testNow - 1000 })
    const stood = peopleDump(db)
    const crash = async function* () {
      yield* pieces(broken.slice(0, 80_000))
      // The process dies here: nothing of what follows happens.
      await new Promise(() => {})
    }
    void bring('', { chunks: crash() })
    await vi.waitFor(() => expect(countOf(db, 'contacts')).toBeGreaterThan(1000))
    await expect(undo(2)).rejects.toMatchObject({ key: 'import-running' })
    await takeBackDead(storeDeps(db), (holder) => holder === 'somebody else')
    expect(countOf(db, 'contacts')).toBeGreaterThan(1000)
    await takeBackDead(storeDeps(db), (holder) => holder === 'test')
    expect(peopleDump(db)).toBe(stood)
    expect(await undo(2)).toMatchObject({ removed: 0, restored: 0, kept: 0 })
  })

  it('can be taken back by hand once nobody can be waiting for it', async () => {
    await bring('email\na@x.example\n')
    db.raw.prepare("UPDATE imports SET state = 'running'").run()
    expect(await undo(1, testNow + 3_600_000)).toMatchObject({ removed: 1 })
  })
})
