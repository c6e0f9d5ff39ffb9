import { simpleParser } from 'mailparser'
import { expect, it } from 'vitest'
import { encodedWords } from '../../../src/channels/http/parts.ts'
import type { HttpRequest } from '../../../src/channels/http/provider.ts'
import { providerOf } from '../../../src/channels/http/providers.ts'
import { uuid5, uuidOf } from '../../../src/channels/http/uuid.ts'
import type { OutgoingMail } from '../../../src/core/channel.ts'
import { composeMail } from '../../../src/render/mime.ts'
import { houses } from './houses.ts'
import { formOf, jsonBody } from './sent.ts'

const now = Date.UTC(2026, 10, 24, 10)

/** A letter as a campaign writes it: names with commas and letters of three scripts, all the headers of a list. */
function letter(to = 'reader@diaspora.example', from = 'lettre@mre.example'): OutgoingMail {
  const messageId = '<8.h4x2@mre.example>'
  const raw = composeMail({
    from: { name: 'Maison, du "Maroc" ⵜⴰⵎⵓⵔⵜ', address: 'lettre@mre.example' },
    to: { name: 'الزهراء, Fatima', address: to },
    replyTo: 'bureau@mre.example',
    subject: 'Rentrée : مرحبا بكم — ⴰⵣⵓⵍ',
    html: '<!doctype html><html lang="fr"><p>Bonjour Élodie, <a href="https://mre.example/c/1?a=1&amp;b=2">là</a></p></html>',
    text: 'Bonjour Élodie,\n.un point au début\nمرحبا\n',
    language: 'fr',
    messageId,
    date: now,
    list: { id: 'lettre.mre.example', name: 'Lettre du réseau' },
    unsubscribe: { url: 'https://mre.example/u/abcdef' },
    feedbackId: 'rentree:mre:lettre:mawja',
  })
  return { kind: 'mail', id: 8, messageId, envelope: { from, to }, raw }
}

async function requestOf(name: string, mail = letter()): Promise<HttpRequest> {
  const house = houses.find((it) => it.name === name)!
  const made = await providerOf(house.url('http://127.0.0.1:1'), 'MAWJA_MAIL_URL')!.toRequest(mail, now)
  if ('outcome' in made) throw new Error(JSON.stringify(made))
  return made
}

const listHeaders = {
  'list-unsubscribe': '<https://mre.example/u/abcdef>',
  'list-unsubscribe-post': 'List-Unsubscribe=One-Click',
  'feedback-id': 'rentree:mre:lettre:mawja',
  precedence: 'bulk',
  'auto-submitted': 'auto-generated',
  'content-language': 'fr',
}
const lower = (pairs: [string, unknown][]) =>
  Object.fromEntries(pairs.map(([name, value]) => [name.toLowerCase(), value]))

it.each(['ses', 'mailgun', 'webhook'])('%s gets the mail octet for octet', async (name) => {
  const request = await requestOf(name)
  const raw = {
    ses: () => atob((jsonBody(request).Content as { Raw: { Data: string } }).Raw.Data),
    mailgun: () => formOf(request).message,
    webhook: () => (jsonBody(request).data as { raw: string }).raw,
  }[name]!()
  expect(raw).toBe(letter().raw)
  const read = await simpleParser(raw!)
  expect(read.messageId).toBe('<8.h4x2@mre.example>')
  expect(raw).toContain('\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n')
})

it('Postmark gets every part of it', async () => {
  const body = jsonBody(await requestOf('postmark'))
  expect(body).toMatchObject({
    From: '"Maison, du \\"Maroc\\" ⵜⴰⵎⵓⵔⵜ" <lettre@mre.example>',
    To: '"الزهراء, Fatima" <reader@diaspora.example>',
    ReplyTo: 'bureau@mre.example',
    Subject: 'Rentrée : مرحبا بكم — ⴰⵣⵓⵍ',
    HtmlBody: expect.stringContaining('<p>Bonjour Élodie, <a href="https://mre.example/c/1?a=1&amp;b=2">'),
    TextBody: expect.stringMatching(/^Bonjour Élodie,\n\.un point au début\nمرحبا\n/),
    TrackOpens: false,
    TrackLinks: 'None',
    MessageStream: 'broadcast',
  })
  const headers = lower((body.Headers as { Name: string; Value: string }[]).map((it) => [it.Name, it.Value]))
  expect(headers).toMatchObject({
    ...listHeaders,
    'message-id': '<8.h4x2@mre.example>',
    'x-pm-keepid': 'true',
    'list-id': expect.stringMatching(/^=\?UTF-8\?.* <lettre\.mre\.example>$/),
  })
  expect(Object.keys(headers)).not.toContain('content-type')
})

it('Brevo gets every part of it, names encoded where it would lose them', async () => {
  const body = jsonBody(await requestOf('brevo'))
  expect(body).toMatchObject({
    sender: { email: 'lettre@mre.example', name: expect.stringMatching(/^=\?UTF-8\?B\?/) },
    to: [{ email: 'reader@diaspora.example' }],
    replyTo: { email: 'bureau@mre.example' },
    subject: 'Rentrée : مرحبا بكم — ⴰⵣⵓⵍ',
    htmlContent: expect.stringContaining('Bonjour Élodie'),
    textContent: expect.stringContaining('.un point'),
  })
  expect(lower(Object.entries(body.headers as object))).toMatchObject({
    ...listHeaders,
    'list-id': '<lettre.mre.example>',
    idempotencykey: uuidOf('<8.h4x2@mre.example>'),
  })
})

it('Resend gets every part of it, and no name in quotes', async () => {
  const request = await requestOf('resend')
  const body = jsonBody(request)
  expect(request.headers['idempotency-key']).toBe('8.h4x2@mre.example')
  expect(body).toMatchObject({
    reply_to: 'bureau@mre.example',
    html: expect.any(String),
    text: expect.any(String),
  })
  expect(lower(Object.entries(body.headers as object))).toMatchObject(listHeaders)
  const read = await simpleParser(`From: ${body.from}\r\nTo: ${(body.to as string[])[0]}\r\n\r\n`)
  expect(read.from?.value).toEqual([{ name: 'Maison, du "Maroc" ⵜⴰⵎⵓⵔⵜ', address: 'lettre@mre.example' }])
  expect(read.headers.get('to')).toMatchObject({ value: [{ name: 'الزهراء, Fatima' }] })
})

it.each(houses)('$name: the same mail makes the same request, and passes the description', async (house) => {
  const [one, two] = [await requestOf(house.name), await requestOf(house.name)]
  expect(one).toEqual(two)
  const url = new URL(one.url)
  const headers = { ...one.headers, host: url.host }
  expect(house.problem({ method: 'POST', path: url.pathname, headers, body: one.body })).toBeUndefined()
})

it('writes the domain of an address in ASCII', async () => {
  const mail = letter('lecteur@préfecture.example')
  expect(jsonBody(await requestOf('ses', mail)).Destination).toEqual({
    ToAddresses: ['lecteur@xn--prfecture-c4a.example'],
  })
  expect(formOf(await requestOf('mailgun', mail)).to).toBe('lecteur@xn--prfecture-c4a.example')
})

it('does not ask Amazon for what it cannot do', async () => {
  const provider = providerOf('ses://A:b@eu-west-3', 'MAWJA_MAIL_URL')!
  expect(await provider.toRequest(letter('éli@diaspora.example'), now)).toMatchObject({
    outcome: 'refused',
    reason: 'eai_unsupported',
    retryable: false,
  })
})

it('has Amazon pass on what comes back to where it says which mail it was', async () => {
  expect(jsonBody(await requestOf('ses')).FeedbackForwardingEmailAddress).toBeUndefined()
  const verp = letter('reader@diaspora.example', 'b+8@bounce.mre.example')
  expect(jsonBody(await requestOf('ses', verp)).FeedbackForwardingEmailAddress).toBe('b+8@bounce.mre.example')
})

it('makes UUIDs of version 5 (RFC 9562, appendix A.4)', () => {
  expect(uuid5('www.example.com', '6ba7b810-9dad-11d1-80b4-00c04fd430c8')).toBe(
    '2ed6657d-e927-568b-95e1-2665a8aea6a2',
  )
})

it('cuts encoded words between characters', () => {
  const name = 'ⵜⴰⵎⵓⵔⵜ '.repeat(12)
  const words = encodedWords(name).split(' ')
  expect(words.every((word) => word.length <= 75)).toBe(true)
  const decoded = words.map((word) => Buffer.from(word.slice(10, -2), 'base64').toString('utf8'))
  expect(decoded.join('')).toBe(name)
  expect(decoded.every((part) => !part.includes('\ufffd'))).toBe(true)
})
