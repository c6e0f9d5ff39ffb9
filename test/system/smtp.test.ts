import { afterAll, beforeAll, expect, it } from 'vitest'
import { smtpChannel } from '../../src/channels/smtp/channel.ts'
import { dkimSigner } from '../../src/channels/smtp/dkim.ts'
import { parseSmtpSettings } from '../../src/channels/smtp/settings.ts'
import { mail } from '../contracts/channel.ts'
import { makeKey, verifyAll } from './support/dkim.ts'
import { type Postfix, startPostfix } from './support/postfix.ts'

const never = new AbortController().signal
const key = makeKey()
let postfix: Postfix
beforeAll(async () => {
  postfix = await startPostfix()
}, 30_000)
afterAll(() => postfix?.stop())

it('brings 500 signed mails through Postfix, each once, each signature valid', {
  timeout: 120_000,
}, async () => {
  const sign = await dkimSigner({
    domain: 'mre.example',
    selector: 's2026',
    privateKey: key.pem,
  })
  const channel = smtpChannel(parseSmtpSettings(postfix.url), sign)
  const ids = Array.from({ length: 500 }, (_, index) => index + 1)
  const receipts = await Promise.all(ids.map((id) => channel.send(mail(id), never)))
  await channel.close?.()
  expect(receipts.filter((it) => it.outcome !== 'accepted')).toEqual([])

  const arrived = await postfix.delivered(500)
  expect(arrived.map((it) => it.to).sort()).toEqual(ids.map((id) => mail(id).envelope.to).sort())
  expect(new Set(receipts.map((it) => 'remoteId' in it && it.remoteId)).size).toBe(500)
  for (const it of arrived) expect(it.from).toMatch(/^b\+\d+@bounce\.mre\.example$/)
  for (const { raw } of arrived) {
    const names = /\bh=([^;]*);/.exec(raw)![1]!.replace(/\s/g, '').split(':')
    expect(names).toEqual(expect.arrayContaining(['list-unsubscribe', 'list-unsubscribe-post']))
  }
  expect(await verifyAll(key, postfix.folder)).toEqual({ valid: 500, invalid: [] })
})

it('hears from Postfix who does not exist', async () => {
  const channel = smtpChannel(parseSmtpSettings(postfix.url))
  expect(await channel.send(mail(501, 'gone@diaspora.example'), never)).toMatchObject({
    outcome: 'refused',
    reason: 'unknown_user',
    retryable: false,
  })
  expect(await channel.send(mail(502, 'anna@elsewhere.invalid'), never)).toMatchObject({
    outcome: 'refused',
    reason: 'policy_or_auth',
    retryable: false,
  })
  await channel.close?.()
})
