import { describe, expect, it } from 'vitest'
import { copies, faultsOf, mail } from './support/sample.ts'

/** The body begins on line 5. */
const body = (text: string) => `---\nsubject: S\npreheader: P\n---\n${text}`

describe('lint lets pass', () => {
  const allowed: [why: string, text: string][] = [
    [
      'hosts of the list and of the contact page',
      '[un](https://www.agence.example/) [deux](https://a.b.partenaires.example/) [trois](https://contact.agence.example/x)',
    ],
    [
      'mail and telephone',
      '[écrire](mailto:bonjour@agence.example?subject=Question) [appeler](tel:+212537000000)',
    ],
    ['the share link as a whole destination', '[Transmettre]({{shareUrl}})'],
    [
      'conditions in a sentence',
      'Bonjour{{#if contact.firstName}} **{{contact.firstName}}**{{else}} à vous{{/if}},',
    ],
    [
      'conditions around blocks',
      '{{#if (eq contact.country "BE")}}\n- un\n- deux\n{{else if contact.city}}\n\n> trois\n{{else}}\nquatre\n{{/if}}',
    ],
    ['with', '{{#with contact}}{{firstName}} {{lastName}}{{/with}}'],
    ['an image that only decorates', '![](https://www.agence.example/a.png "decorative")'],
    ['braces that are only braces', 'a { b } &#123;&#123;c}} {'],
  ]
  it.each(allowed)('%s', async (_, text) => expect(await faultsOf({ copy: body(text) })).toEqual([]))

  const warned: [why: string, copy: string, line: RegExp][] = [
    ['no preheader', '---\nsubject: S\n---\nx', /^essai\/appel\.fr\.md:1: no preheader/],
    [
      'words that say nothing',
      body('[Cliquez ici](https://www.agence.example/)'),
      /^essai\/appel\.fr\.md:5:15: "Cliquez ici" does not say where the link leads/,
    ],
    [
      'a button inside a sentence',
      body('Un [deux](https://www.agence.example/ "button")'),
      /^essai\/appel\.fr\.md:5:11: a button must be a paragraph of its own/,
    ],
    [
      'a title that would not be shown',
      body('[deux](https://www.agence.example/ "Deux")'),
      /^essai\/appel\.fr\.md:5:8: the title "Deux" is not shown/,
    ],
  ]
  it.each(warned)('with a warning: %s', async (_, copy, line) => {
    const { warnings } = await mail({ copy })
    expect(warnings).toHaveLength(1)
    expect(warnings[0]).toMatch(line)
  })

  it('with a warning: the share buttons have no words', async () => {
    const { warnings } = await mail({ copy: copies.fr, shareText: null })
    expect(warnings).toEqual([
      'essai/appel.fr.md:1: there is no share.fr.txt: the share buttons open without words',
    ])
  })
})
