import { sentAddresses } from './layout-values.ts'

/** An https address at one of these hosts; `*.institution.example` stands for every name below it. */
export function isOwnAddress(address: string, hosts: readonly string[]): boolean {
  if (!/^https:\/\/[^/\s]/i.test(address) || !URL.canParse(address)) return false
  const { hostname, username, password } = new URL(address)
  if (username || password) return false
  return hosts.some((host) =>
    host.startsWith('*.') ? hostname.endsWith(host.slice(1)) : hostname === host.toLowerCase(),
  )
}

const dangerous =
  /^(?:script|iframe|object|embed|form|input|button|select|textarea|base|audio|video|svg|math|template|frame|frameset|applet)$/

/**
 * What a compiled mail must not hold, whichever way it came in. It stands behind the checks of the source, which can
 * name a line; this one reads what arrives.
 *
 * @param html  a template of `renderMail`
 * @returns what is wrong; none = nothing in it runs, and it fetches from nowhere but these hosts
 */
export function markupFaults(html: string, hosts: readonly string[]): string[] {
  const faults = new Set<string>()
  const visible = html.replace(/<!--(?!\[if|<!)[\s\S]*?-->/g, '')
  for (const [, name, attributes] of visible.matchAll(
    /<([a-z][a-z0-9:-]*)((?:\s|\/)(?:"[^"]*"|'[^']*'|[^"'>])*)?>/gi,
  )) {
    if (dangerous.test(name!.toLowerCase())) faults.add(`the mail has an element <${name!.toLowerCase()}>`)
    for (const fault of attributeFaults(name!.toLowerCase(), attributes ?? '', hosts)) faults.add(fault)
  }
  for (const address of fetchedByStyles(visible)) {
    if (!isOwnAddress(address, hosts)) faults.add(`the mail would fetch ${address || 'nothing'}`)
  }
  return [...faults]
}

function attributeFaults(tag: string, attributes: string, hosts: readonly string[]): string[] {
  const faults: string[] = []
  for (const [, name, , double, single, bare] of attributes.matchAll(
    /([^\s"'=/>]+)\s*=\s*("([^"]*)"|'([^']*)'|([^\s"'>]+))/g,
  )) {
    const value = decoded(double ?? single ?? bare ?? '').trim()
    const key = name!.toLowerCase()
    if (key.startsWith('on')) faults.push(`an attribute ${key} would run a script`)
    if (key === 'srcdoc' || key === 'formaction' || key === 'http-equiv') {
      if (!(key === 'http-equiv' && /^(?:x-ua-compatible|content-type)$/i.test(value)))
        faults.push(`an attribute ${key} cannot stand in a mail`)
    }
    if (value.includes('{{contact')) faults.push(`a reader's own words cannot stand inside <${tag} ${key}>`)
    if (key === 'href' && tag !== 'link' && !isDestination(value))
      faults.push(`a link needs https, mailto, tel or a value, not ${value.slice(0, 60) || 'nothing'}`)
    if (isFetched(tag, key) && !isPicture(value, hosts))
      faults.push(`the mail would fetch ${value.slice(0, 80)}`)
  }
  return faults
}

const isFetched = (tag: string, key: string) =>
  ['src', 'srcset', 'background', 'poster'].includes(key) || (tag === 'link' && key === 'href')

const isPicture = (value: string, hosts: readonly string[]) =>
  value === '' ||
  value === '{{pixelUrl}}' ||
  /^data:image\/(?:png|gif|jpeg);base64,/.test(value) ||
  isOwnAddress(value, hosts)

function isDestination(value: string): boolean {
  const [, name] = /^\{\{([^{}]+)\}\}$/.exec(value) ?? []
  if (name) return sentAddresses.includes(name) || name.startsWith('links.[') || name.endsWith('Url')
  return /^(?:https:\/\/[^\s]|mailto:|tel:|#)/i.test(value) && !value.includes('{{')
}

function fetchedByStyles(html: string): string[] {
  const text = decoded(html)
  const urls = [...text.matchAll(/url\(\s*["']?([^"')]*)/gi), ...text.matchAll(/@import\s+["']([^"']*)/gi)]
  return urls.map(([, address]) => address!.trim()).filter((address) => !address.startsWith('data:image/'))
}

/** Entities are read as browsers read them: `&#106;avascript:` is a script. Control characters fall out. */
function decoded(text: string): string {
  const named: Record<string, string> = {
    amp: '&',
    lt: '<',
    gt: '>',
    quot: '"',
    apos: "'",
    colon: ':',
    tab: '',
    newline: '',
  }
  return text
    .replace(/&#x([0-9a-f]{1,6});?/gi, (_, hex) => character(Number.parseInt(hex, 16)))
    .replace(/&#(\d{1,7});?/g, (_, digits) => character(Number(digits)))
    .replace(/&([a-z]+);/gi, (whole, name: string) => named[name.toLowerCase()] ?? whole)
    .replace(/(?![\t\n\r])\p{Cc}/gu, '')
}

const character = (code: number) => (code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '')
