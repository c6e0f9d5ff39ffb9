import { describe, expect, it } from 'vitest'
import { faultsOf } from './support/sample.ts'

const front = '---\nsubject: S\npreheader: P\n---\n'
/** The body begins on line 5. */
const body = (text: string) => front + text

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
    const found = await faultsOf({ copy })
    expect(found).toHaveLength(1)
    if (typeof line === 'string') expect(found[0]).toBe(line)
    else expect(found[0]).toMatch(line)
  })

  it('says everything at once, in lines of the file', async () => {
    const copy = '---\nsubject: "{{x}}"\n---\n\n{{y}}\n\n[a](http://b)\n'
    const found = await faultsOf({ copy })
    expect(found.map((line) => line.split(': ')[0])).toEqual([
      'essai/appel.fr.md:2:13',
      'essai/appel.fr.md:5:3',
      'essai/appel.fr.md:7:5',
    ])
  })

  it('counts lines the same in files from Windows', async () => {
    const copy = body('Un\n\n{{y}}').replaceAll('\n', '\r\n')
    expect((await faultsOf({ copy }))[0]).toMatch(/^essai\/appel\.fr\.md:7:3:/)
  })

  it('refuses {{shareUrl}} where the step shares nothing', async () => {
    const [line] = await faultsOf({ copy: body('[Transmettre]({{shareUrl}})'), step: 'rappel' })
    expect(line).toBe(
      'essai/rappel.fr.md:5: {{shareUrl}} is empty here: step rappel of campaign.yaml does not say "share: true"',
    )
  })

  it('refuses a confirmation without its link', async () => {
    const [line] = await faultsOf({ copy: body('Bonjour'), step: 'confirmation' })
    expect(line).toBe(
      'essai/confirmation.fr.md:5: a mail that confirms a sign-up needs a link to {{confirmUrl}}',
    )
  })
})
