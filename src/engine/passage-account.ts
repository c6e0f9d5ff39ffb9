import { breakerAfter, breakerState, failuresToOpen } from '../core/lane/breaker.ts'
import { slowed } from '../core/lane/lane.ts'
import { deferralsAreMany, type Sign } from '../core/lane/sign.ts'
import { dayOf } from '../core/lane/warm-up.ts'
import { countOfDays, type WarmUpCounts } from '../store/warm-up.ts'
import { changeLane, type LaneBook } from './lanes.ts'
import { warmUpName } from './warm-up-take.ts'

/** What answers said since it was last written down. */
export type Account = {
  book: LaneBook
  /** In order: true = the way out was there. */
  attempts: boolean[]
  /** Providers that must be slowed down. */
  slow: Set<string>
  /** Of late, by provider; kept over many writings, for a batch may hold few of one. */
  tallies: Map<string, { seen: number; deferred: number }>
  warm: Map<string, WarmUpCounts>
  /** The rest that others heed is our probe's. */
  probing: boolean
}

export const openAccount = (
  book: LaneBook,
  it: { tallies: Account['tallies']; probing: boolean },
): Account => ({ book, ...it, attempts: [], slow: new Set(), warm: new Map() })

/** So many say enough about a provider; then it is counted anew. */
const enoughSeen = 100

/** Takes an answer into account. Cheap: nothing is written here. */
export function heard(
  account: Account,
  { provider, lane, warming }: { provider: string; lane: object | null; warming: string | null },
  sign: Sign,
): void {
  account.attempts.push(sign !== 'failed')
  if (sign === 'failed') return
  const putOff = sign === 'slow' || sign === 'deferred'
  if (warming && putOff) warmUpCount(account, warming, provider, { deferred: 1 })
  if (!lane) return
  if (sign === 'slow') account.slow.add(provider)
  const tally = account.tallies.get(provider) ?? { seen: 0, deferred: 0 }
  const after = { seen: tally.seen + 1, deferred: tally.deferred + (putOff ? 1 : 0) }
  if (deferralsAreMany(after)) account.slow.add(provider)
  const isOver = account.slow.has(provider) || after.seen >= enoughSeen
  account.tallies.set(provider, isOver ? { seen: 0, deferred: 0 } : after)
}

export function warmUpCount(
  { book, warm }: Account,
  domain: string,
  provider: string,
  more: Partial<Pick<WarmUpCounts, 'sent' | 'deferred' | 'unknownUsers'>>,
): void {
  const place = { domain, provider: warmUpName(provider), day: dayOf(book.deps.clock.now()) }
  const key = Object.values(place).join('/')
  const none = { sent: 0, deferred: 0, unknownUsers: 0, complaints: 0 }
  const before = warm.get(key) ?? { ...place, ...none }
  warm.set(key, {
    ...before,
    sent: before.sent + (more.sent ?? 0),
    deferred: before.deferred + (more.deferred ?? 0),
    unknownUsers: before.unknownUsers + (more.unknownUsers ?? 0),
  })
}

/** Writes down what there is to say; usually there is nothing. @returns whether the channel rests now */
export async function settle(account: Account): Promise<boolean> {
  const { book, slow, warm } = account
  const [attempts, slowNow] = [account.attempts.splice(0), [...slow]]
  slow.clear()
  if (warm.size) {
    const counts = [...warm.values()]
    warm.clear()
    await countOfDays(book.deps.db, counts).run()
  }
  for (const provider of slowNow) await slowDown(book, provider)
  return (await breakerMoved(account, attempts)) === 'open'
}

async function slowDown(book: LaneBook, provider: string): Promise<void> {
  const { deps, channel } = book
  const now = deps.clock.now()
  const before = book.lanes.get(provider)
  const { lane } = await changeLane(book, provider, (lane) => ({ lane: slowed(lane, now) }))
  if (lane === before) return
  const seconds = Math.round((lane.pausedUntil! - now) / 1000)
  deps.log('lane-slowed', { channel, provider, factor: lane.factor, seconds })
}

/** A probe that came to nothing, for its message needed no sending: another may try at once. */
export async function leaveProbe({ book, probing }: Account): Promise<void> {
  if (!probing) return
  const now = book.deps.clock.now()
  await changeLane(book, '', (lane) => ({ lane: { ...lane, pausedUntil: now, changedAt: now } }))
}

async function breakerMoved(account: Account, attempts: readonly boolean[]) {
  const { book, probing } = account
  const { deps, channel } = book
  const now = deps.clock.now()
  const before = book.lanes.get('')
  if (attempts.length === 0 || (attempts.every(Boolean) && !before?.failures)) return 'closed'
  account.probing = false
  const { lane } = await changeLane(book, '', (lane) => {
    const after = breakerAfter(probing ? { ...lane, pausedUntil: null } : lane, attempts, now)
    const isSame = after.failures === lane.failures && after.pausedUntil === lane.pausedUntil
    return { lane: isSame ? lane : { ...after, changedAt: now } }
  })
  const state = breakerState(lane, now)
  if (state === 'open' && lane.pausedUntil !== before?.pausedUntil) {
    const seconds = Math.round((lane.pausedUntil! - now) / 1000)
    deps.log('channel-rests', { channel, failures: lane.failures, seconds })
  }
  if (before && before.failures >= failuresToOpen && state === 'closed')
    deps.log('channel-works', { channel })
  return state
}
