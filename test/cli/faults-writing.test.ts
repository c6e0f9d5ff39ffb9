import { execFile } from 'node:child_process'
import { rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openSqlite } from '../../src/node/sqlite.ts'
import { smallCampaign } from '../support/campaign.ts'
import { mawja } from '../support/command-line.ts'
import { dump } from '../support/dump.ts'
import { launchedInstallation, temporaryFolder } from '../support/installation.ts'
import { root } from '../support/repository.ts'
import { startSmtp } from '../support/smtp.ts'
import { people } from '../support/world.ts'

let folder: string
let environment: Record<string, string>
beforeEach(async () => {
  folder = temporaryFolder()
  environment = await launchedInstallation(folder, smallCampaign(), people(400))
}, 60_000)
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** A call whose files may not grow beyond a size: what a full disk or a quota does to it. */
function withRoom(bytes: number, more: Record<string, string>, ...words: string[]) {
  const limited = `ulimit -f ${Math.ceil(bytes / 512)}; exec "$@"`
  const call = ['-c', limited, 'sh', process.execPath, '--import', 'tsx', join(root, 'src/cli.ts'), ...words]
  const env = { ...process.env, ...environment, ...more }
  return new Promise<{ code: number; problem: string }>((done) => {
    execFile('sh', call, { env, cwd: root }, (error, _out, problem) =>
      done({ code: error ? Number(error.code) : 0, problem }),
    )
  })
}

function contents(but: readonly string[] = []): ReturnType<typeof dump> {
  const db = openSqlite(environment.MAWJA_DATABASE!)
  try {
    expect(db.raw.pragma('integrity_check', { simple: true })).toBe('ok')
    return dump(db, but)
  } finally {
    db.close()
  }
}

const noRoom = /^(the disk is full|the disk does not do what the database asks)[^\n]*nothing is half done\n$/

it('sends on where a full disk stopped it, and repeats only what was under way', {
  timeout: 180_000,
}, async () => {
  const server = await startSmtp()
  const mail = { MAWJA_MAIL_URL: server.url, MAWJA_MAIL_CONNECTIONS: '4' }
  const size = statSync(environment.MAWJA_DATABASE!).size
  const stopped = await withRoom(size + 16_384, mail, 'drain')
  expect(stopped).toMatchObject({ code: 1, problem: expect.stringMatching(noRoom) })
  expect(server.arrived.length).toBeLessThan(400)
  expect(await mawja({ ...environment, ...mail }, 'drain')).toMatchObject({ code: 0, json: { retrying: 0 } })
  await server.close()
  const perPerson = Map.groupBy(server.arrived, ({ to }) => to)
  expect(perPerson.size).toBe(400)
  expect(server.arrived.length - 400).toBeLessThanOrEqual(4)
  for (const mails of perPerson.values()) expect(new Set(mails.map(({ raw }) => raw)).size).toBe(1)
})

it('takes an import back that a full disk broke off', { timeout: 180_000 }, async () => {
  const file = join(folder, 'more.csv')
  writeFileSync(
    file,
    `email\n${Array.from({ length: 20_000 }, (_, at) => `more${at}@diaspora.example`).join('\n')}\n`,
  )
  const words = ['import', file, '--institution', 'mre', '--basis', 'consent', '--source', 'Salon']
  const call = [...words, '--consented-at', '2025-05-01']
  const records = ['imports', 'audit']
  const before = contents(records)
  const broken = await withRoom(3_000_000, {}, ...call)
  expect(broken).toMatchObject({ code: 1, problem: expect.stringMatching(noRoom) })
  // The next opening takes back what the broken one could not any more.
  expect((await mawja(environment, 'migrate')).code).toBe(0)
  expect(contents(records)).toEqual(before)
  expect(await mawja(environment, ...call)).toMatchObject({ code: 0, json: { created: 20_000 } })
})

it('waits for another process that writes, then says so and has changed nothing', {
  timeout: 180_000,
}, async () => {
  const other = openSqlite(environment.MAWJA_DATABASE!)
  const before = JSON.stringify(dump(other))
  other.raw.exec('BEGIN IMMEDIATE')
  const calls = await Promise.all([
    mawja(environment, 'drain'),
    mawja(environment, 'institution', 'add', 'autre', '--name', 'Autre'),
  ])
  for (const refused of calls)
    expect(refused).toMatchObject({
      code: 1,
      problem: 'the database is busy with another process; try again\n',
    })
  other.raw.exec('ROLLBACK')
  expect(JSON.stringify(dump(other))).toBe(before)
  other.close()
  expect(await mawja(environment, 'drain')).toMatchObject({ code: 0, json: { sent: 400 } })
})
