import type { Reason } from '../core/channel.ts'
import { type BreakerState, breakerState } from '../core/lane/breaker.ts'
import { allLanes } from '../store/lanes.ts'
import { mostOutcomes, newestOutcomes, newestPosts } from '../store/sending.ts'
import { type HeldConnections, heldConnections } from '../store/sending-ways.ts'
import type { Deps } from './deps.ts'

/** Of so many hours the share of refusals is told. */
export const recentHours = 6

export type ChannelHealth = {
  name: string
  /** Host that takes what goes out; null = it stays in the built-in mailbox. */
  host: string | null
  breaker: BreakerState
  /** Failures in a row. */
  failures: number
  restsUntil: number | null
  lastAccepted: number | null
  lastRefused: { at: number; reason: Reason } | null
  /** Outcomes of the last hours; `capped`: only the newest of them were read. */
  recent: { outcomes: number; refused: number; capped: boolean }
  /** Connections of each process that sends now. */
  processes: number[]
}

/** How each way out stands, by what an institution's own messages met with. */
export async function channelHealth(deps: Deps, institutionId: number): Promise<ChannelHealth[]> {
  const { db, clock, channels, settings } = deps
  const [rows, held, mails, posts] = await Promise.all([
    allLanes(db),
    heldConnections(db),
    newestOutcomes(db, institutionId),
    newestPosts(db, institutionId),
  ])
  return [...channels.keys()].map((name) => {
    const breaker = rows.find((row) => row.channel === name && row.provider === '')
    const state = breaker ? breakerState(breaker, clock.now()) : 'closed'
    return {
      name,
      host: settings.receivers?.[name] ?? null,
      breaker: state,
      failures: breaker?.failures ?? 0,
      restsUntil: state === 'open' ? breaker!.pausedUntil : null,
      processes: processesOf(held, name),
      ...outcomesOf(
        name === 'email' ? mails.map(ofMail) : posts.filter((one) => one.channel === name).map(ofPost),
        clock.now(),
      ),
    }
  })
}

type Outcome = { at: number; refused: boolean; reason: string | null }

const ofMail = (row: Awaited<ReturnType<typeof newestOutcomes>>[number]): Outcome => ({
  at: row.at,
  refused: row.kind === 'refused',
  reason: row.class,
})
const ofPost = (row: Awaited<ReturnType<typeof newestPosts>>[number]): Outcome => ({
  at: row.finishedAt,
  refused: row.state === 'refused',
  reason: row.reason,
})

/** @param all  the newest first */
function outcomesOf(
  all: readonly Outcome[],
  now: number,
): Pick<ChannelHealth, 'lastAccepted' | 'lastRefused' | 'recent'> {
  const late = all.filter(({ at }) => at > now - recentHours * 3_600_000)
  const refusal = all.find(({ refused }) => refused)
  return {
    lastAccepted: all.find(({ refused }) => !refused)?.at ?? null,
    lastRefused: refusal ? { at: refusal.at, reason: (refusal.reason ?? 'system') as Reason } : null,
    recent: {
      outcomes: late.length,
      refused: late.filter(({ refused }) => refused).length,
      capped: late.length >= mostOutcomes,
    },
  }
}

/** Processes tell what they hold by the real clock (engine/connection-share), so that is what counts here. */
const processesOf = (held: readonly HeldConnections[], channel: string): number[] =>
  held
    .filter((one) => one.channel === channel && one.provider === '' && one.until > Date.now())
    .map(({ connections }) => connections)
