import fc from 'fast-check'
import { beforeEach, expect, it } from 'vitest'
import { suppressionReasons } from '../../src/core/codes.ts'
import { csvRow } from '../../src/core/csv-cell.ts'
import { addressHash } from '../../src/core/token.ts'
import { checkAudit } from '../../src/engine/audit.ts'
import { runCommand } from '../../src/engine/commands.ts'
import { listSuppressions } from '../../src/engine/suppression.ts'
import { importSuppressions } from '../../src/engine/suppression-import.ts'
import { drain } from '../../src/engine/tick.ts'
import { suppressionOf } from '../../src/store/suppressions.ts'
import { freshDb, storeDeps, testInstitution, testKeys, testNow } from '../support/database.ts'
import { makeWorld, people, type World } from '../support/world.ts'

let world: World
beforeEach(async () => {
  world = await makeWorld()
})

const email = 'reader1@diaspora.example'
const hash = (address: string) => addressHash(testKeys, 'email', address)
const add = (reason?: string) =>
  runCommand(world.deps, 'suppression add', { email, institution: 'mre', ...(reason ? { reason } : {}) })
const remove = (more: object = {}) =>
  runCommand(world.deps, 'suppression remove', { email, institution: 'mre', because: 'letter 117', ...more })
const stands = async (address = email) =>
  (await suppressionOf(world.db, { institutionId: world.institution.id, hash: hash(address) }))?.reason

async function* pieces(text: string, size = 97) {
  const bytes = new TextEncoder().encode(text)
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}
const bring = (text: string, deps = world.deps) =>
  importSuppressions(deps, { institution: world.institution, chunks: pieces(text) })

it('stops mail to an address, known or not, until it is taken off again', async () => {
  await world.import(people(3))
  expect(await add()).toEqual({ hash: hash(email), reason: 'officer', added: true })
  expect(await add()).toMatchObject({ added: false })
  await world.import(people(3))
  await world.launch()
  await drain(world.deps)
  const to = world.mail.arrived.map((mail) => mail.kind === 'mail' && mail.envelope.to)
  expect(to.sort()).toEqual(['reader0@diaspora.example', 'reader2@diaspora.example'])
  expect(await remove()).toEqual({ hash: hash(email), removed: 'officer' })
  expect(await stands()).toBeUndefined()
})

it('keeps the hash and the reason of what was taken off in the log, and no address', async () => {
  await add()
  await remove()
  const acts = world.db.raw
    .prepare("SELECT act, detail FROM audit WHERE act LIKE 'suppression%' ORDER BY id")
    .all()
  expect(acts).toEqual([
    { act: 'suppression-add', detail: JSON.stringify({ hash: hash(email), reason: 'officer' }) },
    {
      act: 'suppression-remove',
      detail: JSON.stringify({ hash: hash(email), reason: 'officer', because: 'letter 117' }),
    },
  ])
  expect(await checkAudit(world.deps)).toMatchObject({ brokenAt: null })
})

it('lifts an erasure only when that is said, and nothing without a reason that names nobody', async () => {
  await world.import(people(2))
  await runCommand(world.deps, 'forget', { email, institution: 'mre' })
  await expect(remove()).rejects.toMatchObject({ key: 'suppression-erased' })
  for (const because of ['', ' ', `asked by ${email}`, 'call +32470123456'])
    await expect(remove({ because, erased: true })).rejects.toMatchObject({ key: 'because' })
  expect(await stands()).toBe('erased')
  expect(await remove({ erased: true })).toMatchObject({ removed: 'erased' })
  await expect(remove()).rejects.toMatchObject({ key: 'suppression' })
})

it('lets the word of an officer replace what a sign-up could lift, and nothing weaker replace anything', async () => {
  await bring(email)
  expect(await stands()).toBe('list')
  await add('complaint')
  expect(await stands()).toBe('complaint')
  await add('list')
  await bring(`${hash(email)},erased`)
  expect(await stands()).toBe('complaint')
})

it('reads addresses, numbers and hashes, counts what is new, and names lines without quoting them', async () => {
  const text = `\uFEFFE-mail;raison\r\nReader1@Diaspora.Example;x\r\n\r\n"b@reader.example"\n+32 470 12 34 56\n${hash('c@reader.example')},complaint,2020-05-01\nnot an address\n=cmd|calc\n${'x'.repeat(50_000)}\nb@reader.example`
  const answer = await bring(text)
  expect(answer).toMatchObject({ rows: 8, added: 4, known: 1, refused: 3 })
  expect(answer.problems.map(({ line }) => line)).toEqual([7, 8, 9])
  expect(JSON.stringify(answer.problems)).not.toMatch(/not an address|cmd/)
  const kept = await suppressionOf(world.db, {
    institutionId: world.institution.id,
    hash: hash('c@reader.example'),
  })
  expect(kept).toMatchObject({ reason: 'complaint', createdAt: Date.UTC(2020, 4, 1) })
  expect(await bring(text)).toMatchObject({ rows: 8, added: 0, known: 5, refused: 3 })
})

it('takes what is no text without falling', async () => {
  for (const text of ['', '\u0000\u0001\u0002', ',,,\n;;;', '"unclosed', '\ufffd\ufffd\n\ufffd'])
    expect(await bring(text)).toMatchObject({ added: 0 })
})

it('comes back the same from its own export', async () => {
  const list = fc.uniqueArray(
    fc.record({
      hash: fc.stringMatching(/^[0-9a-f]{32}$/),
      reason: fc.constantFrom(...suppressionReasons),
      createdAt: fc.integer({ min: 0, max: Math.floor(testNow / 1000) }).map((seconds) => seconds * 1000),
    }),
    { selector: (row) => row.hash, minLength: 1, maxLength: 30 },
  )
  await fc.assert(
    fc.asyncProperty(list, async (rows) => {
      const db = await freshDb()
      const institution = await testInstitution(db)
      const deps = storeDeps(db)
      const text = rows
        .map((row) => csvRow([row.hash, row.reason, new Date(row.createdAt).toISOString()]))
        .join('')
      await importSuppressions(deps, { institution, chunks: pieces(`hash,reason,date\r\n${text}`) })
      const back = []
      for await (const page of listSuppressions(deps, institution)) back.push(...page)
      expect(back).toEqual([...rows].sort((a, b) => (a.hash < b.hash ? -1 : 1)))
      db.close()
    }),
    { numRuns: 20 },
  )
})
