import { expect, it } from 'vitest'
import { readSettings } from '../../src/config.ts'
import { notedEnvelope } from '../../src/core/returned/envelope.ts'

const read = (MAWJA_INBOUND: string, MAWJA_BOUNCE_DOMAIN = 'Bounce.mre.example') =>
  readSettings({ MAWJA_INBOUND, MAWJA_BOUNCE_DOMAIN })

it('reads where mail comes back', () => {
  expect(readSettings({})).toMatchObject({ inbound: null, bounceDomain: null })
  expect(read('smtp://127.0.0.1:2525')).toMatchObject({
    inbound: { protocol: 'smtp', host: '127.0.0.1', port: 2525 },
    bounceDomain: 'bounce.mre.example',
  })
  expect(read('lmtp://[::1]:0').inbound).toEqual({ protocol: 'lmtp', host: '::1', port: 0 })
  const mailbox = { host: 'mail.mre.example', user: 'a@mre.example', password: 'p:/w', everyMs: 60_000 }
  expect(read('imaps://a%40mre.example:p%3A%2Fw@mail.mre.example', '').inbound).toEqual({
    protocol: 'imaps',
    port: 993,
    mailbox: 'INBOX',
    ...mailbox,
  })
  expect(
    read('imap://a%40mre.example:p%3A%2Fw@mail.mre.example:1143/R%C3%A9ponses?every=300').inbound,
  ).toEqual({
    protocol: 'imap',
    port: 1143,
    mailbox: 'Réponses',
    ...mailbox,
    everyMs: 300_000,
  })
})

it.each([
  ['smtp://127.0.0.1'],
  ['smtp://user:pass@127.0.0.1:25'],
  ['smtp://127.0.0.1:99999'],
  ['imaps://mail.mre.example/INBOX'],
  ['imaps://a:%@mail.mre.example'],
  ['imaps://a:b@mail.mre.example/INBOX?often=1'],
  ['http://127.0.0.1:25'],
  ['nowhere'],
])('refuses %s without repeating it', (value) => {
  expect(() => read(value)).toThrow(/^MAWJA_INBOUND must look like (?!.*user:pass@127)/)
})

it('looks no more often than every ten seconds', () => {
  expect(() => read('imaps://a:b@mail.mre.example?every=1')).toThrow(
    /every must be a whole number from 10 to 3600/,
  )
})

it.each([['localhost'], ['a b.example'], ['-x.example'], ['reply@mre.example']])(
  'refuses the domain %s',
  (domain) => {
    expect(() => read('', domain)).toThrow(/^MAWJA_BOUNCE_DOMAIN must be a domain/)
  },
)

it('needs a domain for a door', () => {
  expect(() => read('smtp://127.0.0.1:2525', '')).toThrow(/set that too/)
})

it('reads an envelope as servers noted it', () => {
  const noted = (head: string) =>
    notedEnvelope(new TextEncoder().encode(`${head}\r\n\r\nTo: c@x.example\r\n`))
  expect(
    noted(
      'Return-Path: <>\r\nDelivered-To: B@x.example\r\nTo: Nadia <a@x.example>,\r\n b@x.example\r\nCc: c@x.example',
    ),
  ).toEqual({
    to: ['B@x.example', 'a@x.example', 'c@x.example'],
    from: '',
  })
  expect(noted('Return-Path: <n@y.example>')).toEqual({ to: [], from: 'n@y.example' })
  expect(noted('Subject: x')).toEqual({ to: [], from: 'unknown' })
})
