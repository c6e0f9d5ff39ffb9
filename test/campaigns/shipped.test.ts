import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { CampaignDefinition } from '../../src/core/campaign.ts'
import { readDefinition } from '../../src/core/definition.ts'
import { type LanguageTag, languageTags } from '../../src/core/language.ts'
import { readCopy } from '../../src/render/copy.ts'

const home = new URL('../../campaigns/', import.meta.url)
const slugs = readdirSync(home, { withFileTypes: true })
  .filter((it) => it.isDirectory())
  .map((it) => it.name)

const read = (slug: string, name: string) => readFileSync(new URL(`${slug}/${name}`, home), 'utf8')
const copyOf = (slug: string, name: string) => readCopy(`${slug}/${name}`, read(slug, name))

/** Names of the files that a campaign needs in a language. */
function filesOf(definition: CampaignDefinition, language: LanguageTag): string[] {
  const steps = definition.steps.flatMap(({ id, channel, variants }) =>
    (variants ?? ['']).map((variant) =>
      [id, variant, language, channel === 'x' ? 'txt' : 'md'].filter(Boolean).join('.'),
    ),
  )
  return [...steps, `landing.${language}.md`, `share.${language}.txt`]
}

describe.each(slugs)('campaigns/%s', (slug) => {
  const definition = readDefinition(`${slug}/campaign.yaml`, read(slug, 'campaign.yaml'))
  const files = readdirSync(new URL(`${slug}/`, home)).filter((name) => name !== 'campaign.yaml')

  it('has every file in every language and no other', () => {
    expect(files.sort()).toEqual(languageTags.flatMap((tag) => filesOf(definition, tag)).sort())
  })

  it('names itself, its sender, its list and its funders in every language', () => {
    const { name, sender, list, funders } = definition
    for (const words of [name, sender.name, sender.address, list.name, funders?.text]) {
      if (words) expect(Object.keys(words).sort()).toEqual([...languageTags].sort())
    }
  })

  it('speaks of invented hosts and addresses only', () => {
    const all = ['campaign.yaml', ...files].map((name) => read(slug, name)).join('\n')
    for (const [, host] of all.matchAll(/(?:https?:\/\/|@)([a-z0-9.-]+)/gi))
      expect(host).toMatch(/\.example$/)
  })

  it.each(files.filter((name) => name.endsWith('.md')))(
    '%s has a subject and a preheader of the right length',
    (name) => {
      const { subject, preheader } = copyOf(slug, name)
      expect(subject.length).toBeGreaterThan(10)
      expect(subject.length).toBeLessThanOrEqual(60)
      expect(preheader.length).toBeGreaterThanOrEqual(60)
      expect(preheader.length).toBeLessThanOrEqual(100)
    },
  )

  it.each(files)('%s is plain in tone and right in its script', (name) => {
    const language = name.split('.').at(-2) as LanguageTag
    const { subject, preheader, body } = copyOf(slug, name)
    const text = [subject, preheader, body]
      .join('\n')
      .replace(/\{\{.*?\}\}|\]\(.*?\)|\[[a-z.]+\.example/g, '')
    expect(text).not.toMatch(/!/)
    expect(text.replace(/[^\p{L}]/gu, '')).toMatch(scriptOf(language))
    if (language === 'fr') expect(text).not.toMatch(/ [:;?»]|« /)
    if (language === 'ar' || language === 'ary') expect(text).not.toMatch(/[?,;٠-٩]/)
  })

  it.each(mailsOf(definition))('%s greets people with and without a first name', (name, { trigger }) => {
    const { body } = copyOf(slug, name)
    const [greeting] = body.split('\n')
    // Anybody can write a name into the sign-up form of somebody else's address: that mail must not repeat it.
    if (trigger === 'signup') expect(body).not.toContain('contact.')
    else
      expect(greeting).toMatch(
        /^\{\{#if contact\.firstName\}\}.*\{\{contact\.firstName\}\}.*\{\{else\}\}.+\{\{\/if\}\}$/,
      )
  })

  it.each(mailsOf(definition))('%s has one main button', (name, { trigger }) => {
    const buttons = [...copyOf(slug, name).body.matchAll(/^\[[^\]]+\]\(([^ ]+) "button"\)$/gm)]
    expect(buttons).toHaveLength(1)
    if (trigger === 'signup') expect(buttons[0]![1]).toBe('{{confirmUrl}}')
  })
})

type Row = [name: string, step: CampaignDefinition['steps'][number]]

function mailsOf(definition: CampaignDefinition): Row[] {
  return definition.steps
    .filter((step) => step.channel === 'email')
    .flatMap((step) =>
      (step.variants ?? ['']).flatMap((variant) =>
        languageTags.map((tag): Row => [[step.id, variant, tag, 'md'].filter(Boolean).join('.'), step]),
      ),
    )
}

function scriptOf(language: LanguageTag): RegExp {
  if (language === 'ar' || language === 'ary') return /^\p{Script=Arabic}+$/u
  return language === 'zgh' ? /^\p{Script=Tifinagh}+$/u : /^\p{Script=Latin}+$/u
}
