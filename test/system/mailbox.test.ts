import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { InboundMailbox } from '../../src/config.ts'
import { openLeaving } from '../../src/core/tokens.ts'
import { stats } from '../../src/engine/stats.ts'
import { type Looking, lookInto } from '../../src/node/inbound-imap-look.ts'
import { repliesOf } from '../../src/store/replies.ts'
import { answer, bounceDomain, bytes, report, sentWorld } from '../support/coming-back.ts'
import { testKeys } from '../support/database.ts'
import { dump } from '../support/dump.ts'
import { type Dovecot, startDovecot } from './support/dovecot.ts'

let world: Awaited<ReturnType<typeof sentWorld>>
let dovecot: Dovecot
let at: InboundMailbox
let looking: Looking

async function begin(more = ''): Promise<void> {
  dovecot = await startDovecot(more)
  at = { ...at, port: dovecot.port }
}
beforeEach(async () => {
  world = await sentWorld(4)
  world.at.now = Date.now()
  looking = { stop: new AbortController().signal, later: new Set() }
  const account = { user: 'mre', password: 'secret', mailbox: 'INBOX' }
  at = { protocol: 'imap', host: '127.0.0.1', port: 0, ...account, everyMs: 60_000 }
})
afterEach(() => dovecot?.stop())

const look = (deps = world.deps, more: Partial<InboundMailbox> = {}) =>
  lookInto(deps, { ...at, ...more }, looking)
const suppressed = async () => {
  const { results } = await world.db
    .prepare('SELECT reason FROM suppressions ORDER BY reason')
    .all<{ reason: string }>()
  return results.map(({ reason }) => reason)
}
const replies = async () =>
  (await repliesOf(world.db, { institutionId: world.institution.id, limit: 10 })).map(({ body }) => body)
const figures = async () => stats(world.deps, await world.campaign())
const traced = (trace: string, raw: Uint8Array) => new Uint8Array([...bytes(trace), ...raw])
const subjects = async (folder?: string) =>
  (await dovecot.lying(folder))
    .map(({ text, isRead }) => `${/^Subject: (.*?)\r?$/m.exec(text)?.[1]}${isRead ? ', read' : ''}`)
    .sort()

const foreign = bytes('From: a@b.example\nTo: contact@mre.example\nSubject: Facture\n\nRien pour nous')
const bounceOf = (index: number) => {
  const mail = world.mails[index]!
  const raw = report(mail, [{ address: mail.envelope.to }])
  return traced(`Return-Path: <>\nX-Original-To: ${mail.envelope.from}\nDelivered-To: all@mre.example\n`, raw)
}

/** One of each kind. */
async function deliverAll(): Promise<void> {
  const [, second, third, fourth] = world.mails
  const leave = /<mailto:(unsubscribe\+[a-z2-7]+@[^?>]+)/.exec(fourth!.raw.replace(/\r\n\s+/g, ''))![1]!
  expect(openLeaving(testKeys, leave.split('@')[0]!)).not.toBeNull()
  const away = { To: second!.envelope.from, Subject: 'Absence', 'Auto-Submitted': 'auto-replied' }
  await dovecot.deliver('1', foreign)
  await dovecot.deliver('2', bounceOf(0))
  await dovecot.deliver('3', traced('Return-Path: <>\n', answer(second!, 'Je suis absente.', away)))
  await dovecot.deliver('4', traced('Return-Path: <x@y.example>\n', answer(third!, 'Merci')))
  await dovecot.deliver('5', bytes(`From: z@y.example\nTo: ${leave}\nSubject: unsubscribe\n\n`))
}

it('takes in what lies in a mailbox elsewhere, puts away what is done, and leaves the rest as it was', async () => {
  await begin()
  await deliverAll()
  expect(await look()).toBe(5)
  expect(await suppressed()).toEqual(['unknown_user', 'unsubscribed'])
  expect(await replies()).toEqual(['Merci'])
  expect(await figures()).toMatchObject({ bounces: 1, unsubscribes: 1, complaints: 0 })
  expect(await subjects()).toEqual(['Facture', 'Re: invitation'])
  expect(await subjects('Mawja')).toEqual([
    'Absence, read',
    'Undelivered Mail Returned to Sender, read',
    'unsubscribe, read',
  ])
  const before = dump(world.db)
  expect(await look()).toBe(0)
  expect(dump(world.db)).toEqual(before)
  await dovecot.deliver('6', answer(world.mails[2]!, 'Et moi ?', { 'Message-ID': '<2@diaspora.example>' }))
  expect(await look()).toBe(1)
  expect(await replies()).toContain('Et moi ?')
})

it('moves nothing where the server cannot, and marks instead what is done', async () => {
  await begin('imap_capability = IMAP4rev1 UIDPLUS\n')
  await deliverAll()
  expect(await look()).toBe(5)
  const all = ['Absence, read', 'Facture', 'Re: invitation', 'Undelivered Mail Returned to Sender, read']
  expect(await subjects()).toEqual([...all, 'unsubscribe, read'])
  // What is marked is not taken again, even when nobody remembers how far we had looked.
  await world.db.prepare("DELETE FROM meta WHERE key LIKE 'imap:%'").run()
  expect(await look()).toBe(2)
})

it('goes through all again when the mailbox was made anew, and nothing changes', async () => {
  await begin()
  await deliverAll()
  await look()
  const before = dump(world.db, ['meta'])
  await world.db.prepare("UPDATE meta SET value = '1:99' WHERE key LIKE 'imap:%'").run()
  await dovecot.deliver('6', bounceOf(0))
  expect(await look()).toBe(3)
  expect(dump(world.db, ['meta'])).toEqual(before)
})

it('takes up where the database failed', async () => {
  await begin()
  await deliverAll()
  const busy = Object.assign(new Error('database is locked'), { code: 'SQLITE_BUSY' })
  const db = { ...world.db, batch: () => Promise.reject(busy) }
  await expect(look({ ...world.deps, db })).rejects.toMatchObject({ code: 'SQLITE_BUSY' })
  expect(await suppressed()).toEqual([])
  expect(await look()).toBe(4)
  expect(await suppressed()).toEqual(['unknown_user', 'unsubscribed'])
  expect(await subjects()).toEqual(['Facture', 'Re: invitation'])
})

it('finds the address in the copies of a mail too, and looks into other folders', async () => {
  await begin()
  const [first] = world.mails
  const raw = new TextDecoder().decode(report(first!, [{ address: first!.envelope.to }]))
  const copied = raw.replace(/^To: .*$/m, `To: someone@mre.example\r\nCc: reply@${bounceDomain}`)
  await dovecot.deliver('1', bytes(copied))
  await expect(look(world.deps, { mailbox: 'Returned' })).rejects.toMatchObject({
    mailboxMissing: true,
  })
  expect(await look()).toBe(1)
  expect(await suppressed()).toEqual(['unknown_user'])
  // A folder of this name is read as well, and its mails stay in it.
  expect(await look(world.deps, { mailbox: 'Mawja' })).toBe(1)
  await vi.waitFor(async () => expect(await subjects('Mawja')).toHaveLength(1))
})

it('comes back to a mail that cannot be read, and does not let those behind it wait', async () => {
  await begin()
  await dovecot.deliver('1', foreign)
  await dovecot.deliver('2', bounceOf(0), 'unreadable')
  await dovecot.deliver('3', bounceOf(1))
  await expect(look()).rejects.toThrow()
  await expect(look()).rejects.toThrow()
  expect(await suppressed()).toEqual(['unknown_user'])
  expect(await subjects('Mawja')).toHaveLength(1)
  await dovecot.mend()
  expect(await look()).toBe(1)
  expect(await suppressed()).toEqual(['unknown_user', 'unknown_user'])
  expect(await subjects()).toEqual(['Facture'])
  expect(await look()).toBe(0)
})
