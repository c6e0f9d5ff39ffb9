import { describe, expect, it } from 'vitest'
import { envelopeAddress } from '../../../src/channels/smtp/address.ts'
import { smtpPool } from '../../../src/channels/smtp/pool.ts'
import { parseSmtpSettings } from '../../../src/channels/smtp/settings.ts'
import { mail } from '../../contracts/channel.ts'
import { type SmtpTrial, startSmtp } from '../../support/smtp.ts'

const never = new AbortController().signal

async function deliverTo(server: SmtpTrial, url: string, to?: string) {
  const pool = smtpPool(parseSmtpSettings(url))
  const receipt = await pool.deliver(mail(1, to), never)
  await pool.close()
  await server.close()
  return receipt
}

describe('login', () => {
  const start = () =>
    startSmtp({
      authMethods: ['PLAIN', 'LOGIN'],
      authOptional: false,
      onAuth: (auth, _session, done) =>
        auth.username === 'mre' && auth.password === 'right'
          ? done(null, { user: 'mre' })
          : done(Object.assign(new Error('5.7.8 Wrong password'), { responseCode: 535 })),
    })

  it('sends with the right password', async () => {
    const server = await start()
    const url = `smtp://mre:right@127.0.0.1:${server.port}?tls=none`
    expect(await deliverTo(server, url)).toMatchObject({ outcome: 'accepted' })
  })

  it.each(['mre:wrong@', ''])('gives nobody up with "%s"', async (login) => {
    const server = await start()
    const url = `smtp://${login}127.0.0.1:${server.port}?tls=none`
    expect(await deliverTo(server, url)).toMatchObject({ reason: 'policy_or_auth', retryable: true })
    expect(server.arrived).toHaveLength(0)
  })
})

describe('TLS', () => {
  const start = () => startSmtp({ disabledCommands: ['AUTH'] })

  it('takes what is offered, whoever signed it', async () => {
    const server = await start()
    expect(await deliverTo(server, `smtp://127.0.0.1:${server.port}`)).toMatchObject({ outcome: 'accepted' })
  })

  it('sends nothing to a stranger where it is required', async () => {
    const server = await start()
    const receipt = await deliverTo(server, `smtp://127.0.0.1:${server.port}?tls=required`)
    expect(receipt).toMatchObject({ outcome: 'refused', retryable: true })
    expect(server.arrived).toHaveLength(0)
  })

  it('sends nothing where it is required and not offered', async () => {
    const server = await startSmtp()
    const receipt = await deliverTo(server, `smtp://127.0.0.1:${server.port}?tls=required`)
    expect(receipt).toMatchObject({ outcome: 'refused', reason: 'policy_or_auth', retryable: true })
  })
})

describe('addresses beyond ASCII', () => {
  it('writes the domain as A-labels', async () => {
    expect(envelopeAddress('hind@müller.example')).toBe('hind@xn--mller-kva.example')
    const server = await startSmtp({ hideSMTPUTF8: true })
    const receipt = await deliverTo(server, server.url, 'hind@müller.example')
    expect(receipt).toMatchObject({ outcome: 'accepted' })
    expect(server.arrived[0]).toMatchObject({ utf8: false })
  })

  it('says SMTPUTF8 for the local part', async () => {
    const server = await startSmtp()
    expect(await deliverTo(server, server.url, 'هند@diaspora.example')).toMatchObject({ outcome: 'accepted' })
    expect(server.arrived[0]).toMatchObject({ to: 'هند@diaspora.example', utf8: true })
  })

  it('gives up where the server does not know it', async () => {
    const server = await startSmtp({ hideSMTPUTF8: true })
    expect(await deliverTo(server, server.url, 'هند@diaspora.example')).toMatchObject({
      outcome: 'refused',
      reason: 'eai_unsupported',
      retryable: false,
    })
    expect(server.arrived).toHaveLength(0)
  })
})

it('does not offer what the server finds too big', async () => {
  const server = await startSmtp({ size: 100 })
  expect(await deliverTo(server, server.url)).toMatchObject({ reason: 'too_big', retryable: false })
})

it('lets no second command through in an address', async () => {
  const server = await startSmtp()
  const receipt = await deliverTo(server, server.url, 'a@b.example>\r\nRCPT TO:<c@d.example')
  expect(receipt).toMatchObject({ outcome: 'refused', reason: 'invalid_address', retryable: false })
})
