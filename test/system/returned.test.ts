import { spawn } from 'node:child_process'
import { chmodSync, chownSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { openSqlite } from '../../src/node/sqlite.ts'
import { smallCampaign } from '../support/campaign.ts'
import { mawjaHere } from '../support/command-line.ts'
import { launchedInstallation, temporaryFolder } from '../support/installation.ts'
import { type Postfix, startPostfix, userId } from './support/postfix.ts'

const folder = temporaryFolder()
const root = join(import.meta.dirname, '../..')
const bounces = 'bounce.mre.example'
/** The most that a mailbox of one file may hold, bytes; a mail of ours has some 25,000. */
const limit = 60_000
let postfix: Postfix
let door: Server | undefined
let environment: Record<string, string>

beforeAll(async () => {
  const rows = ['kenza', 'gone-away', 'full'].map((name) => `${name}@diaspora.example,Nadia,Exemple,fr,BE`)
  const nobody = await userId('nobody')
  environment = {
    ...(await launchedInstallation(folder, smallCampaign(), rows)),
    MAWJA_BOUNCE_DOMAIN: bounces,
  }
  postfix = await startPostfix(
    {
      // Everything is taken first, so that Postfix itself must write home about what it cannot deliver.
      smtpd_reject_unlisted_recipient: 'no',
      transport_maps: `inline:{ { ${bounces} = mawja: }, { full@diaspora.example = full: } }`,
      mawja_destination_recipient_limit: '1',
    },
    [
      `full unix - n n - - virtual -o virtual_mailbox_maps=static:full -o virtual_mailbox_limit=${limit} -o message_size_limit=${limit}`,
      `mawja unix - n n - 1 pipe user=nobody argv=${await openDoor()} \${recipient} \${sender}`,
    ],
  )
  environment.MAWJA_MAIL_URL = postfix.url
  const mailbox = join(postfix.folder, '../../full')
  writeFileSync(mailbox, 'From nobody Mon Nov 23 09:00:00 2026\n\n'.padEnd(limit - 100, 'x'))
  chownSync(mailbox, nobody, nobody)
})
afterAll(async () => {
  await postfix?.stop()
  door?.close()
  rmSync(folder, { recursive: true, force: true })
})

/**
 * What stands behind the address of bounces. Postfix runs nothing as root, and whom it runs it as may not be able to read
 * where this code lies; so the program it calls hands mail and exit code through to `receive`, run by this test.
 */
async function openDoor(): Promise<string> {
  mkdirSync(join(folder, 'returned'))
  let count = 0
  door = createServer({ allowHalfOpen: true }, async (socket) => {
    const [recipient, sender, mail] = (await text(socket)).split('\n')
    const file = join(folder, 'returned', `${count++}.eml`)
    writeFileSync(file, Buffer.from(mail!, 'base64'))
    const words = ['--import', 'tsx', 'src/cli.ts', 'receive', file, '--to', recipient!, '--from', sender!]
    const child = spawn(process.execPath, words, { cwd: root, env: { ...process.env, ...environment } })
    child.once('close', (code) => socket.end(`${code}\n`))
  })
  await new Promise<void>((listening) => door!.listen(0, '127.0.0.1', listening))
  const { port } = door.address() as AddressInfo
  const program = join(temporaryFolder(), 'door')
  const lines = [
    '#!/bin/bash',
    `exec 3<>/dev/tcp/127.0.0.1/${port}`,
    `printf '%s\\n%s\\n%s\\n\\n' "$1" "$2" "$(base64 -w0)" >&3`,
    'read -r code <&3',
    'exit "$code"',
  ]
  writeFileSync(program, `${lines.join('\n')}\n`)
  chmodSync(dirname(program), 0o755)
  chmodSync(program, 0o755)
  return program
}

/** As far as an empty line: the other side waits for its answer on the same line. */
async function text(socket: Socket): Promise<string> {
  let held = ''
  for await (const chunk of socket.iterator({ destroyOnReturn: false })) {
    held += String(chunk)
    if (held.endsWith('\n\n')) break
  }
  return held
}

/** Who must not be written to any more, and why. */
async function suppressed(): Promise<string[]> {
  const db = openSqlite(join(folder, 'mawja.db'))
  const { results } = await db
    .prepare(
      "SELECT value || ' ' || reason AS line FROM suppressions JOIN addresses USING (institution_id, hash) ORDER BY 1",
    )
    .all<{ line: string }>()
  db.close()
  return results.map(({ line }) => line)
}

async function figures(): Promise<Record<string, unknown>> {
  return (await mawjaHere(environment, 'stats', 'competences')).json
}

it('hears from a real mail server who is gone and whose mailbox is full, and strikes off only the first', async () => {
  expect((await mawjaHere(environment, 'drain')).json).toMatchObject({ sent: 3, refused: 0 })
  await vi.waitFor(async () => expect((await figures()).bounces).toBe(2), { timeout: 20_000, interval: 200 })
  const [delivered] = await postfix.delivered(1)
  expect(delivered).toMatchObject({ to: 'kenza@diaspora.example' })
  expect(delivered!.from).toMatch(new RegExp(`^b\\+[a-z2-7]+@${bounces}$`))

  const { json } = await mawjaHere(environment, 'bounce', join(folder, 'returned'))
  const files = json.files as { kind: string; recipients: Record<string, unknown>[] }[]
  expect(files.map((file) => file.kind)).toEqual(['bounce', 'bounce'])
  const judged = Object.fromEntries(
    files.flatMap((file) => file.recipients.map(({ address, ...rest }) => [address, rest])),
  )
  expect(judged).toMatchObject({
    'gone-away@diaspora.example': {
      reason: 'unknown_user',
      action: 'failed',
      status: '5.1.1',
      suppress: true,
    },
    'full@diaspora.example': { reason: 'mailbox_full', action: 'failed', status: '5.2.2', suppress: false },
  })

  expect(await suppressed()).toEqual(['gone-away@diaspora.example unknown_user'])
  expect(await figures()).toMatchObject({ sent: 3, bounces: 2, complaints: 0, unsubscribes: 0 })
})
