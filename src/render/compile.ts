import { type CampaignDefinition, isAnswer, isNotice, type Step } from '../core/campaign.ts'
import type { LanguageTag } from '../core/language.ts'
import { directionOf } from '../i18n/words.ts'
import type { Copy } from './copy.ts'
import { checkLinks } from './destinations.ts'
import { type Findings, findings, problem, settle, warning } from './findings.ts'
import { layOut, type Templates } from './layout.ts'
import { letterOf, letterText } from './letter.ts'
import { mailBlocks } from './mail-blocks.ts'
import { checkMail } from './mail-check.ts'
import { parseMarkdown, type Token } from './markdown.ts'
import type { MjmlCompiler } from './mjml.ts'
import { plainText } from './plain-text.ts'
import { hide, restore, stilled, type Tags } from './tags.ts'
import { themeOf } from './theme.ts'
import { checkTemplate, mailVariables, requestVariables, signupVariables, wholeBody } from './variables.ts'

export type MailSource = {
  path: string
  language: LanguageTag
  copy: Copy
  definition: CampaignDefinition
  step: Step
  institutionName: string
  /** Prewritten words of the share buttons; null when there are none in this language. */
  shareText: string | null
}
/** Handlebars templates for `renderMail`. `links[i]` is the destination behind `{{links.[i]}}`. */
export type CompiledMail = {
  subject: string
  preheader: string
  html: string
  text: string
  links: string[]
  warnings: string[]
}

/**
 * Compiles one mail in one language: Markdown → MJML → HTML, and the same words as plain text.
 *
 * @throws Problems one line `path:line[:column]: what` for each fault
 */
export async function compileMail(
  compile: MjmlCompiler,
  templates: Templates,
  it: MailSource,
): Promise<CompiledMail> {
  const found = findings(it.path)
  const tags: Tags = []
  const head = readHead(found, it, tags)
  const { tokens, links } = readBody(found, it, tags)
  checkShare(found, it)
  checkReason(found, it)
  settle(found)
  const theme = themeOf(it.language, directionOf(it.language))
  const letter = stilled(letterOf(it))
  const text = restore(letterText(letter, plainText(tokens)), tags, 'text')
  const heading = hasTitle(tokens) ? null : head.title
  const sheet = { ...head, heading, body: mailBlocks(tokens, tags, theme), tags }
  const html = await layOut(compile, templates, it.step.layout, { letter, sheet, theme })
  checkMail(found, {
    html,
    text,
    links,
    letter,
    theme,
    layout: `templates/${it.step.layout}.mjml`,
  })
  const { subject, preheader } = it.copy
  return { subject, preheader, html, text, links, warnings: settle(found) }
}

/** Front matter with the tags held back. */
function readHead(
  found: Findings,
  { copy, step }: MailSource,
  tags: Tags,
): { title: string; preheader: string } {
  const { subject, preheader, places } = copy
  const allowed = mailVariables.filter((name) => name !== 'shareUrl')
  if (!subject) problem(found, places.subject ?? { line: 1 }, 'the mail has no subject')
  if (!preheader && !isAnswer(step)) {
    warning(
      found,
      places.preheader ?? { line: 1 },
      'no preheader: inboxes will show the first words of the mail instead',
    )
  }
  checkTemplate(found, subject, allowed, places.subject)
  checkTemplate(found, preheader, allowed, places.preheader)
  return { title: hide(subject, tags).text, preheader: hide(preheader, tags).text }
}

function readBody(found: Findings, it: MailSource, tags: Tags): { tokens: Token[]; links: string[] } {
  const { copy, definition, step } = it
  const answer = isAnswer(step)
  const body = wholeBody(copy)
  if (!body.trim()) problem(found, { line: copy.bodyLine }, 'the mail has no words')
  const named = checkTemplate(found, body, variablesOf(step))
  if (step.trigger === 'signup' && !named.includes('confirmUrl')) {
    problem(found, { line: copy.bodyLine }, 'a mail that confirms a sign-up needs a link to {{confirmUrl}}')
  }
  if (named.includes('shareUrl') && (!step.share || answer)) {
    problem(
      found,
      { line: copy.bodyLine },
      `{{shareUrl}} is empty here: step ${step.id} of campaign.yaml does not say "share: true"`,
    )
  }
  const tokens = parseMarkdown(found, body, tags)
  const titles = tokens.filter((token) => token.type === 'heading_open' && token.tag === 'h1')
  for (const title of titles.slice(1))
    problem(found, { line: title.map![0] + 1 }, 'a mail has one title (#); use ## for the others')
  const addresses = answer ? ['confirmUrl', 'dataUrl'] : ['shareUrl']
  const links = checkLinks(found, tokens, tags, body.split('\n'), { definition, addresses, counted: true })
  return { tokens, links }
}

function variablesOf({ trigger }: Step): readonly string[] {
  if (trigger === 'signup') return signupVariables
  return trigger === 'request' ? requestVariables : mailVariables
}

function checkShare(found: Findings, { step, shareText, language }: MailSource): void {
  if (step.share && !isAnswer(step) && shareText === null) {
    warning(found, { line: 1 }, `there is no share.${language}.txt: the share buttons open without words`)
  }
}

/** People who did not ask for a mail are told why they get it, in the language of the mail. */
function checkReason(found: Findings, { definition, language }: MailSource): void {
  if (isNotice(definition) && !definition.reason?.[language])
    problem(found, { line: 1 }, `campaign.yaml has no "reason" in ${language}, the language of this notice`)
}

const hasTitle = (tokens: readonly Token[]) => tokens.some((token) => token.tag === 'h1')
