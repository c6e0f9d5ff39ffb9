import { existsSync, readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import browserMjml2html from 'mjml-browser'
import { describe, expect, it } from 'vitest'
import { type CampaignDefinition, inLanguage } from '../../src/core/campaign.ts'
import { readDefinition } from '../../src/core/definition.ts'
import { isLanguageTag, type LanguageTag } from '../../src/core/language.ts'
import { compileMail } from '../../src/render/compile.ts'
import { readCopy } from '../../src/render/copy.ts'
import { type Mode, parseTemplate, render } from '../../src/render/interpret.ts'
import { type MailContext, renderMail } from '../../src/render/message.ts'
import { mjmlCompiler } from '../../src/render/mjml.ts'
import { compilePage, compilePost, compileShareText } from '../../src/render/post.ts'
import { oracle } from './oracle.ts'
import { compile, context, copies, mail, templates } from './support/sample.ts'

/** Every copy file of every shipped campaign, compiled as `publish` does. */
type Copied = {
  path: string
  step: string
  language: LanguageTag
  source: string
  definition: CampaignDefinition
  share: string | null
}

const slugs = existsSync('campaigns')
  ? readdirSync('campaigns').filter((slug) => existsSync(`campaigns/${slug}/campaign.yaml`))
  : []
const shipped = slugs.flatMap((slug): Copied[] => {
  const folder = `campaigns/${slug}`
  const definition = readDefinition(
    `${folder}/campaign.yaml`,
    readFileSync(`${folder}/campaign.yaml`, 'utf8'),
  )
  return readdirSync(folder).flatMap((file): Copied[] => {
    const parts = file.split('.')
    const language = parts.at(-2) ?? ''
    if (!/\.(?:md|txt)$/.test(file) || !isLanguageTag(language)) return []
    const sharePath = `${folder}/share.${language}.txt`
    const share = existsSync(sharePath)
      ? readCopy(sharePath, readFileSync(sharePath, 'utf8')).body.trim()
      : null
    return [
      {
        path: `${folder}/${file}`,
        step: parts[0]!,
        language,
        source: readFileSync(`${folder}/${file}`, 'utf8'),
        definition,
        share,
      },
    ]
  })
})

async function compiled({ path, step: id, language, source, definition, share }: Copied, compiler = compile) {
  const copy = readCopy(path, source)
  if (id === 'landing') return compilePage({ path, language, copy, definition })
  if (id === 'share') return compileShareText({ path, language, copy })
  const step = definition.steps.find((one) => one.id === id)!
  if (step.channel === 'x') return compilePost({ path, language, copy, definition })
  const institutionName = inLanguage(definition.sender.name, language, definition.fallback)
  return compileMail(compiler, templates, {
    path,
    language,
    copy,
    definition,
    step,
    institutionName,
    shareText: share,
  })
}

const word = fc.oneof(
  fc.constantFrom('', '', 'Amina', 'أمينة', 'BE', '<b>"\'&`=', '{{x}}', 'a\nb'),
  fc.string({ unit: 'grapheme', maxLength: 12 }),
)
const address = fc.webUrl({ withQueryParameters: true })
const contexts = (links: number): fc.Arbitrary<MailContext> =>
  fc.record({
    language: fc.constantFrom('fr', 'ar', 'ary', 'zgh', 'sv'),
    contact: fc.record({
      firstName: word,
      lastName: word,
      country: fc.constantFrom('', 'BE', 'FR', 'MA', 'SE'),
      city: word,
    }),
    links: fc.array(address, { minLength: links, maxLength: links }),
    shareUrl: fc.oneof(fc.constant(''), address),
    share: fc.record({
      whatsapp: address,
      facebook: address,
      x: address,
      telegram: address,
      linkedin: address,
      email: address,
    }),
    chainUrl: fc.oneof(fc.constant(''), address),
    confirmUrl: fc.oneof(fc.constant(''), address),
    dataUrl: fc.constant(''),
    unsubscribeUrl: fc.oneof(fc.constant(''), address),
    objectUrl: fc.oneof(fc.constant(''), address),
    preferencesUrl: address,
    viewUrl: fc.oneof(fc.constant(''), address),
    pixelUrl: fc.oneof(fc.constant(''), address),
  })

function holdsBesideHandlebars(sources: [Mode, string][], links: number, numRuns: number): void {
  const pairs = sources.map(([mode, source]) => ({
    ours: parseTemplate(source, { mode }),
    theirs: oracle(source, mode),
  }))
  fc.assert(
    fc.property(contexts(links), (data) => {
      for (const { ours, theirs } of pairs) expect(render(ours, data)).toBe(theirs(data))
    }),
    { numRuns },
  )
}

describe('compiled contents: the interpreter beside Handlebars.compile', () => {
  it.each([
    ['fr', copies.fr, 'appel'],
    ['ar', copies.ar, 'appel'],
    ['fr', copies.confirmation, 'confirmation'],
  ] as const)('sample %s', async (language, copy, step) => {
    const { subject, html, text, links } = await mail({ copy, language, step })
    holdsBesideHandlebars(
      [
        ['text', subject],
        ['html', html],
        ['text', text],
      ],
      links.length,
      100,
    )
  })
})

describe('shipped campaigns', () => {
  it('are there', () => expect(shipped.length).toBeGreaterThan(50))

  it.each(shipped.map((it) => [it.path, it] as const))('%s', async (_, it) => {
    const content = await compiled(it)
    const { subject, html, text } = content
    holdsBesideHandlebars(
      [
        ['text', subject],
        ['html', html],
        ['text', text],
      ],
      content.links.length,
      10,
    )
    expect(await compiled(it, mjmlCompiler(browserMjml2html))).toEqual(content)
    if (!text || !html) return
    const sent = renderMail(content, context(content.links, { language: it.language }))
    for (const [, href] of sent.html.matchAll(/\shref="([^"]+)"/g)) {
      expect(sent.text).toContain(href!.replaceAll('&#x3D;', '=').replaceAll('&amp;', '&'))
    }
  })
})
