import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { renderMail } from '../../src/render/message.ts'
import { context, copies, mail } from './support/sample.ts'

const fr = await mail({ copy: copies.fr })
const ar = await mail({ copy: copies.ar, language: 'ar' })
const contact = (firstName: string) => ({
  contact: { firstName, lastName: firstName, country: 'BE', city: firstName },
})

/** What a browser would make of it: names of elements and attributes, values left out. */
const skeleton = (html: string) =>
  [...html.matchAll(/<\/?[a-z][^>]*>/gi)].map(([tag]) => tag.replace(/"[^"]*"/g, '""'))

const hostile = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "' onmouseover='alert(1)",
  '{{unsubscribeUrl}}',
  '{{{links}}}',
  '</title><h1>',
  '<!--',
  'javascript:alert(1)',
  'A\r\nBcc: x@evil.example\r\n\r\nhello',
  '\0\u0007',
]

describe('a mail for one person', () => {
  it('names them, in the subject too', () => {
    const { subject, html, text } = renderMail(fr, context(fr.links))
    expect(subject).toBe('Amina, votre métier peut servir ici')
    expect(html).toContain('Bonjour Amina,')
    expect(text).toContain('Bonjour Amina,')
    expect(html).toContain('<title>Amina, votre métier peut servir ici</title>')
  })

  it('does without a name, and follows the country', () => {
    const { subject, text } = renderMail(
      fr,
      context(fr.links, { contact: { firstName: '', lastName: '', country: 'FR', city: '' } }),
    )
    expect(subject).toBe('Votre métier peut servir ici')
    expect(text).toContain('\nBonjour,\n')
    expect(text).toContain('Des rencontres auront lieu dans huit pays.')
    expect(text).not.toContain('Bruxelles')
  })

  it('escapes addresses in HTML and leaves them alone in text', () => {
    const links = fr.links.map((_, index) => `https://mawja.agence.example/c/${index}?a=1&b="`)
    const { html, text } = renderMail(fr, context(fr.links, { links }))
    expect(html).toContain('href="https://mawja.agence.example/c/0?a&#x3D;1&amp;b&#x3D;&quot;"')
    expect(text).toContain('<https://mawja.agence.example/c/0?a=1&b=">')
  })

  it.each(hostile)('gives a name no power: %j', (name) => {
    for (const content of [fr, ar]) {
      const plain = renderMail(content, context(content.links, contact('Amina')))
      const { subject, html, text } = renderMail(content, context(content.links, contact(name)))
      expect(skeleton(html)).toEqual(skeleton(plain.html))
      expect(subject).not.toMatch(/[\r\n\0]/)
      expect(text.split('\n')).toHaveLength(plain.text.split('\n').length)
    }
  })

  it('keeps its structure whatever a name is (property)', () => {
    const plain = skeleton(renderMail(fr, context(fr.links, contact('x'))).html)
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'<>"\'&={}`/! \n\rax:-') }), (name) => {
        const { html } = renderMail(fr, context(fr.links, contact(`x${name}`)))
        expect(skeleton(html)).toEqual(plain)
      }),
    )
  })

  it('is the same each time, also from an equal content', () => {
    const first = renderMail(fr, context(fr.links))
    expect(renderMail({ ...fr }, context(fr.links))).toEqual(first)
  })

  it('differs between two people only where they differ', () => {
    const one = renderMail(
      fr,
      context(fr.links, {
        ...contact('Amina'),
        unsubscribeUrl: 'https://m.example/u/1',
        preferencesUrl: 'https://m.example/p/1',
      }),
    )
    const two = renderMail(
      fr,
      context(fr.links, {
        ...contact('Karim'),
        unsubscribeUrl: 'https://m.example/u/2',
        preferencesUrl: 'https://m.example/p/2',
      }),
    )
    const same = (text: string) => text.replaceAll(/Amina|Karim|\/[up]\/\d/g, '_')
    expect(same(one.html)).toBe(same(two.html))
    expect(same(one.text)).toBe(same(two.text))
  })
})
