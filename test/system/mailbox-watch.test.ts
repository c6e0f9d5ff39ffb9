import { afterEach, expect, it, vi } from 'vitest'
import type { InboundMailbox } from '../../src/config.ts'
import { watchMailbox } from '../../src/node/inbound-imap.ts'
import { sentWorld } from '../support/coming-back.ts'
import { type Dovecot, startDovecot } from './support/dovecot.ts'
import { freePort } from './support/postfix.ts'

let dovecot: Dovecot | undefined
afterEach(async () => {
  await dovecot?.stop()
  dovecot = undefined
})

type Said = { event: string; code?: string | number }

/** A watch, and what it says. */
async function watched(at: Partial<InboundMailbox> & { port: number }) {
  const { deps } = await sentWorld(1)
  const said: Said[] = []
  const log = (event: string, facts = {}) => void said.push({ event, ...facts })
  const account = { user: 'nadia.exemple', password: 'secret', mailbox: 'INBOX' }
  const whole = { protocol: 'imap', host: '127.0.0.1', ...account, everyMs: 10, ...at } as const
  return { said, watch: watchMailbox({ ...deps, log }, whole) }
}

it('says once that the server is away, goes on asking, and says once that it is back', async () => {
  const port = await freePort()
  const { said, watch } = await watched({ port })
  await vi.waitFor(
    () => expect(said).toMatchObject([{ event: 'mailbox-failed', code: 'ECONNREFUSED' }]),
    10_000,
  )
  dovecot = await startDovecot('', port)
  await vi.waitFor(() => expect(said.at(-1)).toEqual({ event: 'mailbox-works' }), 20_000)
  const linesBefore = said.length
  await dovecot.stop()
  dovecot = undefined
  await vi.waitFor(() => expect(said.length).toBeGreaterThan(linesBefore), 20_000)
  expect(said[linesBefore]).toMatchObject({ event: 'mailbox-failed' })
  await watch.close()
})

it('names neither user nor password when they are refused, and says it once', async () => {
  dovecot = await startDovecot('auth_failure_delay = 0\nauth_verbose = yes\n')
  const { said, watch } = await watched({ port: dovecot.port, password: 'wrong' })
  const attempts = async () => (await dovecot!.log()).match(/Aborted login|Password mismatch/gi)?.length ?? 0
  await vi.waitFor(async () => expect(await attempts()).toBeGreaterThanOrEqual(4), 20_000)
  await watch.close()
  expect(said).toMatchObject([{ event: 'mailbox-failed', code: 'login-refused' }])
  expect(JSON.stringify(said)).not.toMatch(/nadia|wrong/)
})

it('says where it looks, and stops at once when it is told to', async () => {
  dovecot = await startDovecot()
  const { said, watch } = await watched({ port: dovecot.port, everyMs: 3_600_000 })
  await vi.waitFor(
    () => expect(said).toEqual([{ event: 'inbound', protocol: 'imap', port: dovecot!.port }]),
    10_000,
  )
  await watch.close()
})

it.each([
  [
    'a certificate that nobody signed',
    { protocol: 'imaps', host: 'localhost' },
    'DEPTH_ZERO_SELF_SIGNED_CERT',
    '',
  ],
  ['the same after STARTTLS', { protocol: 'imap', host: '127.0.0.2' }, 'DEPTH_ZERO_SELF_SIGNED_CERT', ''],
  ['a line in clear to elsewhere', { protocol: 'imap', host: '127.0.0.2' }, 'no-tls', 'ssl = no\n'],
] as const)('gives no password away over %s', async (_, at, code, more) => {
  dovecot = await startDovecot(more)
  const port = at.protocol === 'imaps' ? dovecot.tlsPort : dovecot.port
  const { said, watch } = await watched({ ...at, port })
  await vi.waitFor(() => expect(said).toMatchObject([{ event: 'mailbox-failed', code }]), 10_000)
  await watch.close()
  expect(await dovecot.log()).not.toMatch(/nadia/)
})
