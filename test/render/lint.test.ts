import { describe, expect, it } from 'vitest'
import { Problems } from '../../src/core/error.ts'
import { copies, definition, mail, templates } from './support/sample.ts'

const front = '---\nsubject: S\npreheader: P\n---\n'
/** The body begins on line 5. */
const body = (text: string) => front + text

async function faults(it: Parameters<typeof mail>[0]): Promise<readonly string[]> {
  try {
    await mail(it)
  } catch (error) {
    if (error instanceof Problems) return error.lines
    throw error
  }
  return []
}

const refused: [why: string, copy: string, line: string | RegExp][] = [
  [
    'an unknown value',
    body('Bonjour {{contact.firstname}}'),
    /^essai\/appel\.fr\.md:5:11: the value "contact\.firstname" is not known here; known are contact\.firstName, /,
  ],
  [
    'an unknown value in a condition',
    body('Un\n\n{{#if contact.age}}\nx\n{{/if}}'),
    /^essai\/appel\.fr\.md:7:7: the value "contact\.age" is not known here/,
  ],
  [
    'an unknown value in the subject',
    '---\nstatus: draft\nsubject: "Cher {{nom}}"\npreheader: P\n---\nx',
    /^essai\/appel\.fr\.md:3:18: the value "nom" is not known here/,
  ],
  [
    'an unknown value in the preheader',
    '---\nsubject: S\npreheader: Cher {{nom}}\n---\nx',
    /^essai\/appel\.fr\.md:3:19: the value "nom" is not known here/,
  ],
  [
    'a confirmation where nothing is confirmed',
    body('[Oui]({{confirmUrl}})'),
    /^essai\/appel\.fr\.md:5:9: the value "confirmUrl" is not known here/,
  ],
  [
    'three braces',
    body('Bonjour\n{{{contact.firstName}}}'),
    /^essai\/appel\.fr\.md:6:1: write \{\{name\}\} with two braces/,
  ],
  [
    'an ampersand that does the same',
    body('{{&contact.firstName}}'),
    /^essai\/appel\.fr\.md:5:1: write \{\{name\}\} with two braces/,
  ],
  [
    'a block left open',
    body('Bonjour\n\n{{#if contact.city}}\nx'),
    /^essai\/appel\.fr\.md:\d+:\d+: cannot be read as a template/,
  ],
  [
    'a helper that does not exist',
    body('{{lookup contact "x"}}'),
    /^essai\/appel\.fr\.md:5:1: there is no helper "lookup"/,
  ],
  ['a partial', body('{{> header}}'), /^essai\/appel\.fr\.md:5:1: partials are not allowed/],
  [
    'javascript:',
    body('Lire\n[la suite](javascript:alert(1))'),
    'essai/appel.fr.md:6:12: a link needs a whole https:// address (or mailto:, tel:), not javascript:alert(1)',
  ],
  [
    'javascript: in disguise',
    body('[la suite](java&#115;cript:alert%281%29)'),
    /^essai\/appel\.fr\.md:5: a link needs a whole https:\/\/ address/,
  ],
  [
    'data:',
    body('[la suite](data:text/html,x)'),
    /^essai\/appel\.fr\.md:5:12: a link needs a whole https:\/\/ address/,
  ],
  [
    'http:',
    body('[la suite](http://www.agence.example/)'),
    /^essai\/appel\.fr\.md:5:12: a link needs a whole https:\/\/ address/,
  ],
  [
    'http: written bare',
    body('Voir http://www.agence.example/'),
    /^essai\/appel\.fr\.md:5:6: a link needs a whole https:\/\/ address/,
  ],
  [
    'an address without host',
    body('[la suite](/page)'),
    /^essai\/appel\.fr\.md:5:12: a link needs a whole https:\/\/ address/,
  ],
  [
    'an address without protocol',
    body('[la suite](//www.agence.example/page)'),
    /^essai\/appel\.fr\.md:5:12: a link needs a whole https:\/\/ address/,
  ],
  [
    'a host that is not on the list',
    body('Un\n\n[la suite](https://agence.example/)'),
    'essai/appel.fr.md:7:12: agence.example is not on the list "links" of campaign.yaml: https://agence.example/',
  ],
  [
    'a host that only ends like one of the list',
    body('[la suite](https://xpartenaires.example/)'),
    /^essai\/appel\.fr\.md:5:12: xpartenaires\.example is not on the list/,
  ],
  [
    'a host put before another as a name',
    body('[la suite](https://www.agence.example@evil.example/)'),
    /^essai\/appel\.fr\.md:5:12: a link needs a whole https:\/\/ address/,
  ],
  [
    'a host that browsers read behind a backslash',
    body('[la suite](https://evil.example\\\\@www.agence.example/)'),
    /^essai\/appel\.fr\.md:5: evil\.example is not on the list/,
  ],
  [
    'a host in a definition',
    body('[la suite][1]\n\n[1]: https://evil.example/'),
    /^essai\/appel\.fr\.md:5: evil\.example is not on the list/,
  ],
  [
    'a person’s value inside an address',
    body('[la suite](https://www.agence.example/?nom={{contact.firstName}})'),
    /^essai\/appel\.fr\.md:5:12: no value can stand inside an address, only \{\{shareUrl\}\}/,
  ],
  [
    'a person’s value as an address',
    body('[la suite]({{contact.city}})'),
    /^essai\/appel\.fr\.md:5:12: no value can stand inside an address/,
  ],
  [
    'a person’s value behind mailto:',
    body('[écrire](mailto:x@agence.example?subject={{contact.city}})'),
    /^essai\/appel\.fr\.md:5:10: no value can stand inside an address/,
  ],
  [
    'a link without words',
    body('[](https://www.agence.example/)'),
    /^essai\/appel\.fr\.md:5:4: the link has no words/,
  ],
  [
    'an image without words',
    body('![](https://www.agence.example/a.png)'),
    /^essai\/appel\.fr\.md:5:5: the image has no words for those who do not see it/,
  ],
  [
    'an image from elsewhere',
    body('![Une école](https://evil.example/a.png)'),
    /^essai\/appel\.fr\.md:5:14: images of evil\.example are not on the list/,
  ],
  [
    'an image that is no address',
    body('![Une école](a.png)'),
    /^essai\/appel\.fr\.md:5:14: an image needs a whole https:\/\/ address/,
  ],
  [
    'a condition that crosses emphasis',
    body('**{{#if contact.city}}a**{{/if}}'),
    /^essai\/appel\.fr\.md:5:26: \{\{\/if\}\} and the tag it belongs to must stand in the same sentence/,
  ],
  [
    'a condition that crosses paragraphs',
    body('Un {{#if contact.city}}deux\n\ntrois{{/if}}'),
    /^essai\/appel\.fr\.md:7:6: \{\{\/if\}\} and the tag it belongs to/,
  ],
  [
    'a condition that crosses a list',
    body('{{#if contact.city}}\n\n- un\n\n  {{/if}}'),
    /^essai\/appel\.fr\.md:9:3: \{\{\/if\}\} and the tag it belongs to/,
  ],
  [
    'two titles',
    body('# Un\n\n# Deux'),
    'essai/appel.fr.md:7: a mail has one title (#); use ## for the others',
  ],
  ['no subject', '---\npreheader: P\n---\nx', 'essai/appel.fr.md:1: the mail has no subject'],
  ['no words', front, 'essai/appel.fr.md:5: the mail has no words'],
  [
    'a backslash before a value',
    body('a \\{{contact.city}}'),
    /^essai\/appel\.fr\.md:5:3: no backslash can stand before \{\{/,
  ],
  ['a private-use character', body('a \uE000'), /^essai\/appel\.fr\.md:5:3: has a private-use character/],
]

describe('lint', () => {
  it.each(refused)('refuses %s, once, with its place', async (_, copy, line) => {
    const found = await faults({ copy })
    expect(found).toHaveLength(1)
    if (typeof line === 'string') expect(found[0]).toBe(line)
    else expect(found[0]).toMatch(line)
  })

  it('says everything at once, in lines of the file', async () => {
    const copy = '---\nsubject: "{{x}}"\n---\n\n{{y}}\n\n[a](http://b)\n'
    const found = await faults({ copy })
    expect(found.map((line) => line.split(': ')[0])).toEqual([
      'essai/appel.fr.md:2:13',
      'essai/appel.fr.md:5:3',
      'essai/appel.fr.md:7:5',
    ])
  })

  it('counts lines the same in files from Windows', async () => {
    const copy = body('Un\n\n{{y}}').replaceAll('\n', '\r\n')
    expect((await faults({ copy }))[0]).toMatch(/^essai\/appel\.fr\.md:7:3:/)
  })

  it('refuses {{shareUrl}} where the step shares nothing', async () => {
    const [line] = await faults({ copy: body('[Transmettre]({{shareUrl}})'), step: 'rappel' })
    expect(line).toBe(
      'essai/rappel.fr.md:5: {{shareUrl}} is empty here: step rappel of campaign.yaml does not say "share: true"',
    )
  })

  it('refuses a confirmation without its link', async () => {
    const [line] = await faults({ copy: body('Bonjour'), step: 'confirmation' })
    expect(line).toBe(
      'essai/confirmation.fr.md:5: a mail that confirms a sign-up needs a link to {{confirmUrl}}',
    )
  })

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
  it.each(allowed)('allows %s', async (_, text) => expect(await faults({ copy: body(text) })).toEqual([]))

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
  it.each(warned)('warns of %s', async (_, copy, line) => {
    const { warnings } = await mail({ copy })
    expect(warnings).toHaveLength(1)
    expect(warnings[0]).toMatch(line)
  })

  it('warns when the share buttons have no words', async () => {
    const { warnings } = await mail({ copy: copies.fr, shareText: null })
    expect(warnings).toEqual([
      'essai/appel.fr.md:1: there is no share.fr.txt: the share buttons open without words',
    ])
  })
})

describe('the size of a mail', () => {
  const long = (paragraphs: number) =>
    body(
      'é'
        .repeat(498)
        .replace(/(.{99})/g, '$1 ')
        .concat('\n\n')
        .repeat(paragraphs),
    )

  it('warns above 90,000 bytes and refuses above 102,000', async () => {
    expect((await mail({ copy: long(60) })).warnings).toEqual([])
    expect((await mail({ copy: long(72) })).warnings[0]).toMatch(
      /^essai\/appel\.fr\.md:1: the mail has 9\d{4} bytes; Gmail cuts off/,
    )
    expect((await faults({ copy: long(85) }))[0]).toMatch(
      /^essai\/appel\.fr\.md:1: the mail has 1\d{5} bytes; .*: shorten it$/,
    )
  })
})

describe('layouts', () => {
  const broken = (change: (source: string) => string, name = 'partials/footer.mjml') => ({
    ...templates,
    [name]: change(templates[name]!),
  })

  it('must exist', async () => {
    const other = { ...definition, steps: [{ ...definition.steps[0]!, layout: 'affiche' }] }
    expect(await faults({ copy: copies.fr, definition: other })).toEqual([
      'templates/affiche.mjml is missing: there is no layout "affiche"',
    ])
  })

  it('must let people leave', async () => {
    const without = broken((source) => source.replaceAll('\\{{unsubscribeUrl}}', '#'))
    expect(await faults({ copy: copies.fr, templates: without })).toEqual([
      'templates/letter.mjml:1: the mail has no link to {{unsubscribeUrl}}',
    ])
  })

  it('must not turn a block of Arabic round', async () => {
    const turned = broken((source) => source.replace('<mj-column>', '<mj-column direction="ltr">'))
    const [line] = await faults({ copy: copies.ar, language: 'ar', templates: turned })
    expect(line).toBe(
      'templates/letter.mjml:1: a block is set from left to right in a mail that is read from right to left',
    )
  })

  it('must be MJML', async () => {
    const wrong = broken((source) => source.replace('<mj-column>', '<mj-column colour="red">'))
    expect((await faults({ copy: copies.fr, templates: wrong }))[0]).toMatch(
      /^templates\/letter\.mjml: .*colour/i,
    )
  })
})
