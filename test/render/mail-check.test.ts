import { describe, expect, it } from 'vitest'
import { copies, definition, faultsOf, mail, notice, templates } from './support/sample.ts'

const body = (text: string) => `---\nsubject: S\npreheader: P\n---\n${text}`

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
    expect((await faultsOf({ copy: long(85) }))[0]).toMatch(
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
    expect(await faultsOf({ copy: copies.fr, definition: other })).toEqual([
      'templates/affiche.mjml is missing: there is no layout "affiche"',
    ])
  })

  it('must let people leave', async () => {
    const without = broken((source) => source.replaceAll('\\{{unsubscribeUrl}}', '#'))
    expect(await faultsOf({ copy: copies.fr, templates: without })).toEqual([
      'templates/letter.mjml:1: the mail has no link to {{unsubscribeUrl}}',
    ])
  })

  it('must let readers of a notice object', async () => {
    const without = broken((source) => source.replaceAll('\\{{objectUrl}}', '#'))
    const it = { copy: copies.avis, step: 'avis', definition: notice }
    expect(await faultsOf({ ...it, templates: without })).toEqual([
      'templates/letter.mjml:1: the mail has no link to {{objectUrl}}',
    ])
    const both = broken((source) => source.replaceAll('\\{{preferencesUrl}}', '\\{{unsubscribeUrl}}'))
    expect(await faultsOf({ ...it, templates: both })).toEqual([
      'templates/letter.mjml:1: a notice has no use for {{unsubscribeUrl}}',
    ])
    const measured = broken(
      (source) => source.replaceAll('{{#if measurable}}', '{{#if language}}'),
      'letter.mjml',
    )
    expect(await faultsOf({ ...it, templates: measured })).toEqual([
      'templates/letter.mjml:1: nobody may be measured by this mail: it has no use for {{pixelUrl}}',
    ])
  })

  it.each([
    ['no image', '\\{{pixelUrl}}"', '#"', 'pixel', /no image \{\{pixelUrl}}/],
    ['an image that is read out', ' aria-hidden="true"', '', 'pixel', /no image \{\{pixelUrl}}/],
    [
      'an image for everybody',
      /\\\{\{#if pixelUrl}}|\\\{\{\/if}}/g,
      '',
      'pixel',
      /belong into \{\{#if pixelUrl}}/,
    ],
    ['no word of it', '{{words.measured}}', '', 'footer', /must read words\.measured/],
    ['words for everybody', '#if pixelUrl', '#if language', 'footer', /belong into \{\{#if pixelUrl}}/],
  ])('must not measure with %s', async (_, from, to, partial, expected) => {
    const wrong = broken((source) => source.replaceAll(from, to), `partials/${partial}.mjml`)
    expect(wrong).not.toEqual(templates)
    expect(await faultsOf({ copy: copies.fr, templates: wrong })).toEqual([expect.stringMatching(expected)])
  })

  it('must not turn a block of Arabic round', async () => {
    const turned = broken((source) => source.replace('<mj-column>', '<mj-column direction="ltr">'))
    const [line] = await faultsOf({ copy: copies.ar, language: 'ar', templates: turned })
    expect(line).toBe(
      'templates/letter.mjml:1: a block is set from left to right in a mail that is read from right to left',
    )
  })

  it('must be MJML', async () => {
    const wrong = broken((source) => source.replace('<mj-column>', '<mj-column colour="red">'))
    expect((await faultsOf({ copy: copies.fr, templates: wrong }))[0]).toMatch(
      /^templates\/letter\.mjml: .*colour/i,
    )
  })
})
