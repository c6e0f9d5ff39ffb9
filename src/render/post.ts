import type { CampaignDefinition } from '../core/campaign.ts'
import type { LanguageTag } from '../core/language.ts'
import { addressWeight, longestPost, postLength } from '../core/post-length.ts'
import { directionOf } from '../i18n/words.ts'
import type { Copy } from './copy.ts'
import { checkLinks, isAllowedHost } from './destinations.ts'
import { type Findings, findings, problem, settle, warning } from './findings.ts'
import { parseMarkdown, renderHtml, type Token } from './markdown.ts'
import { renderPost } from './message.ts'
import { restore, type Tags } from './tags.ts'
import { checkTemplate, postVariables, wholeBody } from './variables.ts'

type Source = { path: string; language: LanguageTag; copy: Copy }

/**
 * The public page of a campaign: safe HTML for its body; as its text the headline of its picture, if it has one. Links go straight; nothing in it is filled in.
 *
 * @throws Problems one line `path:line[:column]: what` for each fault
 */
export function compilePage(it: Source & { definition: CampaignDefinition }) {
  const { copy, definition, language } = it
  const found = findings(it.path)
  if (!copy.subject) problem(found, copy.places.subject ?? { line: 1 }, 'the page has no title')
  if (!copy.preheader)
    warning(
      found,
      copy.places.preheader ?? { line: 1 },
      'no description: search and previews will show the first words',
    )
  checkTemplate(found, copy.subject, [], copy.places.subject)
  checkTemplate(found, copy.preheader, [], copy.places.preheader)
  checkTemplate(found, copy.headline ?? '', [], copy.places.headline)
  const body = words(found, copy)
  checkTemplate(found, body, [])
  const tags: Tags = []
  const tokens = parseMarkdown(found, body, tags)
  checkLinks(found, tokens, tags, body.split('\n'), { definition, addresses: [], counted: false })
  dress(tokens)
  const html = restore(renderHtml(tokens, tags, directionOf(language)), tags, 'html').trim()
  const warnings = settle(found)
  const { subject, preheader, headline = '' } = copy
  return { subject, preheader, html, text: headline, links: [] as string[], warnings }
}

/** The page's own title is its h1, so the copy's headings begin one lower. Styles are the page's business: a class only. */
function dress(tokens: readonly Token[]): void {
  const lower = tokens.some((token) => token.tag === 'h1')
  for (const token of tokens) {
    if (lower && /^h[1-5]$/.test(token.tag)) token.tag = `h${Number(token.tag[1]) + 1}`
    for (const child of token.children ?? []) {
      if (child.attrGet('title') === 'button') child.attrSet('class', 'button')
      child.attrs = child.attrs?.filter(([name]) => name !== 'title') ?? null
    }
  }
}

/** A post for X: plain text, `{{shareUrl}}` the only value. Its length is counted as X will count it. */
export function compilePost(it: Source & { definition: CampaignDefinition }) {
  const { copy, definition, language } = it
  const found = findings(it.path)
  const body = words(found, copy)
  const named = checkTemplate(found, body, postVariables)
  checkAddresses(found, body, definition)
  if (!found.problems.length) checkLength(found, copy, language)
  if (!named.includes('shareUrl')) {
    warning(
      found,
      { line: copy.bodyLine },
      'no {{shareUrl}}: nobody can go on from this post, and nothing is counted',
    )
  }
  return {
    subject: '',
    preheader: '',
    html: '',
    text: copy.body.trim(),
    links: [] as string[],
    warnings: settle(found),
  }
}

function checkLength(found: Findings, copy: Copy, language: LanguageTag): void {
  const length = postLength(renderPost(copy.body, { language, shareUrl: 'https://x.example/' }))
  if (length > longestPost) {
    problem(
      found,
      { line: copy.bodyLine },
      `the post has ${length} characters as X counts them; ${longestPost} is the most`,
    )
  }
}

function checkAddresses(found: Findings, body: string, definition: CampaignDefinition): void {
  forEachAddress(body, (address, at) => {
    const url = URL.canParse(address) ? new URL(address) : null
    if (address.includes('{{')) problem(found, at, `no value can stand inside an address: ${address}`)
    else if (url?.protocol !== 'https:')
      problem(found, at, `a link needs a whole https:// address, not ${address}`)
    else if (url.username || !isAllowedHost(url.hostname, definition)) {
      problem(found, at, `${url.hostname} is not on the list "links" of campaign.yaml: ${address}`)
    }
  })
}

/** The words that the share buttons put into a person's own app. The link is added to them there. */
export function compileShareText(it: Source) {
  const found = findings(it.path)
  const body = words(found, it.copy)
  checkTemplate(found, body, [])
  forEachAddress(body, (address, at) =>
    problem(found, at, `the share link is added to these words: leave out ${address}`),
  )
  const text = it.copy.body.trim()
  const length = postLength(text) + 1 + addressWeight
  if (length > longestPost)
    warning(
      found,
      { line: it.copy.bodyLine },
      `with its link the text has ${length} characters; X takes ${longestPost}`,
    )
  return { subject: '', preheader: '', html: '', text, links: [] as string[], warnings: settle(found) }
}

function words(found: Findings, copy: Copy): string {
  if (!copy.body.trim()) problem(found, { line: copy.bodyLine }, 'the file has no words')
  return wholeBody(copy)
}

function forEachAddress(
  body: string,
  act: (address: string, at: { line: number; column: number }) => void,
): void {
  body.split('\n').forEach((text, index) => {
    for (const match of text.matchAll(/\b[a-z][a-z0-9+.-]*:\/\/\S+|\b(?:javascript|data|vbscript):\S+/gi)) {
      act(match[0].replace(/[.,;:!?)»"'،؛؟]+$/, ''), { line: index + 1, column: match.index + 1 })
    }
  })
}
