import type { CampaignDefinition } from '../core/campaign.ts'
import { type Findings, problem, warning } from './findings.ts'
import { forEachToken, type Token, wordsOf } from './markdown.ts'
import { hold, onlyTag, shown, type Tags } from './tags.ts'

export type LinkRules = {
  definition: CampaignDefinition
  /** Values that are addresses and may stand as a whole destination: `shareUrl`, `confirmUrl`. */
  addresses: readonly string[]
  /** Whether a destination becomes `{{links.[i]}}`, or stays as it is. */
  counted: boolean
}

/**
 * Checks each link and image, and writes `{{links.[i]}}` in the place of each destination on the web.
 *
 * @param lines  of the file, to find the column
 * @returns the destinations in the order of their first use
 */
export function checkLinks(
  found: Findings,
  tokens: readonly Token[],
  tags: Tags,
  lines: readonly string[],
  rules: LinkRules,
): string[] {
  const links: string[] = []
  forEachSibling(tokens, (token, line, index, among) => {
    const destination = String(token.attrGet(token.type === 'image' ? 'src' : 'href') ?? '')
    const written = shown(destination, tags)
    const at = { line, column: columnOf(lines[line - 1], written) }
    if (token.type === 'image') checkImage(found, at, token, written, rules)
    if (token.type !== 'link_open') return
    checkWords(found, at, among, index, written)
    const url = judge(found, at, { destination, written, tags }, rules)
    if (url === null) return
    const position = links.includes(url) ? links.indexOf(url) : links.push(url) - 1
    token.attrSet('href', rules.counted ? hold(tags, `{{links.[${position}]}}`) : url)
  })
  return links
}

type Visit = (token: Token, line: number, index: number, among: readonly Token[]) => void

function forEachSibling(tokens: readonly Token[], visit: Visit): void {
  forEachToken(tokens, (block, line) => {
    let at = line
    block.children?.forEach((token, index, among) => {
      if (block.type === 'inline') visit(token, at, index, among)
      if (token.type === 'softbreak' || token.type === 'hardbreak') at++
    })
  })
}

function columnOf(line: string | undefined, written: string): number | undefined {
  const at = written ? (line?.indexOf(written) ?? -1) : -1
  return at < 0 ? undefined : at + 1
}

type At = { line: number; column: number | undefined }
type Destination = { destination: string; written: string; tags: Tags }

/** The address on the web that a link leads to; null when it is another kind of link, or wrong. */
function judge(
  found: Findings,
  at: At,
  { destination, written, tags }: Destination,
  rules: LinkRules,
): string | null {
  const tag = onlyTag(destination, tags)
  // Where one of these has no place, `checkTemplate` has said so.
  if (tag && addressNames.includes(tag.name)) return null
  if (written.includes('{{')) {
    const known = rules.addresses.map((name) => `{{${name}}}`).join(' or ')
    problem(
      found,
      at,
      `no value can stand inside an address${known ? `, only ${known} in the place of a whole one` : ''}: ${written}`,
    )
    return null
  }
  if (/^(?:mailto|tel):[^\s\p{Cc}]+$/iu.test(written)) return null
  const url = webAddress(written)
  if (!url) {
    problem(
      found,
      at,
      `a link needs a whole https:// address (or mailto:, tel:), not ${written || 'nothing'}`,
    )
    return null
  }
  if (!isAllowedHost(url.hostname, rules.definition)) {
    problem(found, at, `${url.hostname} is not on the list "links" of campaign.yaml: ${written}`)
    return null
  }
  // As the person wrote it, unless browsers would read it another way.
  return /^[\x21-\x5b\x5d-\x7e]+$/.test(written) ? written : url.href
}

const addressNames = ['shareUrl', 'confirmUrl', 'dataUrl']

/** `https://user@host` is refused: it is how a wrong host is dressed up as a right one. */
function webAddress(text: string): URL | null {
  if (!/^https:\/\/[^/]/i.test(text) || /[\s\p{Cc}<>"]/u.test(text)) return null
  const url = URL.canParse(text) ? new URL(text) : null
  return url && !url.username && !url.password ? url : null
}

export function isAllowedHost(host: string, { links, sender }: CampaignDefinition): boolean {
  const contact = sender.contact ? new URL(sender.contact).hostname : null
  return host === contact || links.some((pattern) => matchesHost(host, pattern.toLowerCase()))
}

function matchesHost(host: string, pattern: string): boolean {
  return pattern.startsWith('*.') ? host.endsWith(pattern.slice(1)) : host === pattern
}

function checkImage(found: Findings, at: At, token: Token, written: string, { definition }: LinkRules): void {
  const url = webAddress(written)
  if (!url) problem(found, at, `an image needs a whole https:// address, not ${written || 'nothing'}`)
  else if (!isAllowedHost(url.hostname, definition)) {
    problem(found, at, `images of ${url.hostname} are not on the list "links" of campaign.yaml: ${written}`)
  }
  if (!wordsOf(token.children ?? []).trim() && token.attrGet('title') !== 'decorative') {
    problem(
      found,
      at,
      `the image has no words for those who do not see it: ![what it shows](…), or ![](… "decorative")`,
    )
  }
}

/** Words that say nothing when a screen reader lists the links of a message. */
const empty = new Set(
  (
    'ici|cliquez ici|lien|ce lien|here|click here|link|this link|aquí|haga clic aquí|enlace|qui|clicca qui|link qui|hier|klik hier|' +
    'hier klicken|klicken sie hier|aqui|clique aqui|här|klicka här|länk|هنا|اضغط هنا|اضغطوا هنا|انقر هنا|هذا الرابط|الرابط'
  ).split('|'),
)

function checkWords(found: Findings, at: At, among: readonly Token[], index: number, written: string): void {
  const end = among.findIndex((token, place) => place > index && token.type === 'link_close')
  const inside = among.slice(index + 1, end)
  const words = wordsOf(inside).trim()
  if (!words) problem(found, at, `the link has no words: ${written}`)
  else if (
    empty.has(
      words
        .toLowerCase()
        .replace(/[.!:»«"]/g, '')
        .trim(),
    )
  ) {
    warning(found, at, `"${words}" does not say where the link leads`)
  }
  const title = among[index]!.attrGet('title')
  const alone = index === firstWritten(among) && among.slice(end + 1).every((token) => !token.content.trim())
  if (title !== null && title !== 'button')
    warning(found, at, `the title "${title}" is not shown; "button" makes a button`)
  else if (title === 'button' && !alone)
    warning(found, at, 'a button must be a paragraph of its own; this one is shown as a link')
}

const firstWritten = (among: readonly Token[]) =>
  among.findIndex((token) => token.type !== 'text' || token.content.trim() !== '')
