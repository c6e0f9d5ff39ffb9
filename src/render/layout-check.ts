import { Problems } from '../core/error.ts'
import type { LanguageTag } from '../core/language.ts'
import { shareButtons } from '../core/share.ts'
import { directionOf, words } from '../i18n/words.ts'
import { type CompiledMail, compileMail } from './compile.ts'
import { escapeHtml } from './interpret.ts'
import type { Templates } from './layout.ts'
import { type LayoutFault, sourceFaults } from './layout-source.ts'
import { markupFaults } from './markup.ts'
import type { MjmlCompiler } from './mjml.ts'
import { type SampleKind, sampleAddress, sampleKinds, sampleLetter } from './sample-letters.ts'

export type LayoutQuestion = {
  /** All files as they would be, the one that is looked at among them. */
  templates: Templates
  /** `letter`, `partials/footer`. */
  name: string
  /** Hosts whose pictures may stand in a mail. */
  hosts: readonly string[]
  institutionName: string
  /** Languages in which the sample letters are made. */
  languages: readonly LanguageTag[]
}

/** Text of one layout or partial, longest. A mail is cut off long before. */
export const longestLayout = 100_000

/**
 * Looks at a layout, or at a partial in every layout that uses it: the text first, and when that is sound four sample
 * letters in each language.
 *
 * @returns what is wrong, in the order of the lines; none = it can be published
 */
export async function checkLayout(compile: MjmlCompiler, it: LayoutQuestion): Promise<LayoutFault[]> {
  const text = it.templates[`${it.name}.mjml`] ?? ''
  const partials = Object.keys(it.templates).flatMap((path) => /^partials\/(.+)\.mjml$/.exec(path)?.[1] ?? [])
  if (text.length > longestLayout)
    return [{ line: 1, column: 1, what: `a layout has ${longestLayout} characters at most` }]
  const faults = sourceFaults({ text, partials, hosts: it.hosts })
  if (faults.length) return unique(faults)
  const found: LayoutFault[] = []
  for (const layout of layoutsWith(it.templates, it.name)) {
    for (const language of it.languages) {
      for (const kind of sampleKinds)
        found.push(...(await sampleFaults(compile, it, { text, layout, language, kind })))
      if (found.length) return unique(found)
    }
  }
  return found
}

/** MJML throws at what it cannot read at all; for whoever writes that is one more fault. */
export function tolerant(compile: MjmlCompiler): MjmlCompiler {
  return (source) =>
    compile(source).catch((error: unknown) => ({
      html: '',
      errors: [String((error as Error).message ?? error)],
    }))
}

/** Layouts that a file has part in: itself, or those that name the partial, directly or through another. */
export function layoutsWith(templates: Templates, name: string): string[] {
  if (!name.startsWith('partials/')) return [name]
  return layoutNames(templates).filter((layout) => partsOf(templates, layout).has(name))
}

const layoutNames = (templates: Templates): string[] =>
  Object.keys(templates).flatMap((path) => /^([a-z0-9][a-z0-9-]*)\.mjml$/.exec(path)?.[1] ?? [])

function partsOf(templates: Templates, name: string, seen: Set<string> = new Set()): Set<string> {
  for (const [, part] of (templates[`${name}.mjml`] ?? '').matchAll(/\{\{~?>\s*([\w-]+)/g)) {
    const path = `partials/${part}`
    if (seen.has(path)) continue
    seen.add(path)
    partsOf(templates, path, seen)
  }
  return seen
}

type Sample = { text: string; layout: string; language: LanguageTag; kind: SampleKind }

async function sampleFaults(
  compile: MjmlCompiler,
  it: LayoutQuestion,
  { text, layout, language, kind }: Sample,
): Promise<LayoutFault[]> {
  const letter = sampleLetter(kind, { language, layout, institutionName: it.institutionName })
  let filled = ''
  const watched: MjmlCompiler = (source) => {
    filled = source
    return tolerant(compile)(source)
  }
  const say = (what: string): LayoutFault => ({ line: 1, column: 1, what: `${what} (${kind}, ${language})` })
  try {
    const mail = await compileMail(watched, it.templates, letter)
    const missing = missingParts(mail, { language, kind, institutionName: it.institutionName })
    return [...missing, ...markupFaults(mail.html, [...it.hosts, 'www.institution.example'])].map(say)
  } catch (error) {
    if (!(error instanceof Problems)) throw error
    return error.lines.map((line) => located(line, { text, filled, name: it.name, say }))
  }
}

/** What every mail must have, whatever it looks like. */
function missingParts(
  { html }: CompiledMail,
  it: { language: LanguageTag; kind: SampleKind; institutionName: string },
): string[] {
  const { language, kind } = it
  const { mail, page } = words(language)
  const faults: string[] = []
  const need = (is: boolean, what: string) => {
    if (!is) faults.push(what)
  }
  const bulk = kind !== 'signup'
  const shown = html.replace(/<head>[\s\S]*?<\/head>/, '')
  const has = (value: string) => html.includes(value)
  const body = kind === 'signup' ? '{{confirmUrl}}' : '{{links.[0]}}'
  need(shown.split(body).length === 2, 'the body {{{body}}} must stand in the layout once')
  const direction = directionOf(language)
  const root = html.match(/<html[^>]*>/g) ?? []
  need(root.length === 1, 'a mail is one document')
  need(attribute(root[0], 'lang') === language, 'write <mjml lang="{{language}}" dir="{{dir}}">')
  need(attribute(root[0], 'dir') === direction, 'write <mjml lang="{{language}}" dir="{{dir}}">')
  need(directed(shown, direction), `a block has a direction of its own: write dir="{{dir}}"`)
  need(shown.includes(escapeHtml(it.institutionName)), 'the mail does not say whose it is: {{institution}}')
  need(shown.includes(escapeHtml(fillSender(mail.sender, it.institutionName))), 'the foot has no {{sender}}')
  need(
    kind !== 'plain' || shown.includes(escapeHtml(page.signup.title)),
    'a letter without # has no {{heading}}',
  )
  if (kind === 'campaign') {
    need(
      shareButtons.every((name) => has(`{{share.${name}}}`)),
      'the share block lacks {{share.buttons}}',
    )
    need(has('{{shareUrl}}'), 'the share block has no \\{{shareUrl}}')
    need(has('{{chainUrl}}'), 'the share block has no \\{{chainUrl}}')
    need(
      shown.includes('Fondation de l’Exemple &lt;b&gt;'),
      'the mail does not name who pays: {{funders.text}}',
    )
  }
  if (bulk) {
    need(has('href="{{viewUrl}}"'), 'the mail has no link \\{{viewUrl}} to read it on the web')
    need(has('href="{{preferencesUrl}}"'), 'the mail has no link \\{{preferencesUrl}}')
  }
  if (bulk && kind !== 'plain') {
    need(shown.includes(sampleAddress), 'the foot has no postal address: {{address.text}}')
    need(has('https://www.institution.example/contact'), 'the foot has no {{contactUrl}}')
  }
  need(
    has('prefers-color-scheme: dark') && /name="color-scheme"/.test(html),
    'there are no rules for dark screens',
  )
  return faults
}

const fillSender = (text: string, institution: string) => text.replace('{institution}', institution)

const attribute = (tag: string | undefined, name: string) =>
  new RegExp(`\\s${name}="([^"]*)"`).exec(tag ?? '')?.[1] ?? ''

/** Addresses are written from left to right everywhere; passages may be in another language. */
function directed(html: string, direction: string): boolean {
  const other = direction === 'rtl' ? 'ltr' : 'rtl'
  return [...html.matchAll(/<(\w+)([^>]*\sdir="(ltr|rtl)"[^>]*)>/g)].every(
    ([, tag, attributes, dir]) => dir !== other || tag === 'a' || / lang="/.test(attributes!),
  )
}

type Finding = { text: string; filled: string; name: string; say(what: string): LayoutFault }

/** `templates/letter.mjml:3:5: …`, `footer:2:1: …`, or MJML's `Line 4 of … (mj-text) — …` about the filled-in text. */
function located(line: string, { text, filled, name, say }: Finding): LayoutFault {
  const mjml = /Line (\d+) of .*? \(([\w-]+)\) — (.*)$/s.exec(line)
  if (mjml) return inSource(text, filled, { line: Number(mjml[1]), tag: mjml[2]!, what: mjml[3]! })
  const [, file, at, column, what] = /^([\w/.-]+?)(?:\.mjml)?:(\d+)(?::(\d+))?: (.*)$/s.exec(line) ?? []
  if (!file) return say(line.replace(/^templates\/[\w/-]+\.mjml: /, ''))
  const own = name.endsWith(file.replace(/^templates\//, ''))
  if (own && column) return { line: Number(at), column: Number(column), what: what! }
  return say(what!)
}

/** MJML counts lines of what was filled in. The same line, or the first that has the element, is the writer's. */
function inSource(
  text: string,
  filled: string,
  it: { line: number; tag: string; what: string },
): LayoutFault {
  const wrong = filled.split('\n')[it.line - 1]?.trim() ?? ''
  const lines = text.split('\n')
  const word = /^Attribute (\S+)/.exec(it.what)?.[1]
  const tests: ((line: string) => boolean)[] = [
    (line) => line.trim() === wrong,
    (line) => line.includes(`<${it.tag}`) && word !== undefined && line.includes(`${word}=`),
    (line) => line.includes(`<${it.tag}`),
  ]
  const at = tests.map((test) => lines.findIndex(test)).find((index) => index >= 0) ?? 0
  return {
    line: at + 1,
    column: Math.max(1, lines[at]!.indexOf(`<${it.tag}`) + 1),
    what: `<${it.tag}>: ${it.what}`,
  }
}

function unique(faults: readonly LayoutFault[]): LayoutFault[] {
  const seen = new Map<string, LayoutFault>()
  for (const fault of faults) {
    // The same fault in another sample is no other fault.
    const key = `${fault.line}:${fault.column}:${fault.what.replace(/ \(\w+, \w+\)$/, '')}`
    if (!seen.has(key)) seen.set(key, fault)
  }
  return [...seen.values()].sort((one, other) => one.line - other.line)
}
