import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { smtpPool } from '../../../src/channels/smtp/pool.ts'
import { parseSmtpSettings } from '../../../src/channels/smtp/settings.ts'
import { bodyWriter, envelopeLines } from '../../../src/channels/smtp/wire.ts'
import { mail } from '../../contracts/channel.ts'
import { startSmtp } from '../../support/smtp.ts'

const never = new AbortController().signal
const decoder = new TextDecoder()
const bodyOf = bodyWriter()

describe('a message on the wire', () => {
  const text = fc
    .array(fc.constantFrom('.', '..', '\r', '\n', '\r\n', '.\r\n', 'a', 'é', '\u2028', 'MAIL FROM:<a@b>'))
    .map((all) => all.join(''))

  it('ends at its last dot and nowhere before, and reads back as it was', () => {
    fc.assert(
      fc.property(text, (raw) => {
        const sent = decoder.decode(bodyOf({ raw }))
        expect(`\r\n${sent}`.indexOf('\r\n.\r\n')).toBe(sent.length - 3)
        expect(sent.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
        const back = sent.slice(0, -3).replace(/(^|\r\n)\./g, '$1')
        const whole = raw.replace(/\r\n?|\n/g, '\r\n')
        expect(back).toBe(whole === '' || whole.endsWith('\r\n') ? whole : `${whole}\r\n`)
      }),
      { numRuns: 2000 },
    )
  })

  it('goes out untouched when its composer vouches for its lines', () => {
    const pieces = ['A: b\r\n\r\n', new TextEncoder().encode('c\r\n'), 'é\r\n']
    expect(decoder.decode(bodyOf({ raw: '', pieces }))).toBe('A: b\r\n\r\nc\r\né\r\n.\r\n')
  })
})

it('says of a message only what the server understands', () => {
  const plain = { size: false, utf8: false }
  expect(envelopeLines('a@b.example', 'c@d.example', 9, plain)[0]).toBe('MAIL FROM:<a@b.example>\r\n')
  const both = { size: true, utf8: true }
  expect(envelopeLines('a@b.example', 'c@d.example', 9, both)[0]).toBe('MAIL FROM:<a@b.example> SIZE=9\r\n')
  expect(envelopeLines('a@b.example', 'هند@d.example', 9, both)[0]).toBe(
    'MAIL FROM:<a@b.example> SMTPUTF8 SIZE=9\r\n',
  )
})

describe('a server without pipelining', () => {
  it.each(['mail', 'rcpt', 'data'] as const)(
    'gets one command at a time, and goes on after %s',
    async (at) => {
      const server = await startSmtp({ hidePIPELINING: true })
      const pool = smtpPool({ ...parseSmtpSettings(server.url), connections: 1 })
      server.script({ at, reply: '452 4.2.2 Mailbox full' })
      expect(await pool.deliver(mail(1), never)).toMatchObject({ outcome: 'refused', retryable: true })
      expect(await pool.deliver(mail(2), never)).toMatchObject({ outcome: 'accepted' })
      expect(server.sessions).toBe(1)
      expect(server.arrived.map((it) => it.raw)).toEqual([mail(2).raw])
      await pool.close()
      await server.close()
    },
  )
})

describe('a server that says 421', () => {
  it.each(['mail', 'rcpt', 'data'] as const)(
    'at %s is left, and the next message takes a new line',
    async (at) => {
      const server = await startSmtp()
      const pool = smtpPool({ ...parseSmtpSettings(server.url), connections: 1 })
      server.script({ at, reply: '421 4.3.2 Shutting down' })
      expect(await pool.deliver(mail(1), never)).toMatchObject({ outcome: 'refused', retryable: true })
      expect(await pool.deliver(mail(2), never)).toMatchObject({ outcome: 'accepted' })
      expect(server.sessions).toBe(2)
      await pool.close()
      await server.close()
    },
  )
})
