import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import type { Inbound } from '../../src/config.ts'
import { lookInto, watchMailbox } from '../../src/node/inbound-imap.ts'
import { repliesOf } from '../../src/store/replies.ts'
import { answer, bytes, report, sentWorld } from '../support/coming-back.ts'
import { dump } from '../support/dump.ts'
import { type Dovecot, startDovecot } from './support/dovecot.ts'

let world: Awaited<ReturnType<typeof sentWorld>>
let dovecot: Dovecot
let at: Extract<Inbound, { protocol: 'imap' | 'imaps' }>

beforeAll(async () => {
  world = await sentWorld()
  world.at.now = Date.now()
  dovecot = await startDovecot()
  const { port } = dovecot
  at = { protocol: 'imap', host: '127.0.0.1', port, user: 'mre', password: 'secret', mailbox: 'INBOX' }
}, 30_000)
afterAll(async () => {
  await dovecot?.stop()
})

const suppressed = async () => (await world.db.prepare('SELECT reason FROM suppressions').all()).results
const replies = async () =>
  (await repliesOf(world.db, { institutionId: world.institution.id, limit: 10 })).map(({ body }) => body)
const traced = (trace: string, raw: Uint8Array) => new Uint8Array([...bytes(trace), ...raw])

it('takes in what lies in a mailbox elsewhere, each mail once, and leaves it there unread', async () => {
  const [first, second, third] = world.mails
  const bounce = report(first!, [{ address: first!.envelope.to }])
  await dovecot.deliver('1', traced(`Return-Path: <>\nDelivered-To: ${first!.envelope.from}\n`, bounce))
  await dovecot.deliver('2', traced('Return-Path: <x@y.example>\n', answer(second!, 'Merci')))
  await dovecot.deliver('3', bytes('From: a@b.example\nSubject: Facture\n\nRien pour nous'))
  expect(await lookInto(world.deps, at)).toBe(3)
  expect(await suppressed()).toEqual([{ reason: 'unknown_user' }])
  expect(await replies()).toEqual(['Merci'])
  const before = dump(world.db)
  expect(await lookInto(world.deps, at)).toBe(0)
  expect(dump(world.db)).toEqual(before)

  const more = answer(third!, 'Et moi ?', { 'Message-ID': '<2@diaspora.example>' })
  await dovecot.deliver('4', more)
  const watching = watchMailbox(world.deps, at)
  await vi.waitFor(async () => expect(await replies()).toContain('Et moi ?'), 10_000)
  await watching.close()
})

it('says that it failed, without a word of whose mailbox it is, and comes again', async () => {
  const said: string[] = []
  const log = (event: string, facts: object = {}) => {
    said.push(`${event} ${JSON.stringify(facts)}`)
  }
  const watching = watchMailbox({ ...world.deps, log }, { ...at, user: 'nadia.exemple', password: 'wrong' })
  await vi.waitFor(() => expect(said).toHaveLength(1), 15_000)
  await watching.close()
  expect(said[0]).toMatch(/^mailbox-failed /)
  expect(said[0]).not.toMatch(/nadia|wrong/)
})
