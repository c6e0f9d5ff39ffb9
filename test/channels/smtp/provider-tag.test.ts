import { afterEach, beforeEach, expect, it } from 'vitest'
import { smtpChannel } from '../../../src/channels/smtp/channel.ts'
import { taggedFor } from '../../../src/channels/smtp/provider-tag.ts'
import { parseSmtpSettings } from '../../../src/channels/smtp/settings.ts'
import type { OutgoingMail } from '../../../src/core/channel.ts'
import { sealMessageId } from '../../../src/core/tokens.ts'
import { openTag, tagOf } from '../../../src/core/webhook/identity.ts'
import { testKeys } from '../../support/database.ts'
import { hookWorld } from '../../support/hooks.ts'
import { type SmtpTrial, startSmtp } from '../../support/smtp.ts'

let server: SmtpTrial
beforeEach(async () => {
  server = await startSmtp()
})
afterEach(() => server.close())

const never = new AbortController().signal
const mail: OutgoingMail = {
  kind: 'mail',
  id: 8,
  messageId: `<${sealMessageId(testKeys, 8)}@mre.example>`,
  envelope: { from: 'lettre@mre.example', to: 'reader@diaspora.example' },
  raw: 'Subject: Bonjour\r\n\r\nBonjour.\r\n',
}
const tag = tagOf(mail.messageId)

it.each([
  ['smtp.sendgrid.net', `X-SMTPAPI: {"unique_args":{"mawja":"${tag}"}}`],
  ['in-v3.mailjet.com', `X-MJ-CustomID: ${tag}`],
  ['smtp.eu.sparkpostmail.com', `X-MSYS-API: {"metadata":{"mawja":"${tag}"}}`],
  ['SMTP-broadcasts.postmarkapp.com', `X-PM-Metadata-mawja: ${tag}`],
  ['smtp-relay.brevo.com', `X-Mailin-custom: ${tag}`],
  ['email-smtp.eu-west-3.amazonaws.com', `X-SES-MESSAGE-TAGS: mawja=${tag}`],
  ['smtp.mailgun.org', null],
  ['mail.mre.example', null],
  ['sendgrid.net.mre.example', null],
])('over %s goes %j', async (host, line) => {
  const sign = async (raw: string) => `DKIM-Signature: of ${raw.length}\r\n${raw}`
  for (const signer of [undefined, sign]) {
    const channel = taggedFor(host, smtpChannel(parseSmtpSettings(server.url), signer))
    try {
      const pieces = [new TextEncoder().encode('Subject: Bonjour\r\n\r\n'), 'Bonjour.\r\n']
      const inPieces = { ...mail, pieces }
      channel.prepare?.(inPieces)
      expect(await channel.send(mail, never, inPieces)).toMatchObject({ outcome: 'accepted' })
      expect(await channel.send(inPieces, never)).toMatchObject({ outcome: 'accepted' })
    } finally {
      await channel.close?.()
    }
  }
  const whole = `${line ? `${line}\r\n` : ''}${mail.raw}`
  const signed = `DKIM-Signature: of ${whole.length}\r\n${whole}`
  expect(server.arrived.map(({ raw }) => raw)).toEqual([whole, whole, signed, signed])
  expect(openTag(testKeys, tag)).toBe(8)
})

it.each(['mailjet', 'sparkpost', 'sendgrid'] as const)('%s tells it again', async (provider) => {
  const hosts = {
    mailjet: 'in-v3.mailjet.com',
    sparkpost: 'smtp.sparkpostmail.com',
    sendgrid: 'smtp.sendgrid.net',
  }
  const channel = taggedFor(hosts[provider], smtpChannel(parseSmtpSettings(server.url)))
  const world = await hookWorld(1, (world) => {
    world.mail.decide = (message) => channel.send(message, never)
  })
  await channel.close?.()
  const [{ raw } = { raw: '' }] = server.arrived
  const told = /^X-[\w-]+: .*?([0-9a-z]{1,11}-[a-z2-7]{26})/.exec(raw)![1]!
  const answer = await world.tell(provider, 'bounce', { tag: told, address: 'else@diaspora.example' })
  expect(await answer.json()).toMatchObject({ news: 1, suppressed: 1 })
})
