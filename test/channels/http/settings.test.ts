import { expect, it } from 'vitest'
import { httpChannel } from '../../../src/channels/http/channel.ts'
import { providerOf, schemes } from '../../../src/channels/http/providers.ts'
import { AppError } from '../../../src/core/error.ts'
import { read } from '../../support/repository.ts'

const settingsOf = (url: string) => providerOf(url, 'MAWJA_MAIL_URL')?.settings

it.each([
  [
    'ses://AKID:se%2Fcret%2B%3D@eu-west-3?configurationSet=campaigns',
    {
      origin: 'https://email.eu-west-3.amazonaws.com',
      keyId: 'AKID',
      keySecret: 'se/cret+=',
      region: 'eu-west-3',
      configurationSet: 'campaigns',
    },
  ],
  ['ses://A:b@cn-north-1', { origin: 'https://email.cn-north-1.amazonaws.com.cn', configurationSet: null }],
  ['ses://A:b@us-gov-west-1', { origin: 'https://email.us-gov-west-1.amazonaws.com' }],
  ['postmark://t-1@default', { origin: 'https://api.postmarkapp.com', token: 't-1', stream: 'outbound' }],
  ['postmark://t@default?stream=broadcast', { stream: 'broadcast' }],
  [
    'mailgun://key-1@lettres.mre.example?region=eu',
    { origin: 'https://api.eu.mailgun.net', key: 'key-1', domain: 'lettres.mre.example' },
  ],
  ['mailgun://k@mre.example', { origin: 'https://api.mailgun.net' }],
  ['brevo://xkeysib-1@default?connections=4', { origin: 'https://api.brevo.com', connections: 4 }],
  [
    'resend://re_1@default?timeout=20',
    { origin: 'https://api.resend.com', timeoutMs: 20_000, connections: null },
  ],
  ['resend://re_1@default?endpoint=http%3A%2F%2F127.0.0.1%3A8080', { origin: 'http://127.0.0.1:8080' }],
  [
    'webhook+https://whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw@sender.mre.example/mail?timeout=5',
    { url: 'https://sender.mre.example/mail', origin: 'https://sender.mre.example', timeoutMs: 5000 },
  ],
  ['webhook+http://MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw@localhost:9000/in', { url: 'http://localhost:9000/in' }],
])('reads %s', (url, settings) => {
  expect(settingsOf(url)).toMatchObject(settings)
})

it.each(['mailbox:', 'smtp://mail.mre.example', 'smtps://u:p@mail.mre.example', '', 'constructor://x@y'])(
  'leaves %s to others',
  (url) => expect(providerOf(url, 'MAWJA_MAIL_URL')).toBeNull(),
)

it.each([
  ['ses://AKID@eu-west-3', 'ses://KEY:SECRET@REGION'],
  ['ses://AKID:TOPSECRET@default', 'the region'],
  ['ses://AKID:TOPSECRET/part@eu-west-3', 'write / @ : % in a key as %2F'],
  ['postmark://TOPSECRET@elsewhere', 'postmark://TOKEN@default'],
  ['postmark://a:TOPSECRET@default', 'postmark://TOKEN@default'],
  ['postmark://TOPSECRET@default?streem=x', '"streem" is not known'],
  ['mailgun://TOPSECRET@mre.example?region=asia', '"region" must be us or eu'],
  ['mailgun://TOPSECRET@local', 'the sending domain'],
  ['brevo://TOPSECRET', 'brevo://KEY@default'],
  ['brevo://TOP%SECRET@default', 'write a % in a key as %25'],
  ['resend://TOPSECRET@default?connections=0', '"connections" must be a number'],
  ['resend://TOPSECRET@default?endpoint=http://api.mre.example', '"endpoint" must be https'],
  ['resend://TOPSECRET@default?endpoint=https://api.mre.example/path', '"endpoint" must be https'],
  ['webhook+http://MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw@sender.mre.example/mail', 'https'],
  ['webhook+https://TOPSECRET@sender.mre.example/mail', 'whsec_'],
])('says in one line what is wrong with %s, and no secret', (url, words) => {
  const fault = (() => {
    try {
      return providerOf(url, 'MAWJA_MAIL_URL')
    } catch (error) {
      return error as AppError
    }
  })()
  expect(fault).toBeInstanceOf(AppError)
  const { message } = fault as AppError
  expect(message).toMatch(/^MAWJA_MAIL_URL/)
  expect(message).toContain(words)
  expect(message).not.toMatch(/TOPSECRET|TOP%SECRET|MfKQ9|\n/)
})

it('sends as many at once as the address says, or else the installation', () => {
  const concurrency = (url: string) => httpChannel(providerOf(url, 'MAWJA_MAIL_URL')!, 5).concurrency
  expect(concurrency('resend://k@default')).toBe(5)
  expect(concurrency('resend://k@default?connections=2')).toBe(2)
})

it('tells operators of every scheme', () => {
  const told = read('docs/settings.md')
  expect(schemes.filter((scheme) => scheme !== 'webhook+http://' && !told.includes(`\`${scheme}`))).toEqual(
    [],
  )
})
