import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { openSqlite } from '../../src/node/sqlite.ts'
import { smallCampaign } from '../support/campaign.ts'
import { mawja, startMawja } from '../support/command-line.ts'
import { launchedInstallation, temporaryFolder } from '../support/installation.ts'
import { startSmtp } from '../support/smtp.ts'
import { people } from '../support/world.ts'

const folder = temporaryFolder()
const copy = join(folder, 'copies', 'mawja.backup.db')
let environment: Record<string, string>
let server: Awaited<ReturnType<typeof startSmtp>>

beforeAll(async () => {
  server = await startSmtp()
  environment = {
    ...(await launchedInstallation(folder, smallCampaign(), people(400))),
    MAWJA_MAIL_URL: server.url,
    MAWJA_MAIL_CONNECTIONS: '1',
    MAWJA_PORT: '0',
  }
}, 120_000)
afterAll(async () => {
  await server.close()
  rmSync(folder, { recursive: true, force: true })
})

const database = () => environment.MAWJA_DATABASE!
function read<T>(file: string, sql: string): Promise<T[]> {
  const db = openSqlite(file)
  return db
    .prepare(sql)
    .all<T>()
    .then(({ results }) => results)
    .finally(() => db.close())
}
const states = (file: string) => read(file, 'SELECT state, count(*) AS count FROM messages GROUP BY 1')

it('copies while mail goes out: one instant, whole, verified', { timeout: 120_000 }, async () => {
  const running = startMawja(environment, 'serve')
  const gone = new Promise((done) => running.once('exit', done))
  await vi.waitFor(() => expect(server.arrived.length).toBeGreaterThan(5), { timeout: 60_000, interval: 2 })
  server.script({ at: 'data', fault: 'hang' })
  await server.hanging()
  const { code, json } = await mawja(environment, 'backup', copy)
  const bytes = readFileSync(copy)
  expect(code).toBe(0)
  expect(json).toEqual({ bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') })
  expect(readdirSync(join(folder, 'copies'))).toEqual(['mawja.backup.db'])
  const [all] = await read<{ count: number }>(
    copy,
    "SELECT count(*) AS count FROM messages WHERE channel = 'email'",
  )
  expect(all!.count).toBe(400)
  running.kill('SIGKILL')
  await gone
})

it('restores under a running process; nothing goes out again until somebody says so', {
  timeout: 120_000,
}, async () => {
  await mawja(environment, 'drain')
  expect(new Set(server.arrived.map((mail) => mail.to)).size).toBe(400)
  const after = await states(database())
  const before = await states(copy)
  expect(before).not.toEqual(after)
  const running = startMawja(environment, 'serve')
  let url = ''
  running.stdout?.on('data', (piece: Buffer) => {
    url ||= (JSON.parse(piece.toString()) as { url: string }).url
  })
  const gone = new Promise((done) => running.once('exit', done))
  await vi.waitFor(() => expect(url).not.toBe(''), { timeout: 60_000, interval: 20 })

  const arrived = server.arrived.length
  const { code, json } = await mawja(environment, 'restore', copy)
  expect(code).toBe(0)
  expect(json).toMatchObject({ paused: ['competences'], sha256: expect.stringMatching(/^[0-9a-f]{64}$/) })
  expect(await states(database())).toEqual(before)
  expect(await states(json.before as string)).toEqual(after)
  expect((await fetch(`${url}/healthz`)).status).toBe(200)
  expect(await mawja(environment, 'drain')).toMatchObject({ json: { sent: 0 } })
  running.kill('SIGTERM')
  expect(await gone).toBe(0)
  expect(server.arrived).toHaveLength(arrived)
  expect(await mawja(environment, 'resume', 'competences')).toMatchObject({ code: 0 })
})

it.each([
  ['text', () => Buffer.from('this is no database, '.repeat(200))],
  ['the half of a backup', () => readFileSync(copy).subarray(0, readFileSync(copy).length / 2)],
  ['a backup with a torn page', () => torn(readFileSync(copy))],
])('refuses %s and leaves everything as it is', { timeout: 60_000 }, async (_, make) => {
  const file = join(folder, 'wrong.db')
  writeFileSync(file, make())
  const before = await states(database())
  const { code, problem } = await mawja(environment, 'restore', file)
  expect(code).toBe(1)
  expect(problem.trim().split('\n')).toHaveLength(1)
  expect(problem).toContain(file)
  expect(await states(database())).toEqual(before)
  expect(readdirSync(folder).filter((name) => name.includes('.restoring'))).toEqual([])
})

/** Every page after the third written over: the file still opens. */
function torn(bytes: Buffer): Buffer {
  return Buffer.concat([bytes.subarray(0, 3 * 4096), Buffer.alloc(bytes.length - 3 * 4096, 0xa5)])
}
