import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import mjml2html from 'mjml'
import { describe, expect, it } from 'vitest'
import { inLanguage } from '../../src/core/campaign.ts'
import { readDefinition } from '../../src/core/definition.ts'
import { type LanguageTag, languageTags } from '../../src/core/language.ts'
import { home, readFolder, readTemplates } from '../../src/node/files.ts'
import { compileMail } from '../../src/render/compile.ts'
import { readCopy } from '../../src/render/copy.ts'
import { type MailContext, renderMail, renderPost } from '../../src/render/message.ts'
import { mjmlCompiler } from '../../src/render/mjml.ts'
import { compilePage, compilePost, compileShareText } from '../../src/render/post.ts'

const compile = mjmlCompiler(mjml2html)
const templates = readTemplates()

describe.each(readdirSync(join(home, 'campaigns')))('campaigns/%s', (slug) => {
  const files = readFolder(join(home, 'campaigns', slug))
  const definition = readDefinition('campaign.yaml', files['campaign.yaml']!)
  const mails = definition.steps.filter((step) => step.channel === 'email')
  const posts = definition.steps.filter((step) => step.channel === 'x')
  const source = (path: string, language: LanguageTag) => ({
    path,
    language,
    copy: readCopy(path, files[path]!),
    definition,
  })
  const shareText = (language: LanguageTag) =>
    compileShareText(source(`share.${language}.txt`, language)).text
  const mail = (step: (typeof mails)[number], language: LanguageTag) =>
    compileMail(compile, templates, {
      ...source(`${step.id}.${language}.md`, language),
      step,
      institutionName: inLanguage(definition.sender.name, language, definition.fallback),
      shareText: shareText(language),
    })

  describe.each(mails)('step $id', (step) => {
    it.each(languageTags)('compiles and renders in %s without a warning', async (language) => {
      const content = await mail(step, language)
      expect(content.warnings).toEqual([])
      const named = renderMail(content, context(language, content.links, 'Salma'))
      const unnamed = renderMail(content, context(language, content.links, ''))
      expect(named.html.includes('Salma')).toBe(step.trigger !== 'signup')
      for (const { html, text, subject } of [named, unnamed]) {
        expect(subject).toBe(content.subject)
        expect(html).not.toMatch(/\{\{|undefined/)
        expect(text).not.toMatch(/\{\{|undefined/)
      }
    })
  })

  it.each(languageTags)('has a landing page and share words in %s', (language) => {
    const page = compilePage(source(`landing.${language}.md`, language))
    expect(page.warnings).toEqual([])
    expect(page.html).toContain('<h2>')
    // One sentence, to be sent as it is: WhatsApp and X show it beside the link.
    expect(shareText(language).length).toBeLessThanOrEqual(200)
    expect(shareText(language)).not.toContain('\n')
  })

  it.each(posts.flatMap(({ id }) => languageTags.map((tag) => [id, tag] as const)))(
    'posts %s in %s',
    (id, tag) => {
      const post = compilePost(source(`${id}.${tag}.txt`, tag))
      expect(post.warnings).toEqual([])
      const shareUrl = 'https://mawja.example/s/abc'
      expect(renderPost(post.text, { language: tag, shareUrl })).toMatch(
        /\nhttps:\/\/mawja\.example\/s\/abc$/,
      )
    },
  )
})

function context(language: string, links: readonly string[], firstName: string): MailContext {
  const at = (path: string) => `https://mawja.example/${path}`
  return {
    language,
    contact: { firstName, lastName: '', country: 'BE', city: '' },
    links,
    shareUrl: at('s/abc'),
    share: {
      whatsapp: at('w'),
      facebook: at('f'),
      x: at('x'),
      telegram: at('t'),
      linkedin: at('l'),
      email: at('e'),
    },
    confirmUrl: at('j/abc'),
    dataUrl: '',
    unsubscribeUrl: at('u/abc'),
    objectUrl: '',
    preferencesUrl: at('p/abc'),
    viewUrl: at('v/abc'),
    pixelUrl: '',
    chainUrl: at('me/abc'),
  }
}
