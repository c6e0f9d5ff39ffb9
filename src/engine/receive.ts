import { sha256 } from '@noble/hashes/sha2.js'
import { utf8ToBytes } from '@noble/hashes/utils.js'
import { normalEmail } from '../core/contact.ts'
import { splitAddress } from '../core/doors.ts'
import { type InboundMail, readInbound } from '../core/returned/inbound.ts'
import type { ReturnedRecipient } from '../core/returned/returned.ts'
import { addressHash, toHex } from '../core/token.ts'
import { openLeaving, openMessageIds, openReturned, sealIdentity } from '../core/tokens.ts'
import { type Answered, answered, insertReply } from '../store/replies.ts'
import type { Deps } from './deps.ts'
import { unsubscribe } from './preferences.ts'
import { type News, takeNews } from './take-news.ts'

/** A mail at the door, with its envelope: whom it was sent to, and by whom ('' = nobody, as bounces are). */
export type Arriving = { raw: Uint8Array; to: readonly string[]; from: string }

export const deeds = [
  'unsubscribed',
  'bounce',
  'delayed',
  'autoreply',
  'complaint',
  'reply',
  'ignored',
] as const
export type Received = {
  did: (typeof deeds)[number]
  /** Addresses that went on the list of those that must not be written to. */
  suppressed: number
}

/** More of one mail is not looked at: reports are short, and a person's words come before their pictures. */
const mostBytes = 1_000_000
const mostRecipients = 100
const ignored: Received = { did: 'ignored', suppressed: 0 }

/**
 * Takes in one mail and does what it asks for. Nothing is believed but what a token of our own proves: the address it
 * came to (VERP), else what it returns or answers. It writes nothing to anybody, so no two programs can go on answering
 * each other. The same mail twice changes nothing.
 *
 * @throws only what the database throws: the other side should then try again
 */
export async function receive(deps: Deps, { raw, to, from }: Arriving): Promise<Received> {
  const locals = to.slice(0, mostRecipients).flatMap((address) => splitAddress(address)?.local ?? [])
  if (await leave(deps, locals)) return { did: 'unsubscribed', suppressed: 0 }
  const mail = await readInbound(raw.subarray(0, mostBytes))
  if (!mail) return ignored
  const own = locals.flatMap((local) => openReturned(deps.keys, local) ?? [])
  if (mail.returned.kind !== 'none') return takeReturned(deps, mail, own)
  return from === '' || mail.automatic ? ignored : keepReply(deps, mail, own)
}

/** Whoever holds the token may leave, from whatever address they write: letters are forwarded between one's own. */
async function leave(deps: Deps, locals: readonly string[]): Promise<boolean> {
  const identities = locals.flatMap((local) => openLeaving(deps.keys, local) ?? [])
  for (const identity of identities)
    await unsubscribe(deps, sealIdentity(deps.keys, identity), undefined, 'mailto:')
  return identities.length > 0
}

async function takeReturned(deps: Deps, mail: InboundMail, own: readonly number[]): Promise<Received> {
  const rows = await answered(deps.db, provenBy(deps, mail, own))
  const news = rows.flatMap((row) => newsOf(deps, mail, row))
  if (!news.length) return ignored
  const { suppressed } = await takeNews(deps, news)
  return { did: news[0]!.kind, suppressed }
}

/** The messages a mail is about: the token of the address it came to, else what it brings back or answers. */
function provenBy({ keys }: Pick<Deps, 'keys'>, mail: InboundMail, own: readonly number[]): number[] {
  if (own.length) return [...new Set(own)]
  if (mail.returned.kind === 'autoreply') return [openMessageIds(keys, mail.answers) ?? []].flat()
  const senders = mail.evidence.match(/\bb\+[a-z2-7]{27,60}(?=@)/gi) ?? []
  const byToken = senders.slice(0, 20).flatMap((local) => openReturned(keys, local) ?? [])[0]
  return [byToken ?? openMessageIds(keys, mail.evidence) ?? []].flat()
}

function newsOf(deps: Pick<Deps, 'clock' | 'keys'>, { returned }: InboundMail, row: Answered): News[] {
  const fate = fateOf(deps, returned.recipients, row)
  const kind = fate && kindOf(returned.kind, fate)
  if (!kind) return []
  const { reason, status } = fate
  const at = deps.clock.now()
  return [{ messageId: row.messageId, kind, reason, status: status || null, source: 'mail', at }]
}

/**
 * Of several recipients the one we wrote to. A list behind an address names its own members: of those nobody's fate is
 * our reader's, unless it is the same for all.
 */
function fateOf(
  { keys }: Pick<Deps, 'keys'>,
  recipients: readonly ReturnedRecipient[],
  { hash }: Answered,
): ReturnedRecipient | undefined {
  const isOurs = ({ address }: ReturnedRecipient) => {
    const email = normalEmail(address)
    return email !== null && addressHash(keys, 'email', email) === hash
  }
  const [first] = recipients
  const ours = recipients.length > 1 ? recipients.find(isOurs) : first
  if (ours || !first) return ours
  const isSame = recipients.every((it) => it.reason === first.reason && it.action === first.action)
  return isSame ? first : { ...first, reason: 'undetermined', status: '' }
}

function kindOf(kind: InboundMail['returned']['kind'], fate: ReturnedRecipient): News['kind'] | null {
  if (kind === 'autoreply') return 'autoreply'
  // Reports of machines, or a complaint that is taken back.
  if (kind === 'complaint') return fate.suppress ? 'complaint' : null
  if (fate.action === 'failed') return 'bounce'
  return fate.action === 'delayed' ? 'delayed' : null
}

async function keepReply(deps: Deps, mail: InboundMail, own: readonly number[]): Promise<Received> {
  const messageId = own[0] ?? openMessageIds(deps.keys, mail.answers)
  const [row] = messageId === null ? [] : await answered(deps.db, [messageId])
  if (!row) return ignored
  const { institutionId, campaignId, contactId } = row
  const { sender, subject, body } = mail
  const digest = toHex(sha256(utf8ToBytes(mail.identity)))
  const at = deps.clock.now()
  await insertReply(deps.db, { institutionId, campaignId, contactId, digest, sender, subject, body, at })
  return { did: 'reply', suppressed: 0 }
}
