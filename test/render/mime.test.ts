import fc from 'fast-check'
import { simpleParser } from 'mailparser'
import PostalMime from 'postal-mime'
import { describe, expect, it } from 'vitest'
import { encodedWords } from '../../src/render/headers.ts'
import { composeMail, type MailParts } from '../../src/render/mime.ts'
import { encodeText, quotedPrintable } from '../../src/render/transfer.ts'

const base: MailParts = {
  from: { name: 'Institution', address: 'campagnes@institution.example' },
  to: { address: 'amina@example.org' },
  subject: 'Bonjour',
  html: '<p>Bonjour</p>',
  text: 'Bonjour\n',
  language: 'fr',
  messageId: '<m7.3.abc@institution.example>',
  date: Date.UTC(2026, 10, 23, 21, 5, 9),
}
const bulk: MailParts = {
  ...base,
  list: { id: 'competences.institution.example', name: 'Mobilisation des compétences' },
  unsubscribe: {
    url: 'https://campagnes.institution.example/u/AbCdEfGhIjKlMnOpQrStUvWxYz0123456',
    mailto: 'unsubscribe+AbCdEfGhIjKl@institution.example?subject=unsubscribe',
  },
  feedbackId: 'competences:institution:campaign:mawja',
  replyTo: 'contact@institution.example',
}

const script = fc.constantFrom(
  'é',
  'ß',
  'œ',
  'م',
  'ر',
  'ح',
  'با',
  'ⵜ',
  'ⴰ',
  'ⵎ',
  '🌊',
  '👩🏽‍🎓',
  '🇲🇦',
  'ñ',
  'å',
  'a',
  'Z',
  '7',
  ' ',
  ' ',
  '=',
  '?',
  '_',
  '.',
  ',',
  '"',
  '\\',
  '<',
  '@',
  '(',
  ':',
)
const words = fc.array(script, { maxLength: 120 }).map((all) => all.join('').trim())
const line = fc.oneof(
  words,
  fc.constantFrom(
    '',
    '.',
    '..',
    '. a',
    'From here',
    'trailing  ',
    'tab\t',
    '--',
    '--=_m73abc',
    '=20',
    'a=',
    'x'.repeat(2000),
  ),
  fc.string({ unit: 'grapheme', maxLength: 40 }).map((it) => it.replace(/[\r\n\0]/g, '').toWellFormed()),
)
const body = fc.array(line, { maxLength: 30 }).map((lines) => lines.join('\n'))

const lines = (raw: string) => raw.split('\r\n')

/** What must hold of every message on the wire. */
function expectWireForm(raw: string): void {
  expect(raw).toMatch(/^[\t\r\n\x20-\x7e]*$/)
  expect(raw.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
  const [head] = raw.split('\r\n\r\n')
  for (const one of lines(raw)) expect(one.length).toBeLessThanOrEqual(998)
  for (const one of lines(head!)) expect(one).toMatch(/^([A-Za-z-]+:( |$)| \S)/)
}

describe('a composed message', () => {
  it('reads back as it was written, by two parsers', async () => {
    await fc.assert(
      fc.asyncProperty(words, words, words, body, body, async (subject, from, to, text, html) => {
        const raw = composeMail({
          ...bulk,
          subject,
          text,
          html,
          from: { name: from, address: base.from.address },
          to: { name: to, address: 'b@example.org' },
        })
        expectWireForm(raw)
        for (const one of lines(raw.split('\r\n\r\n')[0]!)) expect(one.length).toBeLessThanOrEqual(110)
        const postal = await PostalMime.parse(raw)
        expect(postal.subject ?? '').toBe(subject)
        expect(postal.from).toMatchObject({ name: from, address: base.from.address })
        expect(postal.to?.[0]).toMatchObject({ name: to, address: 'b@example.org' })
        expect(bodyOf(postal.text)).toBe(bodyOf(text))
        expect(bodyOf(postal.html)).toBe(bodyOf(html))
        const parsed = await simpleParser(raw, {
          skipTextLinks: true,
          skipHtmlToText: true,
          skipTextToHtml: true,
        })
        expect(squeezed(parsed.subject)).toBe(squeezed(subject))
        expect(squeezed(parsed.from?.value[0]?.name)).toBe(squeezed(from))
        expect(bodyOf(parsed.text)).toBe(bodyOf(text))
        if (html) expect(bodyOf(parsed.html || '')).toBe(bodyOf(html))
      }),
      { numRuns: 300 },
    )
  }, 60_000)

  it('holds no CR, LF or NUL that a value brought along', () => {
    const evil = 'a\r\nBcc: x@example.org\0\nb'
    const raw = composeMail({
      ...bulk,
      subject: evil,
      from: { name: evil, address: 'a@b.example\r\nBcc: c@example.org' },
      to: { name: evil, address: evil },
      replyTo: evil,
      language: evil,
      messageId: `<${evil}>`,
      list: { id: evil, name: evil },
      unsubscribe: { url: `https://x.example/${evil}`, mailto: evil },
      feedbackId: evil,
      complaints: evil,
    })
    expectWireForm(raw)
    expect(raw).not.toMatch(/^Bcc:/m)
  })

  it('carries the headers of a list', () => {
    const raw = composeMail(bulk)
    expect(raw).toContain(
      'List-Unsubscribe: <https://campagnes.institution.example/u/AbCdEfGhIjKlMnOpQrStUvWxYz0123456>,\r\n'.replace(
        ': <',
        ':\r\n <',
      ),
    )
    expect(raw).toContain(
      ',\r\n <mailto:unsubscribe+AbCdEfGhIjKl@institution.example?subject=unsubscribe>\r\n',
    )
    expect(raw).toContain('\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n')
    expect(raw).toContain('<competences.institution.example>\r\n')
    expect(raw).toContain('\r\nFeedback-ID: competences:institution:campaign:mawja\r\n')
    const told = composeMail({ ...bulk, complaints: 'complaints@bounce.institution.example' })
    expect(told).toContain('\r\nCFBL-Address: complaints@bounce.institution.example; report=arf\r\n')
    expect(raw).toContain(
      '\r\nAuto-Submitted: auto-generated\r\nX-Auto-Response-Suppress: OOF, AutoReply\r\n',
    )
    expect(raw).toContain('\r\nPrecedence: bulk\r\n')
    expect(raw).toContain('\r\nDate: Mon, 23 Nov 2026 21:05:09 +0000\r\n')
    expect(raw).toContain('\r\nMessage-ID: <m7.3.abc@institution.example>\r\n')
    expect(raw.indexOf('text/plain')).toBeLessThan(raw.indexOf('text/html'))
    expect(composeMail(bulk)).toBe(raw)
  })

  it('leaves them out of transactional mail', () => {
    expect(composeMail(base)).not.toMatch(/^(List-|Precedence|Feedback-ID|CFBL-Address|Reply-To)/m)
  })
})

describe('encoded words', () => {
  it('are at most 75 characters and decode one by one', () => {
    fc.assert(
      fc.property(fc.array(script, { minLength: 1, maxLength: 200 }), (all) => {
        const text = all.join('')
        let back = ''
        for (const word of encodedWords(text, 9)) {
          expect(word.length).toBeLessThanOrEqual(75)
          back += decodeWord(word)
        }
        expect(back).toBe(text)
      }),
      { numRuns: 500 },
    )
  })
})

describe('transfer encodings', () => {
  it('keep lines to 76 characters and end none with a blank', () => {
    fc.assert(
      fc.property(body, (text) => {
        for (const one of lines(quotedPrintable(text))) {
          expect(one.length).toBeLessThanOrEqual(76)
          expect(one).not.toMatch(/[ \t]$|^\.|^From /)
        }
        for (const one of lines(encodeText(`${text}مرحبا بكم في البرنامج`).body))
          expect(one.length).toBeLessThanOrEqual(76)
      }),
      { numRuns: 500 },
    )
  })

  it('choose the shorter one', () => {
    expect(encodeText('Prénom, très bientôt à Bruxelles').encoding).toBe('quoted-printable')
    expect(encodeText('<p>مرحبا بكم في البرنامج</p>').encoding).toBe('base64')
  })
})

/** Parsers differ in what they do to the ends of a part. */
const bodyOf = (text: string | undefined) => (text ?? '').replace(/\r\n/g, '\n').replace(/\s+$/, '')
const squeezed = (text: string | undefined) => (text ?? '').replace(/\s+/g, ' ').trim()

function decodeWord(word: string): string {
  const [, letter, text] = /^=\?UTF-8\?([BQ])\?(.*)\?=$/.exec(word)!
  const bytes =
    letter === 'B'
      ? Buffer.from(text!, 'base64')
      : Buffer.from(
          text!
            .replace(/_/g, ' ')
            .replace(/=([0-9A-F]{2})/g, (_, code) => String.fromCharCode(Number.parseInt(code, 16))),
          'latin1',
        )
  return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
}
