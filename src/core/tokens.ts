import { type LanguageTag, languageTags } from './language.ts'
import { folded, type Keys, keyedTag, open, openFolded, seal, sealFolded, type TokenKind } from './token.ts'

/** The words of each token, in the order in which they are sealed: row numbers, positions in the lists below, ms. */

export type Identity = { campaignId: number; contactId: number }
/** `variant`: mark of the reader (core/variants), where the content does not say it all. */
export type Click = { linkId: number; contentId: number; generation: number; variant?: number }
export type View = { contentId: number; generation: number; variant?: number }
export type Share = {
  campaignId: number
  generation: number
  channel: ShareChannel
  language: LanguageTag
  /** Row of `shares`, in a link whose owner asked to have counted who comes over it. */
  personal?: number
  /** Row of `links` that names where a poster hangs. */
  place?: number
  /** Place of the variant that it was passed on in (core/variants); absent = none. */
  variant?: number
}
export type OwnData = { contactId: number; expiresAt: number }
export type Trace = Click & { pseudonym: number }
export type Open = { contentId: number; generation: number; pseudonym: number }
export type Session = { officerId: number; expiresAt: number; nonce: number }

/** How a share travels; `page` = copied, `form` = no share: the institution's own sign-up form. Append only: positions live in tokens that are read for years. */
export const shareChannels = [
  'page',
  'whatsapp',
  'facebook',
  'x',
  'telegram',
  'linkedin',
  'email',
  'post',
  'qr',
  'form',
] as const
export type ShareChannel = (typeof shareChannels)[number]

export function sealIdentity(keys: Keys, { campaignId, contactId }: Identity): string {
  return seal(keys, 'identity', [campaignId, contactId])
}

export function openIdentity(keys: Keys, token: string): Identity | null {
  const words = openExactly(keys, 'identity', token, 2)
  return words && { campaignId: words[0]!, contactId: words[1]! }
}

export function sealChain(keys: Keys, { campaignId, contactId }: Identity): string {
  return seal(keys, 'chain', [campaignId, contactId])
}

export function openChain(keys: Keys, token: string): Identity | null {
  const words = openExactly(keys, 'chain', token, 2)
  return words && { campaignId: words[0]!, contactId: words[1]! }
}

export function sealClick(keys: Keys, { linkId, contentId, generation, variant }: Click): string {
  return seal(keys, 'click', [linkId, contentId, generation, ...(variant ? [variant] : [])])
}

export function openClick(keys: Keys, token: string): Click | null {
  const words = open(keys, 'click', token)
  if (!words || words.length < 3 || words.length > 4) return null
  const [linkId, contentId, generation, variant] = words
  return {
    linkId: linkId!,
    contentId: contentId!,
    generation: generation!,
    ...(variant ? { variant } : {}),
  }
}

export function sealView(keys: Keys, { contentId, generation, variant }: View): string {
  return seal(keys, 'view', [contentId, generation, ...(variant ? [variant] : [])])
}

export function openView(keys: Keys, token: string): View | null {
  const words = open(keys, 'view', token)
  if (!words || words.length < 2 || words.length > 3) return null
  const [contentId, generation, variant] = words
  return { contentId: contentId!, generation: generation!, ...(variant ? { variant } : {}) }
}

/** More channels than there will ever be: what is above them in the channel's word is the variant. */
const mostChannels = 64

export function sealShare(keys: Keys, it: Share): string {
  const { campaignId, generation, channel, language, personal, place, variant = 0 } = it
  // One word for both, so that a link without a variant is what it always was, and one with it hardly longer.
  const positions = [shareChannels.indexOf(channel) + mostChannels * variant, languageTags.indexOf(language)]
  // A link that is the same for everybody ends here, as those of years ago do.
  const rest = place ? [personal ?? 0, place] : personal ? [personal] : []
  return seal(keys, 'share', [campaignId, generation, ...positions, ...rest])
}

export function openShare(keys: Keys, token: string): Share | null {
  const words = open(keys, 'share', token)
  if (!words || words.length < 4 || words.length > 6) return null
  const [campaignId, generation, , , personal, place] = words
  const channel = shareChannels[words[2]! % mostChannels]
  const variant = Math.floor(words[2]! / mostChannels)
  const language = languageTags[words[3]!]
  if (!channel || !language) return null
  return {
    campaignId: campaignId!,
    generation: generation!,
    channel,
    language,
    ...(personal ? { personal } : {}),
    ...(place ? { place } : {}),
    ...(variant ? { variant } : {}),
  }
}

export function sealConfirm(keys: Keys, signupId: number): string {
  return seal(keys, 'confirm', [signupId])
}

export function openConfirm(keys: Keys, token: string): number | null {
  return openExactly(keys, 'confirm', token, 1)?.[0] ?? null
}

export function sealSession(keys: Keys, { officerId, expiresAt, nonce }: Session): string {
  return seal(keys, 'session', [officerId, expiresAt, nonce])
}

export function openSession(keys: Keys, token: string): Session | null {
  const words = openExactly(keys, 'session', token, 3)
  return words && { officerId: words[0]!, expiresAt: words[1]!, nonce: words[2]! }
}

export function sealOwnData(keys: Keys, { contactId, expiresAt }: OwnData): string {
  return seal(keys, 'data', [contactId, expiresAt])
}

export function openOwnData(keys: Keys, token: string): OwnData | null {
  const words = openExactly(keys, 'data', token, 2)
  return words && { contactId: words[0]!, expiresAt: words[1]! }
}

export function sealTrace(keys: Keys, it: Trace): string {
  const { linkId, contentId, generation, pseudonym, variant } = it
  return seal(keys, 'trace', [linkId, contentId, generation, pseudonym, ...(variant ? [variant] : [])])
}

export function openTrace(keys: Keys, token: string): Trace | null {
  const words = open(keys, 'trace', token)
  if (!words || words.length < 4 || words.length > 5) return null
  const [linkId, contentId, generation, pseudonym, variant] = words
  const click = { linkId: linkId!, contentId: contentId!, generation: generation! }
  return { ...click, pseudonym: pseudonym!, ...(variant ? { variant } : {}) }
}

export function sealOpen(keys: Keys, { contentId, generation, pseudonym }: Open): string {
  return seal(keys, 'open', [contentId, generation, pseudonym])
}

export function openOpen(keys: Keys, token: string): Open | null {
  const words = openExactly(keys, 'open', token, 3)
  return words && { contentId: words[0]!, generation: words[1]!, pseudonym: words[2]! }
}

/**
 * Local part of a message's own sender address (VERP, variable envelope return path): what comes back says which message
 * it is about, and nobody can make one up. 64 octets at most (RFC 5321, 4.5.3.1.1).
 */
export function sealReturned(keys: Keys, messageId: number): string {
  return `b+${sealFolded(keys, 'returned', [messageId])}`
}

/** @param localPart  as it came back, in any case */
export function openReturned(keys: Keys, localPart: string): number | null {
  const [, token] = /^b\+([a-z2-7]+)$/i.exec(localPart) ?? []
  const words = token ? openFolded(keys, 'returned', token) : null
  return words?.length === 1 ? words[0]! : null
}

/** Local part of the address that unsubscribes by mail: `unsubscribe+TOKEN`. */
export function sealLeaving(keys: Keys, { campaignId, contactId }: Identity): string {
  return `unsubscribe+${sealFolded(keys, 'identity', [campaignId, contactId])}`
}

/** The same from the token of an identity that is sealed already. */
export const leavingOf = (identity: string): string => `unsubscribe+${folded(identity)}`

export function openLeaving(keys: Keys, localPart: string): Identity | null {
  const [, token] = /^unsubscribe\+([a-z2-7]+)$/i.exec(localPart) ?? []
  const words = token ? openFolded(keys, 'identity', token) : null
  return words?.length === 2 ? { campaignId: words[0]!, contactId: words[1]! } : null
}

/**
 * What stands before the @ of a Message-ID: the row and a tag that nobody else can make. Whoever quotes it has had the
 * message before them.
 */
export function sealMessageId(keys: Keys, messageId: number): string {
  return `${messageId.toString(36)}.${keyedTag(keys, `message/${messageId}`)}`
}

/** @param text  a Message-ID, or several as in References; the last one of ours counts */
export function openMessageIds(keys: Keys, text: string): number | null {
  const found = [...text.matchAll(/<([0-9a-z]{1,11})\.([a-z2-7]{26})@[^<>\s]{1,255}>/gi)].reverse()
  for (const [, row, tag] of found.slice(0, 20)) {
    const id = Number.parseInt(row!, 36)
    if (sealMessageId(keys, id) === `${row}.${tag}`.toLowerCase()) return id
  }
  return null
}

function openExactly(keys: Keys, kind: TokenKind, token: string, count: number): number[] | null {
  const words = open(keys, kind, token)
  return words?.length === count ? words : null
}
