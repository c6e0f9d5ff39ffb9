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

const poolOf = (more: Partial<SmtpSettings> = {}) =>
  smtpPool({ ...parseSmtpSettings(server.url), connections: 1, ...more })
const ids = () => server.arrived.map((it) => Number(/\d+/.exec(it.to)![0]))

describe('an envelope that goes ahead', () => {
  it('is followed by its own message, over one line, in order', async () => {
    const pool = poolOf()
    for (let id = 1; id <= 20; id++)
      expect(await pool.deliver(mail(id), never, mail(id + 1))).toMatchObject({ outcome: 'accepted' })
    expect(ids()).toEqual(Array.from({ length: 20 }, (_, at) => at + 1))
    expect(server.arrived.map((it) => it.raw)).toEqual(ids().map((id) => mail(id).raw))
    expect(server.sessions).toBe(1)
    await pool.close()
    await server.quiet()
  })

  it('brings nothing to anybody when its message does not come', async () => {
    const pool = poolOf({ idleMs: 30 })
    await pool.deliver(mail(1), never, mail(2))
    await server.quiet()
    expect(ids()).toEqual([1])
    expect(await pool.deliver(mail(3), never)).toMatchObject({ outcome: 'accepted' })
    expect(ids()).toEqual([1, 3])
    await pool.close()
  })

  it('keeps no line open when the channel closes', async () => {
    const pool = poolOf({ idleMs: 60_000 })
    await pool.deliver(mail(1), never, mail(2))
    await pool.close()
    await server.quiet()
    expect(ids()).toEqual([1])
  })

  it('lets another message wait its turn or take another line', async () => {
    const pool = poolOf({ connections: 2 })
    await pool.deliver(mail(1), never, mail(2))
    const both = [pool.deliver(mail(9), never), pool.deliver(mail(2), never)]
    for (const receipt of await Promise.all(both)) expect(receipt).toMatchObject({ outcome: 'accepted' })
    expect(ids().sort()).toEqual([1, 2, 9])
    await pool.close()
  })

  it.each(['mail', 'rcpt'] as const)('refused at %s is a refusal of its own message', async (at) => {
    const pool = poolOf()
    await pool.deliver(mail(1), never, mail(2))
    server.script({ at, reply: '550 5.1.1 No such user' })
    expect(await pool.deliver(mail(2), never, mail(3))).toMatchObject({ outcome: 'accepted' })
    expect(await pool.deliver(mail(3), never, mail(4))).toMatchObject({
      outcome: 'refused',
      reason: 'unknown_user',
      retryable: false,
    })
    expect(await pool.deliver(mail(4), never)).toMatchObject({ outcome: 'accepted' })
    expect(ids()).toEqual([1, 2, 4])
    expect(server.sessions).toBe(1)
    await pool.close()
  })

  it('stands when the message before it is refused after its dot', async () => {
    const pool = poolOf()
    server.script({ at: 'data', reply: '554 5.7.1 Looks like spam' })
    expect(await pool.deliver(mail(1), never, mail(2))).toMatchObject({ outcome: 'refused' })
    expect(await pool.deliver(mail(2), never)).toMatchObject({ outcome: 'accepted' })
    expect(server.sessions).toBe(1)
    await pool.close()
  })

  it('goes with a line that dies, and its message takes another', async () => {
    const pool = poolOf()
    server.script({ at: 'data', fault: 'cut' })
    expect(await pool.deliver(mail(1), never, mail(2))).toMatchObject({ outcome: 'unknown' })
    expect(await pool.deliver(mail(2), never)).toMatchObject({ outcome: 'accepted' })
    expect(server.sessions).toBe(2)
    await pool.close()
  })

  it('does not go over a line that has served its time', async () => {
    const pool = poolOf({ perConnection: 3 })
    for (let id = 1; id <= 9; id++) await pool.deliver(mail(id), never, mail(id + 1))
    expect(ids()).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9])
    expect(server.sessions).toBe(3)
    await pool.close()
    await server.quiet()
  })

  it('does not go for a message that this server cannot take', async () => {
    const pool = poolOf()
    await pool.deliver(mail(1), never, mail(2, 'a@b.example>\r\nRCPT TO:<c@d.example'))
    expect(await pool.deliver(mail(3), never)).toMatchObject({ outcome: 'accepted' })
    expect(server.sessions).toBe(1)
    await pool.close()
  })
})
