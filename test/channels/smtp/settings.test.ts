import { expect, it } from 'vitest'
import { parseSmtpSettings } from '../../../src/channels/smtp/settings.ts'

it.each([
  ['smtp://mail.example', { host: 'mail.example', port: 587, tls: 'starttls' }],
  ['smtp://mail.example:25?tls=none', { port: 25, tls: 'none' }],
  ['smtps://mail.example', { port: 465, tls: 'implicit' }],
  ['smtp://u%40x:p%3Aw@mail.example', { tls: 'required', login: { user: 'u@x', pass: 'p:w' } }],
  ['smtp://u:p@127.0.0.1?tls=none', { tls: 'none', login: { user: 'u', pass: 'p' } }],
  ['smtp://[::1]:2525', { host: '::1', port: 2525 }],
  [
    'smtp://mail.example?connections=6&perConnection=20&timeout=30&name=out.mre.example',
    { connections: 6, perConnection: 20, timeoutMs: 30_000, name: 'out.mre.example' },
  ],
])('reads %s', (value, settings) => {
  expect(parseSmtpSettings(value)).toMatchObject(settings)
})

it.each([
  ['mail.example', 'SMTP_URL must look like smtp://user:password@mail.example:587 or smtps://mail.example'],
  [
    'http://mail.example',
    'SMTP_URL must look like smtp://user:password@mail.example:587 or smtps://mail.example',
  ],
  ['smtp://mail.example?tls=yes', 'SMTP_URL: "tls" must be none, starttls, required, not "yes"'],
  ['smtps://mail.example?tls=none', 'SMTP_URL: smtps:// is TLS from the first byte; leave "tls" out'],
  ['smtp://mail.example?connections=0', 'SMTP_URL: "connections" must be a number from 1 to 999999'],
  [
    'smtp://mail.example?pool=1',
    'SMTP_URL: "pool" is not known; there are tls, name, connections, perConnection, timeout',
  ],
  ['smtp://anna@mail.example', 'SMTP_URL: a user needs a password and a password a user'],
  ['smtp://anna:50%@mail.example', 'SMTP_URL: write a % in the user or password as %25'],
])('says what is wrong with %s', (value, line) => {
  expect(() => parseSmtpSettings(value)).toThrow(line)
})
