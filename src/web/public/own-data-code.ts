import type { CodeWords } from '../../core/codes.ts'
import type { LanguageTag } from '../../core/language.ts'
import { isShareButton } from '../../core/share.ts'
import { words } from '../../i18n/words.ts'
import type { OwnSection } from '../../store/own-data.ts'
import { say } from '../ui/say.ts'

/** Fields that hold codes, and where the words for them stand; in any section, or in one where a name means its own. */
const everywhere: Record<string, keyof CodeWords> = {
  act: 'act',
  consentEmail: 'act',
  recordedBy: 'recordedBy',
  toldBy: 'recordedBy',
  reason: 'why',
  kind: 'kind',
  step: 'step',
  generation: 'generation',
}
const inSection: Partial<Record<OwnSection, Record<string, keyof CodeWords>>> = {
  person: { state: 'signup' },
  messages: { state: 'message' },
  signups: { state: 'signup' },
  traces: { state: 'visitor' },
}

export type CodeAt = {
  language: LanguageTag
  section: OwnSection
  /** Names of the institution's lists in that language, by id. */
  lists: Readonly<Record<string, string>>
  /** What the row is about, where a word depends on it: given to an objection means no. */
  purpose?: unknown
}

/** What a code means, in the reader's words; a text that is no code stays as it is. */
export function sayCode(at: CodeAt, name: string, text: string): string {
  const { language, section, lists } = at
  const { values } = words(language).page.ownData
  const list = (id: string) => own(lists, id) ?? id
  if (name === 'leftLists') return list(text)
  if (name === 'purpose')
    return text.startsWith('list:')
      ? say(language, values.purpose.list, { list: list(text.slice('list:'.length)) })
      : (own(values.purpose, text) ?? text)
  if (name === 'wording') return wordingOf(language, text)
  if (name === 'source') return section === 'consents' ? sourceOf(language, text) : text
  // A join may be odd for two reasons.
  if (section === 'signups' && name === 'reason')
    return text
      .split('+')
      .map((one) => own(values.why, one) ?? one)
      .join(' · ')
  if (name === 'channel' || name === 'share') return wayOf(language, name, text)
  if (name === 'link') return linkOf(language, text)
  const noes = name === 'act' && at.purpose === 'object:notice'
  const place = noes ? 'objection' : (inSection[section]?.[name] ?? everywhere[name])
  return (place && own(values[place], place === 'recordedBy' ? text.replace(/:\d+$/, '') : text)) ?? text
}

const own = (names: Readonly<Record<string, string>>, code: string): string | undefined =>
  Object.hasOwn(names, code) ? names[code] : undefined

function wordingOf(language: LanguageTag, text: string): string {
  const [page = '', version = ''] = text.split(':')
  const sentence = own(words(language).page.ownData.values.wording, page)
  return sentence && version ? say(language, sentence, { version }) : text
}

/** `/s/ SLUG` and `/join/ SLUG` name the page and whose it was. */
function sourceOf(language: LanguageTag, text: string): string {
  const [page = '', slug] = text.split(' ')
  const { source } = words(language).page.ownData.values
  return own(source, slug === undefined || page.startsWith('/') ? page : text) ?? text
}

function wayOf(language: LanguageTag, name: 'channel' | 'share', text: string): string {
  const { share, page } = words(language)
  if (text === 'sms') return page.preferences.sms
  return isShareButton(text) ? share[text] : (own(page.ownData.values[name], text) ?? text)
}

function linkOf(language: LanguageTag, text: string): string {
  const { share } = words(language)
  const button = text.startsWith('share:') ? text.slice('share:'.length) : ''
  return isShareButton(button) ? say(language, share.on, { name: share[button] }) : text
}
