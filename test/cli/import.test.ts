import { once } from 'node:events'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { writeBenchFile } from '../../src/cli/bench/import-file.ts'
import { openSqlite } from '../../src/node/sqlite.ts'
import { mawja, startMawja } from '../support/command-line.ts'
import { temporaryFolder } from '../support/installation.ts'
import { sheetXml, xlsxOf } from '../support/zip.ts'

vi.setConfig({ testTimeout: 120_000 })

const folder = temporaryFolder()
const environment = { MAWJA_DATABASE: join(folder, 'mawja.db') }
const path = (name: string) => join(folder, name)
const consent = [
  '--institution',
  'mre',
  '--basis',
  'consent',
  '--source',
  'Salon',
  '--consented-at',
  '2025-05-01',
]
beforeAll(async () => {
  expect((await mawja(environment, 'institution', 'add', 'mre', '--name', 'Maison')).code).toBe(0)
}, 60_000)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function count(table: string): number {
  const db = openSqlite(environment.MAWJA_DATABASE)
  const { n } = db.raw.prepare(`SELECT count(*) AS n FROM ${table}`).get() as { n: number }
  db.close()
  return n
}

it('brings an XLSX file in, names what it refused, and takes it back', async () => {
  const rows = [
    ['Courriel', '=cmd()'],
    ['a@x.example', '1'],
    ['nobody', '2'],
  ]
  writeFileSync(path('contacts.csv'), xlsxOf([{ xml: sheetXml(rows) }]))
  const dry = await mawja(environment, 'import', path('contacts.csv'), ...consent, '--dry-run')
  expect(dry.json).toMatchObject({ import: null, rows: 2, created: 1, refused: 1 })
  expect(dry.json.columns).toEqual([
    { column: 'Courriel', field: 'email' },
    { column: '=cmd()', field: 'custom.cmd' },
  ])
  expect(count('contacts')).toBe(0)
  const done = await mawja(environment, 'import', path('contacts.csv'), ...consent)
  expect(done.json).toMatchObject({ import: 1, created: 1, refused: 1, errors: path('contacts.errors.csv') })
  expect(readFileSync(path('contacts.errors.csv'), 'utf8')).toBe(
    'row,column,reason\r\n3,Courriel,not an e-mail address\r\n',
  )
  const undone = await mawja(environment, 'import', '--undo', '1', '--institution', 'mre')
  expect(undone.json).toEqual({ import: 1, removed: 1, restored: 0, kept: 0 })
  expect(count('contacts')).toBe(0)
})

it('escapes what a spreadsheet would run in the file of errors', async () => {
  writeFileSync(path('formula.csv'), 'email,=HYPERLINK()\na@x.example,#N/A\n')
  await mawja(environment, 'import', path('formula.csv'), ...consent)
  expect(readFileSync(path('formula.errors.csv'), 'utf8')).toContain(`2,"'=HYPERLINK()",`)
})

describe('source and date of consent', () => {
  const [, , , , , , ...dated] = consent
  it('may stand in columns of the file', async () => {
    writeFileSync(
      path('own.csv'),
      'email,consentSource,consentedAt\nown@x.example,Salon,2025-05-01\nnone@x.example,,\n',
    )
    const done = await mawja(environment, 'import', path('own.csv'), ...consent.slice(0, 4))
    expect(done.json).toMatchObject({ created: 1, refused: 1 })
  })

  it('are wrong usage to leave out where the file does not say them', async () => {
    writeFileSync(path('bare.csv'), 'email\nbare@x.example\n')
    const refused = await mawja(environment, 'import', path('bare.csv'), ...consent.slice(0, 4), ...dated)
    expect(refused).toMatchObject({ code: 2, out: '', problem: expect.stringContaining('--source') })
  })
})

it('leaves nothing behind when the process is killed: the next command takes it back', async () => {
  const before = count('contacts')
  await writeBenchFile(path('big.csv'), 60_000)
  const running = startMawja(environment, 'import', path('big.csv'), ...consent)
  await vi.waitFor(() => expect(count('contacts')).toBeGreaterThan(before), { timeout: 60_000, interval: 20 })
  running.kill('SIGKILL')
  await once(running, 'exit')
  expect(count('contacts')).toBeGreaterThan(before)
  expect((await mawja(environment, 'migrate')).code).toBe(0)
  expect(count('contacts')).toBe(before)
  expect(count("imports WHERE state = 'running'")).toBe(0)
})
