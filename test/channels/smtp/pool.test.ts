import { getEventListeners } from 'node:events'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { smtpPool } from '../../../src/channels/smtp/pool.ts'
import { parseSmtpSettings, type SmtpSettings } from '../../../src/channels/smtp/settings.ts'
import { mail } from '../../contracts/channel.ts'
import { type SmtpTrial, startSmtp } from '../../support/smtp.ts'

const never = new AbortController().signal
let server: SmtpTrial
beforeEach(async () => {
  server = await startSmtp()
})
afterEach(() => server.close())

const poolOf = (more: Partial<SmtpSettings> = {}) => smtpPool({ ...parseSmtpSettings(server.url), ...more })

async function sendAll(pool: ReturnType<typeof smtpPool>, count: number) {
  return Promise.all(Array.from({ length: count }, (_, id) => pool.deliver(mail(id), never)))
}

describe('connections', () => {
  it('opens no more than allowed and uses them again', async () => {
    const pool = poolOf({ connections: 4 })
    const receipts = await sendAll(pool, 50)
    expect(receipts.every((it) => it.outcome === 'accepted')).toBe(true)
    expect(new Set(server.arrived.map((it) => it.to)).size).toBe(50)
    expect(server.sessions).toBe(4)
    await pool.close()
    await server.quiet()
  })

  it('says goodbye after so many messages', async () => {
    const pool = poolOf({ connections: 1, perConnection: 10 })
    await sendAll(pool, 25)
    expect(server.arrived).toHaveLength(25)
    expect(server.sessions).toBe(3)
    await pool.close()
  })

  it('says goodbye earlier when it carries mail to somebody who takes fewer', async () => {
    const pool = poolOf({ connections: 1, perConnection: 10 })
    for (let id = 0; id < 12; id++) await pool.deliver({ ...mail(id), perConnection: 4 }, never)
    expect(server.sessions).toBe(3)
    await pool.close()
  })

  it('goes when there is nothing to do', async () => {
    const pool = poolOf({ idleMs: 1 })
    await sendAll(pool, 1)
    await server.quiet()
    expect(await pool.deliver(mail(2), never)).toMatchObject({ outcome: 'accepted' })
    await pool.close()
  })

  it('lets what is under way finish before it closes', async () => {
    const pool = poolOf({ connections: 2 })
    const under = sendAll(pool, 10)
    await pool.close()
    expect((await under).every((it) => it.outcome === 'accepted')).toBe(true)
    expect(await pool.deliver(mail(11), never)).toMatchObject({ outcome: 'refused', retryable: true })
  })

  it('leaves nothing behind on the signal', async () => {
    const { signal } = new AbortController()
    const pool = poolOf({ connections: 2, perConnection: 3 })
    await Promise.all(Array.from({ length: 20 }, (_, id) => pool.deliver(mail(id), signal)))
    expect(getEventListeners(signal, 'abort')).toHaveLength(0)
    await pool.close()
  })
})

describe('a line that dies', () => {
  it('before anything was handed over: nothing was sent', async () => {
    const pool = poolOf()
    server.script({ at: 'mail', fault: 'cut' })
    expect(await pool.deliver(mail(1), never)).toMatchObject({
      outcome: 'refused',
      reason: 'network',
      retryable: true,
    })
    await pool.close()
  })

  it('while it lay idle: the next message takes another', async () => {
    const pool = poolOf({ connections: 1 })
    await pool.deliver(mail(1), never)
    server.script({ at: 'mail', fault: 'cut' })
    expect(await pool.deliver(mail(2), never)).toMatchObject({ outcome: 'accepted' })
    expect(server.sessions).toBe(2)
    expect(server.arrived).toHaveLength(2)
    await pool.close()
  })

  it('with the message complete: unknown', async () => {
    const pool = poolOf()
    server.script({ at: 'data', fault: 'cut' })
    expect(await pool.deliver(mail(1), never)).toMatchObject({ outcome: 'unknown' })
    await pool.close()
  })

  it('by our own impatience, with the message complete: unknown', async () => {
    const pool = poolOf({ timeoutMs: 400 })
    server.script({ at: 'data', fault: 'hang' })
    expect(await pool.deliver(mail(1), never)).toMatchObject({ outcome: 'unknown' })
    await pool.close()
  })

  it('stopped before the body: nothing was sent', async () => {
    const stop = new AbortController()
    const pool = poolOf()
    server.script({ at: 'rcpt', fault: 'hang' })
    const receipt = pool.deliver(mail(1), stop.signal)
    await server.hanging()
    stop.abort()
    expect(await receipt).toMatchObject({ outcome: 'refused', reason: 'network', retryable: true })
    expect(server.arrived).toHaveLength(0)
    await pool.close()
  })
})

describe('a server that takes nobody', () => {
  it('is left alone for a while', async () => {
    const pool = poolOf({ connections: 1, pauseMs: 60_000 })
    server.script({ at: 'connect', reply: '421 4.7.0 Too many connections' })
    const receipts = await sendAll(pool, 3)
    for (const receipt of receipts)
      expect(receipt).toMatchObject({ outcome: 'refused', reason: 'rate_or_greylist', retryable: true })
    expect(server.sessions).toBe(1)
    await pool.close()
  })

  it('but only so many: the rest wait for a line', async () => {
    const pool = poolOf({ connections: 2, pauseMs: 60_000 })
    server.script({ at: 'connect', reply: '421 4.7.0 Too many connections' })
    const receipts = await sendAll(pool, 8)
    expect(receipts.map((it) => it.outcome)).toEqual(Array.from({ length: 8 }, () => 'accepted'))
    expect(server.sessions).toBe(2)
    await pool.close()
  })
})

describe('a line that is lost before the greeting', () => {
  it('is replaced, and nobody hears of it', async () => {
    const pool = poolOf({ connections: 1, pauseMs: 100 })
    server.script({ at: 'connect', fault: 'cut' }, { at: 'connect', fault: 'cut' })
    const receipts = await sendAll(pool, 3)
    expect(receipts.map((it) => it.outcome)).toEqual(['accepted', 'accepted', 'accepted'])
    expect(server.sessions).toBe(3)
    await pool.close()
  })

  it('a third time in a row: the server is left alone', async () => {
    const pool = poolOf({ connections: 4, pauseMs: 1000 })
    const cuts = Array.from({ length: 12 }, () => ({ at: 'connect', fault: 'cut' }) as const)
    server.script(...cuts)
    for (const receipt of await sendAll(pool, 8))
      expect(receipt).toMatchObject({ outcome: 'refused', reason: 'network', retryable: true })
    expect(server.sessions).toBeLessThanOrEqual(12)
    await pool.close()
  })

  it('a stop is not held up by the short pause', async () => {
    const stop = new AbortController()
    const pool = poolOf({ connections: 1, pauseMs: 1e9 })
    server.script({ at: 'connect', fault: 'cut' })
    const receipt = pool.deliver(mail(1), stop.signal)
    await server.quiet()
    stop.abort()
    expect(await receipt).toMatchObject({ outcome: 'refused', reason: 'network', retryable: true })
    await pool.close()
  })
})

describe('the session after a refusal', () => {
  it.each(['mail', 'rcpt', 'data'] as const)('goes on in step after %s', async (at) => {
    const pool = poolOf({ connections: 1 })
    server.script({ at, reply: '550 5.1.1 No such user' })
    expect(await pool.deliver(mail(1), never)).toMatchObject({ outcome: 'refused', reason: 'unknown_user' })
    expect(await pool.deliver(mail(2), never)).toMatchObject({ outcome: 'accepted' })
    expect(server.sessions).toBe(1)
    expect(server.arrived.map((it) => it.to)).toEqual(['reader2@diaspora.example'])
    await pool.close()
  })
})

it('hands the message over unchanged', async () => {
  const pool = poolOf()
  await pool.deliver(mail(7), never)
  expect(server.arrived[0]).toMatchObject({ from: 'b+7@bounce.mre.example', raw: mail(7).raw })
  await pool.close()
})
