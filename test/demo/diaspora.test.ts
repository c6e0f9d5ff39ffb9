import parsePhone from 'libphonenumber-js/min'
import { describe, expect, it } from 'vitest'
import { shareButtons, shareIntent } from '../../src/core/share.ts'
import { chanceOf, overdispersed } from '../../src/demo/chance.ts'
import { inventDiaspora } from '../../src/demo/diaspora.ts'
import { passedOn } from '../../src/demo/inbox.ts'
import { anchorsIn, formsIn } from '../../src/demo/markup.ts'

describe('the invented diaspora', () => {
  const people = inventDiaspora(1500, 3)

  it('is the same for the same seed, and another for another', () => {
    expect(inventDiaspora(1500, 3)).toEqual(people)
    expect(inventDiaspora(20, 4)).not.toEqual(people.slice(0, 20))
    expect(inventDiaspora(20, 3)).toEqual(people.slice(0, 20))
  })

  it('has no address and no telephone that could be anybody’s', () => {
    const emails = people.flatMap(({ email }) => email ?? [])
    expect(emails.every((email) => email.endsWith('.example'))).toBe(true)
    expect(new Set(emails).size).toBe(emails.length)
    const phones = people.flatMap(({ phone }) => phone ?? [])
    expect(phones.length).toBeGreaterThan(0)
    expect(phones.every((phone) => /^\+(331990[0-9]{5}|493023125[0-9]{3})$/.test(phone))).toBe(true)
    expect(phones.every((phone) => parsePhone(phone)?.isValid())).toBe(true)
  })

  it('lives in the eight countries of the partnership and a few elsewhere', () => {
    const countries = new Set(people.map(({ country }) => country))
    for (const code of ['BE', 'DE', 'ES', 'FR', 'IT', 'NL', 'PT', 'SE', 'MA'])
      expect(countries).toContain(code)
  })

  it('tells friends unevenly', () => {
    const chance = chanceOf('friends')
    const told = Array.from({ length: 4000 }, () => overdispersed(chance, 4))
    const mean = told.reduce((sum, count) => sum + count, 0) / told.length
    const variance = told.reduce((sum, count) => sum + (count - mean) ** 2, 0) / told.length
    expect(mean).toBeGreaterThan(3.6)
    expect(mean).toBeLessThan(4.4)
    expect(variance).toBeGreaterThan(3 * mean)
  })
})

describe('an eye on a page', () => {
  it('finds links by their words and forms by their fields', () => {
    const html = `<a class="x" href="/c/1?a=1&amp;b=2"><b>Lire</b> la suite</a> <a hreflang='nl' href='?l=nl'>Nederlands</a>
      <form method="post" action="/s/T/join"><input type="hidden" name="language" value="fr"/>
      <input name="email" type="email" value=""/><select name="country" autocomplete="country"><option value="">–</option>
      <option value="BE">Belgique</option></select></form>`
    expect(anchorsIn(html)).toEqual([
      { href: '/c/1?a=1&b=2', label: 'Lire la suite', hreflang: null },
      { href: '?l=nl', label: 'Nederlands', hreflang: 'nl' },
    ])
    const [form] = formsIn(html)
    expect(form!.action).toBe('/s/T/join')
    expect(form!.fields.map(({ name, type }) => [name, type])).toEqual([
      ['language', 'hidden'],
      ['email', 'email'],
      ['country', 'select'],
    ])
    expect(form!.fields[2]!.options).toEqual(['', 'BE'])
  })

  it('finds the shared link in whatever app was opened', () => {
    const url = 'http://localhost:3000/s/abc-DEF_1'
    for (const button of shareButtons) {
      const intent = shareIntent(button, { text: 'À lire & à dire', url, subject: 'Compétences' })
      expect(passedOn(intent, 'http://localhost:3000'), button).toBe(url)
    }
  })
})
