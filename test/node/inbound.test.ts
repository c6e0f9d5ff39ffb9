import { connect } from 'node:net'
import { createTransport } from 'nodemailer'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { addressHash } from '../../src/core/token.ts'
import type { Deps } from '../../src/engine/deps.ts'
import { type Listener, listenInbound } from '../../src/node/inbound.ts'
import { repliesOf } from '../../src/store/replies.ts'
import { suppressionOf } from '../../src/store/suppressions.ts'
import { answer, bounceDomain, report, sentWorld } from '../support/coming-back.ts'
import { testKeys } from '../support/database.ts'
import { dump } from '../support/dump.ts'

let world: Awaited<ReturnType<typeof sentWorld>>
let door: Listener
const open = async (deps: Deps = world.deps, protocol: 'smtp' | 'lmtp' = 'smtp') => {
  door = await listenInbound(deps, { protocol, host: '127.0.0.1', port: 0 }, bounceDomain)
}
beforeEach(async () => {
  world = await sentWorld()
})
afterEach(() => door.close())

const bring = async (raw: Uint8Array, to: string | string[], from = '', lmtp = false) => {
  const transport = createTransport({ host: '127.0.0.1', port: door.port, ignoreTLS: true, lmtp })
  try {
    return await transport.sendMail({ envelope: { from, to }, raw: Buffer.from(raw) })
  } finally {
    transport.close()
  }
}
const suppressed = async (email: string) => {
  const hash = addressHash(testKeys, 'email', email)
  return (await suppressionOf(world.db, { institutionId: world.institution.id, hash }))?.reason
}

/** A conversation line by line, for what a mail program would never say. */
async function say(...lines: string[]): Promise<string[]> {
  const socket = connect(door.port, '127.0.0.1')
  const heard: string[] = []
  for await (const piece of socket.setEncoding('latin1')) {
    for (const line of String(piece).split('\r\n').filter(Boolean)) {
      if (/^\d{3}-/.test(line)) continue
      heard.push(line)
      const next = lines.shift()
      if (next === undefined) socket.end()
      else socket.write(`${next}\r\n`)
    }
  }
  return heard
}

it('takes a bounce from another mail server and strikes the address off', async () => {
  await open()
  const [mail] = world.mails
  await bring(report(mail!, [{ address: mail!.envelope.to }]), mail!.envelope.from)
  expect(await suppressed(mail!.envelope.to)).toBe('unknown_user')
})

it.each(['smtp', 'lmtp'] as const)('takes what people write back, over %s', async (protocol) => {
  await open(world.deps, protocol)
  const [mail] = world.mails
  const to = [`reply@${bounceDomain}`, `complaints@${bounceDomain}`]
  const raw = answer(mail!, 'Merci !', { 'Content-Transfer-Encoding': '8bit' })
  await bring(raw, to, 'autre@ailleurs.example', protocol === 'lmtp')
  await bring(raw, to, 'autre@ailleurs.example', protocol === 'lmtp')
  const kept = await repliesOf(world.db, { institutionId: world.institution.id, limit: 10 })
  expect(kept.map(({ body }) => body)).toEqual(['Merci !'])
})

it('takes a letter with a large picture and reads its beginning', async () => {
  await open()
  const [mail] = world.mails
  const picture = `\n${'A'.repeat(76)}`.repeat(60_000)
  await bring(answer(mail!, `Bonjour${picture}`), `reply@${bounceDomain}`, 'autre@ailleurs.example')
  const [kept] = await repliesOf(world.db, { institutionId: world.institution.id, limit: 10 })
  expect(kept!.body.startsWith('Bonjour')).toBe(true)
  expect(kept!.body.length).toBeLessThanOrEqual(64 * 1024)
})

it('lets nobody in but what looks like ours, relays nothing and has no users', async () => {
  await open()
  const before = dump(world.db)
  const heard = await say(
    'EHLO relay.example',
    'AUTH PLAIN AGEAYg==',
    'STARTTLS',
    'MAIL FROM:<>',
    'RCPT TO:<reader0@diaspora.example>',
    `RCPT TO:<b+short@${bounceDomain}>`,
    `RCPT TO:<postmaster@${bounceDomain}>`,
    `RCPT TO:<b+${'a'.repeat(28)}@else.example>`,
    'DATA',
    'QUIT',
  )
  const codes = heard.map((line) => line.slice(0, 3))
  expect(codes).toEqual(['220', '250', '500', '500', '250', '550', '550', '550', '550', '503', '221'])
  expect(dump(world.db)).toEqual(before)
})

it('says no to what is far too large', async () => {
  await open()
  const heard = await say('EHLO relay.example', 'MAIL FROM:<> SIZE=99999999', 'QUIT')
  expect(heard[2]).toMatch(/^552/)
})

it('asks to come again while nothing can be written down', async () => {
  const [mail] = world.mails
  const busy = Object.assign(new Error('database is locked'), { code: 'SQLITE_BUSY' })
  const said: string[] = []
  await open({
    ...world.deps,
    db: { ...world.db, batch: () => Promise.reject(busy) },
    log: (event, facts) => said.push(`${event} ${JSON.stringify(facts)}`),
  })
  const raw = report(mail!, [{ address: mail!.envelope.to }])
  await expect(bring(raw, mail!.envelope.from)).rejects.toMatchObject({ responseCode: 451 })
  expect(said).toEqual([expect.stringContaining('receive-failed {"error":"Error","code":"SQLITE_BUSY"')])
  expect(said.join()).not.toContain('diaspora.example')
  await door.close()
  await open()
  await bring(raw, mail!.envelope.from)
  expect(await suppressed(mail!.envelope.to)).toBe('unknown_user')
})
