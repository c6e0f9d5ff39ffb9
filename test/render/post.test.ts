import { describe, expect, it } from 'vitest'
import { Problems } from '../../src/core/error.ts'
import { readCopy } from '../../src/render/copy.ts'
import { renderPost } from '../../src/render/message.ts'
import { compilePage, compilePost, compileShareText } from '../../src/render/post.ts'
import { definition } from './support/sample.ts'

const post = (text: string) =>
  compilePost({
    path: 'essai/billet.fr.txt',
    language: 'fr',
    copy: readCopy('essai/billet.fr.txt', `---\nstatus: reviewed\n---\n${text}`),
    definition,
  })
const page = (text: string, language: 'fr' | 'ar' = 'fr', front = 'title: Titre\ndescription: Résumé') =>
  compilePage({
    path: `essai/landing.${language}.md`,
    language,
    copy: readCopy(`essai/landing.${language}.md`, `---\n${front}\n---\n${text}`),
    definition,
  })
const share = (text: string) =>
  compileShareText({
    path: 'essai/share.fr.txt',
    language: 'fr',
    copy: readCopy('essai/share.fr.txt', `---\n---\n${text}`),
  })

function faults(run: () => unknown): readonly string[] {
  try {
    run()
  } catch (error) {
    if (error instanceof Problems) return error.lines
    throw error
  }
  return []
}

describe('posts', () => {
  it('are plain text with the share link', () => {
    const { text, warnings } = post('Le Maroc cherche vos compétences.\n{{shareUrl}}\n')
    expect({ text, warnings }).toEqual({
      text: 'Le Maroc cherche vos compétences.\n{{shareUrl}}',
      warnings: [],
    })
    const context = { language: 'fr', shareUrl: 'https://mawja.agence.example/s/x?a=1&b=2' }
    expect(renderPost(text, context)).toBe(
      'Le Maroc cherche vos compétences.\nhttps://mawja.agence.example/s/x?a=1&b=2',
    )
  })

  it('may be as long as X allows, the link 23', () => {
    expect(faults(() => post(`${'a'.repeat(256)} {{shareUrl}}`))).toEqual([])
    expect(faults(() => post(`${'a'.repeat(257)} {{shareUrl}}`))).toEqual([
      'essai/billet.fr.txt:4: the post has 281 characters as X counts them; 280 is the most',
    ])
    expect(faults(() => post(`${'ⴰ'.repeat(141)}`))[0]).toMatch(/the post has 282 characters/)
  })

  const refused: [why: string, text: string, line: RegExp][] = [
    [
      'an unknown value',
      'Bonjour\n{{contact.firstName}} {{shareUrl}}',
      /^essai\/billet\.fr\.txt:5:3: the value "contact\.firstName" is not known here; known are shareUrl$/,
    ],
    ['three braces', '{{{shareUrl}}}', /^essai\/billet\.fr\.txt:4:1: write \{\{name\}\} with two braces/],
    [
      'a host that is not on the list',
      '{{shareUrl}}\nhttps://evil.example/x.',
      /^essai\/billet\.fr\.txt:5:1: evil\.example is not on the list "links" of campaign\.yaml: https:\/\/evil\.example\/x$/,
    ],
    [
      'http:',
      '{{shareUrl}} http://www.agence.example',
      /^essai\/billet\.fr\.txt:4:14: a link needs a whole https:\/\/ address/,
    ],
    ['no words', '', /^essai\/billet\.fr\.txt:4: the file has no words/],
  ]
  it.each(refused)('refuse %s', (_, text, line) => {
    const found = faults(() => post(text))
    expect(found).toHaveLength(1)
    expect(found[0]).toMatch(line)
  })

  it('warn when nobody can go on from them', () => {
    expect(post('Bonjour https://www.agence.example/').warnings[0]).toMatch(
      /^essai\/billet\.fr\.txt:4: no \{\{shareUrl\}\}/,
    )
  })
})

describe('share texts', () => {
  it('are plain words', () => expect(share('Venez : c’est simple.\n').text).toBe('Venez : c’est simple.'))

  it('have no values and no address of their own', () => {
    expect(faults(() => share('Venez {{shareUrl}}'))).toEqual([
      'essai/share.fr.txt:3:9: {{shareUrl}} cannot stand here: this text is the same for everybody',
    ])
    expect(faults(() => share('Venez https://www.agence.example/'))[0]).toMatch(
      /^essai\/share\.fr\.txt:3:7: the share link is added/,
    )
  })

  it('warn when X would cut them', () => {
    expect(share('a'.repeat(256)).warnings).toEqual([])
    expect(share('a'.repeat(257)).warnings[0]).toMatch(/the text has 281 characters/)
  })
})

describe('landing pages', () => {
  it('are safe HTML with straight links and no styles', () => {
    const it = page(
      'Un *mot* <b>fort</b> & {brut}.\n\n[Décrire mes compétences](https://www.agence.example/x?a=1&b=2 "button")\n\n- un\n',
    )
    expect(it).toEqual({
      text: '',
      subject: 'Titre',
      preheader: 'Résumé',
      links: [],
      warnings: [],
      html:
        '<p>Un <em>mot</em> &lt;b&gt;fort&lt;/b&gt; &amp; &#123;brut}.</p>\n' +
        '<p><a href="https://www.agence.example/x?a=1&amp;b=2" class="button">Décrire mes compétences</a></p>\n' +
        '<ul>\n<li>un</li>\n</ul>',
    })
  })

  it('leave h1 to the page’s own title', () => {
    expect(page('# Un\n\n## Deux').html).toBe('<h2>Un</h2>\n<h3>Deux</h3>')
    expect(page('## Un').html).toBe('<h2>Un</h2>')
  })

  it('keep numbers in order in Arabic', () => {
    expect(page('الهاتف +212 5 37 00 00 00', 'ar').html).toContain(
      '<span dir="ltr">+212 5 37 00 00 00</span>',
    )
  })

  const refused: [why: string, text: string, line: RegExp][] = [
    [
      'values',
      'Bonjour {{contact.firstName}}',
      /^essai\/landing\.fr\.md:5:11: \{\{contact\.firstName\}\} cannot stand here/,
    ],
    ['javascript:', '[x](javascript:alert(1))', /^essai\/landing\.fr\.md:5:5: a link needs a whole https/],
    [
      'a host that is not on the list',
      '[x](https://evil.example/)',
      /^essai\/landing\.fr\.md:5:5: evil\.example is not on the list/,
    ],
    ['no words', '', /^essai\/landing\.fr\.md:5: the file has no words/],
  ]
  it.each(refused)('refuse %s', (_, text, line) => {
    const found = faults(() => page(text))
    expect(found).toHaveLength(1)
    expect(found[0]).toMatch(line)
  })

  it('need a title', () => {
    expect(faults(() => page('x', 'fr', 'status: draft'))).toEqual([
      'essai/landing.fr.md:1: the page has no title',
    ])
  })
})
