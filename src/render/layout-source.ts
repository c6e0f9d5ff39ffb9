import { readTemplate } from './interpret.ts'
import { layoutValues, rawValues, sentAddresses, sentValues } from './layout-values.ts'
import { isOwnAddress } from './markup.ts'
import { mjmlTags } from './mjml-tags.ts'

/** What is wrong with a layout, at which line and column of its text, from 1. */
export type LayoutFault = { line: number; column: number; what: string }

type Source = {
  text: string
  /** Names that `{{> name}}` may have. */
  partials: readonly string[]
  /** Hosts whose pictures and fonts may stand in a mail. */
  hosts: readonly string[]
}

/** Looks at the text of a layout or a partial alone: what can be said with its line, before anything is compiled. */
export function sourceFaults(it: Source): LayoutFault[] {
  const faults = [
    ...templateFaults(it),
    ...rawFaults(it.text),
    ...sentFaults(it.text),
    ...forbidden(it),
    ...tagFaults(it.text),
  ]
  return faults.sort((one, other) => one.line - other.line || one.column - other.column)
}

function templateFaults({ text, partials }: Source): LayoutFault[] {
  const blank = Object.fromEntries(partials.map((name) => [name, '']))
  const { faults, variables } = readTemplate(text, { mode: 'html', partials: blank })
  const unknown = variables
    .filter(({ path }) => !layoutValues.includes(path))
    .map(({ path, line, column }) => ({
      line,
      column,
      what: `the value "${path}" is not known in a layout${nearest(path)}`,
    }))
  return [...faults.map(({ line, column, what }) => ({ line, column, what })), ...unknown]
}

function nearest(path: string): string {
  if (sentValues.includes(path)) return `; it is known when the mail is sent: write \\{{${path}}}`
  const last = path.split('.').at(-1)!.toLowerCase()
  const like = layoutValues.find((name) => name.toLowerCase().endsWith(last))
  return like ? `; there is {{${like}}}` : ''
}

/** Three braces put a value into the mail as it is. */
function rawFaults(text: string): LayoutFault[] {
  return found(text, /(?<!\\)\{\{(?:\{|&)\s*([^}\s]+)/g).flatMap(({ at, match }) =>
    rawValues.includes(match[1]!)
      ? []
      : [{ ...at, what: `write {{${match[1]}}} with two braces: only ${rawValues.join(', ')} take three` }],
  )
}

/** What is filled in at sending is a template of its own, inside this one. */
function sentFaults(text: string): LayoutFault[] {
  const blank = (part: string) => part.replace(/[^\n]/g, ' ')
  const later = text.replace(/(\\?)(\{\{\{?[\s\S]*?\}?\}\})/g, (whole, mark: string, tag: string) =>
    mark ? ` ${tag}` : blank(whole),
  )
  const { faults, variables } = readTemplate(later, { mode: 'html' })
  const unknown = variables.filter(({ path }) => !sentValues.includes(path))
  return [
    ...faults.map(({ line, column, what }) => ({ line, column, what })),
    ...unknown.map(({ path, line, column }) => ({
      line,
      column,
      what: `\\{{${path}}} is not known when a mail is sent; known are ${sentAddresses.join(', ')}, contact.firstName …`,
    })),
  ]
}

const bans: readonly [RegExp, string][] = [
  [/<\/?\s*script\b/gi, 'a mail runs no script'],
  [/[\s"'/]on[a-z]{3,}\s*=/gi, 'a mail runs no script: leave out attributes that begin with "on"'],
  [/(?:java|vb)script\s*:/gi, 'an address cannot be a script'],
  [
    /<\s*(?:iframe|object|embed|form|input|button|select|textarea|base|audio|video|svg|math|template)\b/gi,
    'mail programs take this element out, or warn of it',
  ],
  [/<\s*meta[^>]*http-equiv/gi, 'a mail sends nobody on to another page'],
  [/<\s*mj-include\b/gi, 'nothing is read from files: use {{> name}}'],
  [/<\s*mj-html-attributes\b/gi, 'attributes stand where they belong, not in mj-html-attributes'],
  [
    /<\s*mj-style[^>]*inline\s*=/gi,
    'write styles that must be inline into the elements: mj-style inline is not the same on every machine',
  ],
]

function forbidden({ text, hosts }: Source): LayoutFault[] {
  const banned = bans.flatMap(([pattern, what]) => found(text, pattern).map(({ at }) => ({ ...at, what })))
  const fetched = [
    ...found(text, /<\s*(?:mj-font|link)\b[^>]*?\shref\s*=\s*["']?([^"'\s>]*)/gi),
    ...found(text, /\s(?:src|background-url|background|srcset|poster)\s*=\s*["']([^"']*)/gi),
    ...found(text, /url\(\s*["']?([^"')\s]*)/gi),
    ...found(text, /@import\s+["']([^"']*)/gi),
  ].flatMap(({ at, match }) => {
    const address = match[1]!
    if (/^(?:\\?\{\{|data:image\/(?:png|gif|jpeg);)/.test(address) || isOwnAddress(address, hosts)) return []
    return [
      {
        ...at,
        what: `the mail would fetch ${address || 'nothing'}; pictures come by https from ${list(hosts)}`,
      },
    ]
  })
  return [...banned, ...fetched]
}

const list = (hosts: readonly string[]) => hosts.join(', ') || 'hosts that a campaign links to'

/** Tags of MJML that are not closed, closed twice, or do not exist: MJML itself mends them in silence. */
function tagFaults(text: string): LayoutFault[] {
  const faults: LayoutFault[] = []
  const open: { name: string; at: { line: number; column: number } }[] = []
  const plain = text.replace(/<!--[\s\S]*?-->/g, (part) => part.replace(/[^\n]/g, ' '))
  for (const { at, match } of found(
    plain,
    /<(\/?)(mjml|mj-[a-z-]+)\b((?:"[^"]*"|'[^']*'|[^"'>])*?)(\/?)>/g,
  )) {
    const [, closing, name, , self] = match
    if (!mjmlTags.some((one) => one.name === name)) {
      if (!closing) faults.push({ ...at, what: `there is no element <${name}>` })
    } else if (!closing) {
      if (!self) open.push({ name: name!, at })
    } else if (open.at(-1)?.name === name) open.pop()
    else
      faults.push({ ...at, what: `</${name}> closes ${open.at(-1) ? `<${open.pop()!.name}>` : 'nothing'}` })
  }
  return [...faults, ...open.map(({ name, at }) => ({ ...at, what: `<${name}> is not closed` }))]
}

type Found = { at: { line: number; column: number }; match: RegExpMatchArray }

export function found(text: string, pattern: RegExp): Found[] {
  return [...text.matchAll(pattern)].map((match) => ({ at: placeOf(text, match.index), match }))
}

export function placeOf(text: string, index: number): { line: number; column: number } {
  const before = text.slice(0, index).split('\n')
  return { line: before.length, column: before.at(-1)!.length + 1 }
}
