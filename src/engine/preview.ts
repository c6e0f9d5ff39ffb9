import { AppError } from '../core/error.ts'
import { chooseLanguage, isLanguageTag } from '../core/language.ts'
import { type Direction, directionOf } from '../i18n/words.ts'
import { type Campaign, type ContentHead, contentsOf, type Edition } from '../store/campaigns.ts'
import { messageFor, personByEmail } from '../store/people.ts'
import { newestEdition } from './approve.ts'
import { composeFor } from './compose.ts'
import type { Deps } from './deps.ts'
import { readyLanguages, statusOfLanguages } from './languages.ts'
import { nobodysPseudonym } from './measure.ts'
import { readyContent } from './ready.ts'

export type Preview = {
  subject: string
  /** Size of the whole message. */
  bytes: number
  language: string
  direction: Direction
  eml: string
  html: string
  text: string
}

export type PreviewQuestion = {
  campaign: Campaign
  email: string
  step?: string | undefined
  language?: string | undefined
  variant?: string | undefined
}

/**
 * The mail that a contact would get, through the very code that sends it. A language may be asked for, drafts too.
 *
 * @throws AppError `contact` | `step` | `language`
 */
export async function preview(deps: Deps, it: PreviewQuestion): Promise<Preview> {
  const edition = await newestEdition(deps, it.campaign)
  const person = await personByEmail(deps.db, it.campaign.institutionId, it.email.trim().toLowerCase())
  if (!person?.email)
    throw new AppError(
      'not_found',
      'contact',
      `${it.campaign.slug}: the institution has no contact with that address`,
    )
  const content = await chooseContent(deps, edition, it, JSON.parse(person.languages) as string[])
  const ready = await readyContent(deps, content.id)
  const sent = await messageFor(deps.db, { contactId: person.id, contentId: content.id })
  const composed = composeFor(deps, ready, {
    ...person,
    messageId: sent?.id ?? 0,
    contactId: person.id,
    address: person.email,
    generation: sent?.generation ?? 0,
    variant: content.variant,
    signupId: ready.step?.trigger === 'signup' ? (sent?.signupId ?? 0) : null,
    // Whoever looks at the preview is not the person, so nothing that is done in it may count as theirs.
    pseudonym: person.consentTrack === 'given' ? nobodysPseudonym : null,
    date: sent?.firstAttemptAt ?? deps.clock.now(),
  })
  const { mail, subject, html, text } = composed
  return {
    subject,
    bytes: mail.raw.length,
    language: content.language,
    direction: directionOf(content.language),
    eml: mail.raw,
    html,
    text,
  }
}

async function chooseContent(
  deps: Deps,
  edition: Edition,
  it: PreviewQuestion,
  wishes: string[],
): Promise<ContentHead> {
  const { definition } = edition
  const steps = definition.steps.filter((step) => step.channel === 'email')
  const step = it.step
    ? steps.find((one) => one.id === it.step)
    : (steps.find((one) => one.trigger === 'launch') ?? steps[0])
  if (!step) {
    const line = `no e-mail step "${it.step ?? ''}"; there are ${steps.map((one) => one.id).join(', ') || 'none'}`
    throw new AppError('not_found', 'step', line)
  }
  const variant = it.variant ?? step.variants?.[0] ?? ''
  const all = await contentsOf(deps.db, edition.id)
  const contents = all.filter((one) => one.step === step.id && one.variant === variant)
  const complete: readonly string[] = readyLanguages(statusOfLanguages(definition, all))
  const ready = contents.map((one) => one.language).filter((tag) => complete.includes(tag))
  const language = it.language ?? chooseLanguage(wishes, ready, definition.fallback)
  const content = contents.find((one) => one.language === language)
  if (!content || !isLanguageTag(content.language)) {
    const written = contents.map((one) => one.language).join(', ') || 'none'
    throw new AppError(
      'not_found',
      'language',
      `step ${step.id} is not written in ${language ?? 'a language this contact reads'}; there are ${written}`,
    )
  }
  return content
}
