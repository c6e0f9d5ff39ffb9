import { type CampaignDefinition, inLanguage, isAnswer, isNotice, type Step } from '../core/campaign.ts'
import type { LanguageTag } from '../core/language.ts'
import { type ShareButton, shareButtons } from '../core/share.ts'
import { directionOf, fill, words } from '../i18n/words.ts'
import { written } from './plain-text.ts'

/** What surrounds the words of a mail: who writes, why, how to pass it on, how to leave. */
export type Letter = {
  language: LanguageTag
  institution: string
  sender: string
  reason: string
  address: Passage | null
  contactUrl: string | null
  funders: Passage | null
  share: {
    text: string | null
    buttons: { button: ShareButton; label: string; title: string }[]
    linkLabel: string
    /** Leads to a link of one's own that counts who joins. */
    chainLabel: string
  } | null
  /** Whether it goes to many: with a way out and a copy on the web. A sign-up's confirmation has neither. */
  bulk: boolean
  /** Whether it is an official notice: its way out is to object. */
  notice: boolean
  /** Whether it may be measured for those who agreed to it, and then says so. */
  measurable: boolean
  words: ReturnType<typeof words>['mail']
}

/** Words that may be in another language than the mail, when that one is missing. */
export type Passage = { text: string; lang: string; dir: 'ltr' | 'rtl' }

export function letterOf(it: {
  language: LanguageTag
  definition: CampaignDefinition
  step: Step
  institutionName: string
  shareText: string | null
}): Letter {
  const { language, definition, step, institutionName } = it
  const { mail, share, sharing } = words(language)
  const { sender, funders, fallback } = definition
  const answer = isAnswer(step)
  const notice = isNotice(definition)
  const campaign = inLanguage(definition.name, language, fallback)
  const buttons = shareButtons.map((button) => ({
    button,
    label: share[button],
    title: fill(share.on, { name: share[button] }),
  }))
  return {
    language,
    institution: institutionName,
    sender: fill(mail.sender, { institution: institutionName }),
    reason: fill(notice ? mail.reasonNotice : reasonOf(mail, step), {
      campaign,
      institution: institutionName,
      reason: definition.reason?.[language] ?? '',
    }),
    address: passage(sender.address, language, fallback),
    contactUrl: sender.contact ?? null,
    funders: passage(funders?.text, language, fallback),
    share:
      step.share && !answer
        ? { text: it.shareText, buttons, linkLabel: share.link, chainLabel: sharing.chain.offer }
        : null,
    bulk: !answer,
    notice,
    measurable: !answer && !notice,
    words: mail,
  }
}

function reasonOf(mail: Letter['words'], { trigger }: Step): string {
  if (trigger === 'signup') return mail.reasonSignup
  return trigger === 'request' ? mail.reasonRequest : mail.reason
}

function passage(
  texts: Partial<Record<string, string>> | undefined,
  language: string,
  fallback: string | null,
): Passage | null {
  const text = texts && inLanguage(texts, language, fallback)
  if (!text) return null
  const lang =
    Object.keys(texts).find((tag) => tag === language) ??
    Object.keys(texts).find((tag) => texts[tag] === text)!
  return { text, lang, dir: directionOf(lang) }
}

/** The plain-text part: the words of the copy, then the same blocks as the layout has, every address written out. */
export function letterText(letter: Letter, body: string): string {
  const { share, funders, address, contactUrl, words: mail } = letter
  const blocks = [body]
  if (share) {
    const buttons = share.buttons.map(({ button, title }) => written(title, `{{share.${button}}}`))
    blocks.push(rule, `${mail.shareTitle}\n${mail.shareHint}`)
    if (share.text) blocks.push(share.text.replace(/^/gm, '> '))
    blocks.push(buttons.join('\n'), written(share.linkLabel, '{{shareUrl}}'))
    blocks.push(`{{#if chainUrl}}\n${written(share.chainLabel, '{{chainUrl}}')}\n{{/if}}`)
  }
  if (funders) blocks.push(rule, `${mail.funders}\n${funders.text}`)
  blocks.push(rule, letter.reason)
  const sender = [letter.sender, address?.text, contactUrl && written(mail.contact, contactUrl)]
  blocks.push(sender.filter(Boolean).join('\n'))
  return blocks.join('\n\n') + (letter.bulk ? `\n${wayOut(letter)}` : '')
}

const rule = '-'.repeat(24)

/** Absent from the copy on the web, where these addresses are empty. */
function wayOut({ words: mail, notice, measurable }: Letter): string {
  const door = notice ? 'objectUrl' : 'unsubscribeUrl'
  const leave = written(notice ? mail.object : mail.unsubscribe, `{{${door}}}`)
  const stop = `{{#if pixelUrl}}\n${mail.measured}\n${written(mail.stopMeasuring, '{{preferencesUrl}}')}\n{{/if}}\n`
  return (
    `{{#if ${door}}}\n\n${leave}\n${written(mail.preferences, '{{preferencesUrl}}')}\n{{/if}}\n` +
    (measurable ? stop : '') +
    `{{#if viewUrl}}\n${written(mail.viewOnline, '{{viewUrl}}')}\n{{/if}}`
  )
}
