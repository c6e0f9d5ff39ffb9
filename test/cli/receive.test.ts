import { spawn } from 'node:child_process'
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { OutgoingMail } from '../../src/core/channel.ts'
import { openSqlite } from '../../src/node/sqlite.ts'
import { smallCampaign } from '../support/campaign.ts'
import { answer, report } from '../support/coming-back.ts'
import { mawjaHere } from '../support/command-line.ts'
import { launchedInstallation, temporaryFolder } from '../support/installation.ts'
import { type SmtpTrial, startSmtp } from '../support/smtp.ts'
import { people } from '../support/world.ts'

const folder = temporaryFolder()
const root = join(import.meta.dirname, '../..')
let environment: Record<string, string>
let server: SmtpTrial
let mails: OutgoingMail[]
beforeAll(async () => {
  server = await startSmtp()
  environment = {
    ...(await launchedInstallation(folder, smallCampaign(), people(3))),
    MAWJA_MAIL_URL: server.url,
    MAWJA_BOUNCE_DOMAIN: 'bounce.mre.example',
  }
  await mawjaHere(environment, 'drain')
  mails = server.arrived.map(({ from, to, raw }) => {
    const [, messageId = ''] = /^Message-ID:\s*(<[^>]+>)/im.exec(raw)!
    return { kind: 'mail', id: 0, messageId, envelope: { from, to }, raw }
  })
})
afterAll(async () => {
  await server.close()
  rmSync(folder, { recursive: true })
})

/** As a mail server does: the mail on stdin, and only the exit code counts. */
function pipe(raw: Uint8Array, ...words: string[]): Promise<{ code: number | null; out: string }> {
  const running = spawn(
    process.execPath,
    ['--import', 'tsx', join(root, 'src/cli.ts'), 'receive', ...words, '--json'],
    { cwd: root, env: { ...process.env, ...environment } },
  )
  let out = ''
  running.stdout.on('data', (piece: Buffer) => {
    out += piece.toString()
  })
  running.stdin.end(raw)
  return new Promise((done) => running.once('close', (code) => done({ code, out })))
}

it('takes a bounce from a pipe, sent to the very address the mail went out from', async () => {
  const [mail] = mails
  expect(mail!.envelope.from).toMatch(/^b\+[a-z2-7]+@bounce\.mre\.example$/)
  const raw = report(mail!, [{ address: mail!.envelope.to }])
  const ended = await pipe(raw, '-', '--to', mail!.envelope.from, '--from', 'MAILER-DAEMON')
  expect(ended.code).toBe(0)
  expect(JSON.parse(ended.out)).toEqual({ did: 'bounce', suppressed: 1 })
  expect((await mawjaHere(environment, 'stats', 'competences')).json).toMatchObject({ bounces: 1 })
})

it('keeps what a person writes, from a file, and ticks it off', async () => {
  const file = join(folder, 'answer.eml')
  writeFileSync(file, answer(mails[1]!, 'Je voudrais en savoir plus.'))
  const door = ['--to', 'reply@bounce.mre.example', '--to', 'lettre@mre.example']
  expect((await mawjaHere(environment, 'receive', file, ...door)).json).toEqual({
    did: 'reply',
    suppressed: 0,
  })
  const told = await mawjaHere(environment, 'replies', 'competences')
  expect(told.json).toMatchObject({
    waiting: 1,
    replies: [{ from: mails[1]!.envelope.to, text: 'Je voudrais en savoir plus.', done: false }],
  })
  const [{ id }] = told.json.replies as [{ id: number }]
  const ticked = await mawjaHere(environment, 'replies', 'competences', '--done', String(id))
  expect(ticked.json).toMatchObject({ waiting: 0, replies: [{ done: true }] })
  expect(await mawjaHere(environment, 'replies', 'competences', '--done', '99')).toMatchObject({ code: 1 })
})

it('asks the mail server to try again while it cannot write, and says wrong usage as every verb does', async () => {
  const raw = report(mails[2]!, [{ address: mails[2]!.envelope.to }])
  const file = join(folder, 'bounce.eml')
  writeFileSync(file, raw)
  const to = ['--to', mails[2]!.envelope.from]
  const nowhere = { ...environment, MAWJA_DATABASE: join(file, 'mawja.db') }
  expect((await mawjaHere(nowhere, 'receive', file, ...to)).code).toBe(75)
  expect((await mawjaHere({ ...environment, MAWJA_BONCE: 'x' }, 'receive', file, ...to)).code).toBe(75)
  const none = join(folder, 'none.eml')
  expect(await mawjaHere(environment, 'receive', none, ...to)).toMatchObject({
    code: 75,
    problem: `${none}: there is no such file\n`,
  })
  expect((await mawjaHere(environment, 'receive', file)).code).toBe(2)
  const db = openSqlite(environment.MAWJA_DATABASE!)
  const taken = await db.prepare('SELECT count(*) AS count FROM returns').first<{ count: number }>()
  expect(taken!.count).toBe(1)
  db.close()
})
