import browserMjml2html from 'mjml-browser'
import { describe, expect, it } from 'vitest'
import { fill, words } from '../../src/i18n/words.ts'
import { renderMail } from '../../src/render/message.ts'
import { mjmlCompiler } from '../../src/render/mjml.ts'
import { dark, light } from '../../src/render/theme.ts'
import { context, copies, mail, notice } from './support/sample.ts'

const fr = await mail({ copy: copies.fr })
const ar = await mail({ copy: copies.ar, language: 'ar' })
const confirmation = await mail({ copy: copies.confirmation, step: 'confirmation' })
const sentFr = renderMail(fr, context(fr.links))
const sentAr = renderMail(ar, context(ar.links, { language: 'ar' }))
const nowhere = { unsubscribeUrl: '', preferencesUrl: '', viewUrl: '' }

const attributes = (html: string, name: string) =>
  [...html.matchAll(new RegExp(`\\s${name}="([^"]*)"`, 'g'))].map((match) => match[1]!)
const decoded = (text: string) => text.replaceAll('&#x3D;', '=').replaceAll('&amp;', '&')
const count = (text: string, pattern: RegExp) => text.match(pattern)?.length ?? 0

describe('a compiled mail', () => {
  it('names each destination once, in the order of first use', () => {
    expect(fr.links).toEqual([
      'https://www.agence.example/competences?langue=fr&v=1',
      'https://projets.partenaires.example/liste',
      'https://www.agence.example/bruxelles',
      'https://www.agence.example/dates',
      'https://www.agence.example/temoignages',
    ])
    for (const [index] of fr.links.entries()) expect(fr.html).toContain(`href="{{links.[${index}]}}"`)
    expect(fr.html).not.toContain('www.agence.example')
  })

  it('shares one place between equal destinations', async () => {
    const url = 'https://www.agence.example/a'
    const { links, html } = await mail({
      copy: `---\nsubject: S\npreheader: P\n---\n[Un](${url}) et [deux](${url})\n`,
    })
    expect(links).toEqual([url])
    expect(count(html, /\{\{links\.\[0\]\}\}/g)).toBe(2)
  })

  it('keeps subject and preheader as they were written', () => {
    expect(fr.subject).toBe(
      '{{#if contact.firstName}}{{contact.firstName}}, votre{{else}}Votre{{/if}} métier peut servir ici',
    )
    expect(fr.preheader).toBe('Trois minutes pour décrire ce que vous savez faire.')
    expect(fr.warnings).toEqual([])
  })

  it('says its language and direction, on the page and on the outer block', () => {
    expect(fr.html).toMatch(/<html lang="fr" dir="ltr"/)
    expect(ar.html).toMatch(/<html lang="ar" dir="rtl"/)
    expect(ar.html).toMatch(/role="article" lang="ar" dir="rtl"/)
    expect(fr.html + ar.html).not.toContain('und"')
  })

  it('has one title, one h1, colour schemes for light and dark, and no request to anywhere', () => {
    for (const { html } of [sentFr, sentAr]) {
      expect(count(html, /<h1[\s>]/g)).toBe(1)
      expect(count(html, /<title>[^<]+<\/title>/g)).toBe(1)
      expect(html).toContain('<meta name="color-scheme" content="light dark">')
      expect(html).toContain('<meta name="supported-color-schemes" content="light dark">')
      expect(html).toContain('@media (prefers-color-scheme: dark)')
      expect(html).not.toMatch(/<(?:script|link|img|iframe|form)\b|@import|url\(/)
      expect(count(html, /<table\b/g)).toBe(count(html, /<table\b[^>]*role="presentation"/g))
    }
  })

  it('makes its subject the title when the copy has none', async () => {
    const { html } = await mail({ copy: '---\nsubject: Un & deux\npreheader: P\n---\nTexte\n' })
    expect(html).toMatch(/<h1[^>]*>Un &amp; deux<\/h1>/)
  })

  it('gives saffron to one button of those a reader sees', async () => {
    expect(count(sentFr.html, new RegExp(`bgcolor="${light.accent}"`, 'g'))).toBe(1)
    const button = (name: string) => `[${name}](https://www.agence.example/${name} "button")`
    const copy = `---\nsubject: S\npreheader: P\n---\n{{#if contact.city}}\n${button('un')}\n{{else}}\n${button('deux')}\n{{/if}}\n\n${button('trois')}\n`
    const { html } = await mail({ copy })
    expect(count(html, new RegExp(`bgcolor="${light.accent}"`, 'g'))).toBe(2)
    expect(html.indexOf('trois')).toBeGreaterThan(html.lastIndexOf(`bgcolor="${light.accent}"`))
  })

  it('lets people leave, choose and write back', () => {
    for (const { html, text } of [sentFr, sentAr]) {
      for (const door of ['/u/identity', '/p/identity', '/v/view']) {
        expect(html).toContain(`href="https://mawja.agence.example${door}"`)
        expect(text).toContain(`<https://mawja.agence.example${door}>`)
      }
      expect(html).toContain('href="https://contact.agence.example/ecrire"')
    }
    expect(sentFr.html).toContain('12, avenue des Dunes, 10000 Rabat, Maroc')
    expect(sentFr.html).toContain('Ce projet est financé par un programme public')
  })

  it('shows the share block only where the step wants it', async () => {
    expect(count(sentFr.html, /href="[^"]*\/c\/share-/g)).toBe(6)
    const quiet = await mail({ copy: copies.fr, step: 'rappel' })
    expect(quiet.html + quiet.text).not.toContain('share')
  })

  it('marks words that are in another language than the mail', async () => {
    const copy = '---\nsubject: Onderwerp\npreheader: P\n---\nTekst\n'
    const { html } = await mail({ copy, language: 'nl', shareText: 'Deel' })
    expect(html).toMatch(/<p dir="ltr" lang="fr"[^>]*>12, avenue des Dunes/)
  })
})

describe('an official notice', () => {
  it('has its reason at its foot, and an objection in the place of a way to unsubscribe', async () => {
    const avis = await mail({ copy: copies.avis, step: 'avis', definition: notice })
    expect(avis.html + avis.text).not.toMatch(/unsubscribeUrl|pixelUrl|share/)
    const objectUrl = 'https://mawja.agence.example/u/token'
    const { html, text } = renderMail(avis, context(avis.links, { objectUrl, unsubscribeUrl: '' }))
    for (const part of [html, text]) {
      expect(part).toContain(notice.reason!.fr)
      expect(part).toContain(words('fr').mail.object)
      expect(part).toContain(objectUrl)
    }
  })
})

describe('a mail that confirms a sign-up', () => {
  const sent = renderMail(
    confirmation,
    context([], { ...nowhere, confirmUrl: 'https://mawja.agence.example/j/token' }),
  )

  it('leads to the confirmation and has nothing to leave, share or read elsewhere', () => {
    expect(sent.html).toContain('href="https://mawja.agence.example/j/token"')
    expect(sent.text).toContain('<https://mawja.agence.example/j/token>')
    expect(confirmation.html + confirmation.text).not.toMatch(
      /unsubscribeUrl|objectUrl|preferencesUrl|viewUrl|pixelUrl|share/,
    )
    expect(sent.text).toContain(fill(words('fr').mail.reasonSignup, { campaign: 'Un métier à partager' }))
  })
})

describe('the mail on the web', () => {
  it('has no empty link and no way into anybody’s preferences', () => {
    const { html } = renderMail(
      fr,
      context(fr.links, { ...nowhere, contact: { firstName: '', lastName: '', country: '', city: '' } }),
    )
    expect(html).not.toContain('href=""')
    expect(html).not.toMatch(/\/[upv]\//)
  })
})

describe('Arabic', () => {
  it('has no block from left to right, and text-align:left only where MJML always writes it', () => {
    expect(ar.html).not.toMatch(/direction:\s*ltr/)
    const wrappers =
      /class="mj-column-per-100 mj-outlook-group-fix" style="font-size:0px;text-align:left;direction:rtl/g
    expect(count(ar.html, /text-align:left/g)).toBe(count(ar.html.replaceAll('\n', ' '), wrappers))
    expect(attributes(ar.html.replaceAll('\n', ' '), 'align')).not.toContain('left')
  })

  it('carries direction on each block, for web mail that drops the page’s own', () => {
    const blocks = ar.html
      .match(/<(?:p|h1|h2|ul|blockquote)\b[^>]*>/g)!
      .filter((tag) => !tag.includes('border-top'))
    expect(blocks.length).toBeGreaterThan(12)
    for (const block of blocks) expect(block).toMatch(/dir="rtl".*direction:rtl;/)
  })

  it('mirrors paddings and borders', () => {
    expect(fr.html).toMatch(/<ul style="margin:0 0 16px;padding:0 0 0 24px;/)
    expect(ar.html).toMatch(
      /<ul style="direction:rtl;margin:0 0 16px;padding:0 24px 0 0;" dir="rtl"|<ul dir="rtl" style="direction:rtl;margin:0 0 16px;padding:0 24px 0 0;/,
    )
    expect(ar.html).toMatch(/<blockquote[^>]*border-right:3px/)
    expect(ar.html).not.toMatch(/border-left:3px/)
  })

  it('keeps numbers, addresses of mail and of the web in order', () => {
    expect(ar.html).toContain('<span dir="ltr">+212 5 37 00 00 00</span>')
    expect(ar.html).toContain('<span dir="ltr">bonjour@agence.example</span>')
    expect(ar.html).toMatch(/<a dir="ltr" href="\{\{shareUrl\}\}"/)
  })

  it('has room for its marks and fonts of its script', () => {
    expect(ar.html).toContain('line-height:1.75')
    expect(fr.html).not.toContain('line-height:1.75')
    expect(ar.html).toContain("'Noto Sans Arabic'")
  })
})

describe('the plain text', () => {
  it.each([
    ['fr', sentFr],
    ['ar', sentAr],
  ] as const)('writes out every link of the %s mail', (_, { html, text }) => {
    const hrefs = attributes(html, 'href').map(decoded)
    expect(hrefs.length).toBeGreaterThan(12)
    for (const href of hrefs) expect(text).toContain(href)
  })

  it('says the same in the same order, without markup', () => {
    expect(sentFr.text).toMatch(/^Votre métier peut servir ici\n\nBonjour Amina,\n\nVous soignez/)
    expect(sentFr.text).toContain('quelques jours par an, sur place')
    expect(sentFr.text).toContain('- Vous remplissez un formulaire court.\n- Nous vous proposons')
    expect(sentFr.text).toContain('\n> Une rencontre aura lieu à Bruxelles')
    expect(sentFr.text).not.toContain('dates')
    expect(sentFr.text).not.toMatch(/\*\*|[^\n]\n[^\n]*\{\{|&[a-z]+;|\n{3}/)
  })
})

describe('MJML', () => {
  it('gives the same octets on Node and in the browser build that Workers run', async () => {
    const compiler = mjmlCompiler(browserMjml2html)
    for (const [copy, language, step] of [
      [copies.fr, 'fr', 'appel'],
      [copies.ar, 'ar', 'appel'],
      [copies.confirmation, 'fr', 'confirmation'],
    ] as const) {
      const there = await mail({ copy, language, step, compiler })
      const here = await mail({ copy, language, step })
      expect(there).toEqual(here)
    }
  })

  it('leaves no indentation behind', () => {
    expect(fr.html).not.toMatch(/\n[ \n]/)
    expect(new TextEncoder().encode(sentFr.html).length).toBeLessThan(30_000)
  })
})

describe('colours', () => {
  const channel = (value: number) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4)
  const luminance = (hex: string) => {
    const [r, g, b] = [1, 3, 5].map((at) => channel(Number.parseInt(hex.slice(at, at + 2), 16) / 255))
    return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!
  }
  const contrast = (a: string, b: string) => {
    const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y)
    return (high! + 0.05) / (low! + 0.05)
  }

  it.each([
    ['light', light],
    ['dark', dark],
  ] as const)('can be read, %s (WCAG 1.4.3)', (_, it) => {
    for (const ground of [it.paper, it.card, it.soft]) {
      for (const words of [it.ink, it.brand, it.muted])
        expect(contrast(words, ground)).toBeGreaterThanOrEqual(4.5)
    }
    expect(contrast(it.onAccent, it.accent)).toBeGreaterThanOrEqual(4.5)
  })
})
