import { normalEmail } from '../core/contact.ts'
import { addressHash } from '../core/token.ts'
import { openMessageIds, sealIdentity } from '../core/tokens.ts'
import { eventsOf } from '../core/webhook/events-of.ts'
import { openTag, remoteName } from '../core/webhook/identity.ts'
import type { WebhookEvent, WebhookProvider } from '../core/webhook/webhook.ts'
import { type HookReader, hookReaders, messagesByRemoteName } from '../store/hooks.ts'
import type { Deps } from './deps.ts'
import { unsubscribe } from './preferences.ts'
import { type News, takeNews } from './take-news.ts'

/** An event and the message of ours that it proves to be about. */
type Proven = { event: WebhookEvent; reader: HookReader }

/**
 * Does what the events of a genuine call say: writes down what came back, and unsubscribes. That something was
 * delivered has no place in our figures; that it was opened or clicked we do not want to know from anybody else, as it
 * says nothing of whether the reader agreed to be measured.
 *
 * @throws what the database throws; all of it may be done again
 */
export async function takeHookEvents(
  deps: Deps,
  provider: WebhookProvider,
  body: Uint8Array,
): Promise<{ news: number; suppressed: number; unsubscribed: number }> {
  const told = eventsOf(provider, body).filter((event) => kindOf(event) || event.kind === 'unsubscribed')
  const proven = await provenOf(deps, provider, told)
  const news = fatesOf(deps, proven).flatMap((one) => newsOf(deps, provider, one))
  const { taken, suppressed } = news.length ? await takeNews(deps, news) : { taken: 0, suppressed: 0 }
  const leaving = leavingOf(proven)
  for (const { campaignId, contactId } of leaving)
    await unsubscribe(deps, sealIdentity(deps.keys, { campaignId, contactId }), undefined, '/hooks/')
  return { news: taken, suppressed, unsubscribed: leaving.length }
}

/**
 * An address proves nothing: anybody may have written to it. What counts is our own tag or Message-ID, which nobody
 * else can make, or the name under which this provider took a message from us.
 */
async function provenOf(
  deps: Deps,
  provider: WebhookProvider,
  events: readonly WebhookEvent[],
): Promise<Proven[]> {
  if (!events.length) return []
  const names = events.flatMap(({ remoteId }) => (remoteId ? [remoteName(provider, remoteId)] : []))
  const named = names.length ? await messagesByRemoteName(deps.db, [...new Set(names)]) : new Map()
  const found = events.flatMap((event) => {
    const id = sealedIn(deps, event) ?? named.get(remoteName(provider, event.remoteId ?? ''))
    return id === undefined ? [] : [{ event, id }]
  })
  const readers = await hookReaders(deps.db, [...new Set(found.map(({ id }) => id))])
  const byId = new Map(readers.map((reader) => [reader.messageId, reader]))
  return found.flatMap(({ event, id }) => {
    const reader = byId.get(id)
    return reader ? [{ event, reader }] : []
  })
}

function sealedIn({ keys }: Pick<Deps, 'keys'>, { tag, messageId }: WebhookEvent): number | undefined {
  return openTag(keys, tag ?? '') ?? openMessageIds(keys, messageId ?? '') ?? undefined
}

/**
 * One event for each message and kind. Where several addresses are named for one mail there is a list behind the one we
 * wrote to: of its members nobody's fate is our reader's, unless it is the same for all.
 */
function fatesOf({ keys }: Pick<Deps, 'keys'>, proven: readonly Proven[]): Proven[] {
  const groups = Map.groupBy(proven, ({ event, reader }) => `${reader.messageId} ${event.kind}`)
  return [...groups.values()].flatMap((group) => {
    const addresses = new Set(group.map(({ event }) => event.address))
    if (addresses.size === 1) return group
    const own = group.filter(({ event, reader }) => {
      const email = normalEmail(event.address)
      return email !== null && addressHash(keys, 'email', email) === reader.hash
    })
    if (own.length) return own
    const isSame = group.every(({ event }) => event.reason === group[0]!.event.reason)
    const [{ event, reader }] = group as [Proven]
    return [{ reader, event: isSame ? event : { ...event, reason: 'undetermined' as const } }]
  })
}

function newsOf(deps: Pick<Deps, 'clock'>, source: string, { event, reader }: Proven): News[] {
  const kind = kindOf(event)
  const now = deps.clock.now()
  if (!kind || !event.reason) return []
  const { messageId } = reader
  return [{ messageId, kind, reason: event.reason, status: null, source, at: event.at ?? now }]
}

function kindOf({ kind, reason }: WebhookEvent): News['kind'] | null {
  if (kind === 'bounce' || kind === 'complaint') return kind
  if (kind === 'deferred') return 'delayed'
  return kind === 'other' && reason ? 'autoreply' : null
}

/** Whoever agreed again since then has the last word: providers tell late, and tell again. */
function leavingOf(proven: readonly Proven[]): HookReader[] {
  const left = proven.filter(
    ({ event, reader }) =>
      event.kind === 'unsubscribed' && !(event.at !== null && (reader.agreedAt ?? 0) > event.at),
  )
  const once = new Map(left.map(({ reader }) => [reader.contactId, reader]))
  // Workers may ask the database 1000 times a call: one that comes again goes on with those who are left.
  return [...once.values()].sort((a, b) => a.hasLeft - b.hasLeft)
}
