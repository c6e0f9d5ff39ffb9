import { allowedFactor, type Lane } from '../core/lane/lane.ts'
import type { Provider } from '../core/lane/providers.ts'
import { allLanes } from '../store/lanes.ts'
import { knownDomains } from '../store/mail-domains.ts'
import { type HeldConnections, heldConnections, mostWaiting, waitingInLanes } from '../store/sending-ways.ts'
import type { Deps } from './deps.ts'
import { providerOf } from './lane-domains.ts'

/**
 * `resting`: the provider asked for patience, nothing goes to it. `slowed`: it asked a while ago, and the pace grows back.
 * `line`: more mail waits than may go at once. `calm`: at its usual pace.
 */
export type LaneWhy = 'resting' | 'slowed' | 'line' | 'calm'

export type LaneLine = {
  provider: string
  /** A few domains whose mail drives there, and how many more are named. */
  domains: string[]
  more: number
  /** Messages a minute: now, and when all is well. */
  rate: number
  usual: number
  connections: number
  mostConnections: number
  why: LaneWhy
  /** Since when it is slower than usual, ms. */
  since: number | null
  pausedUntil: number | null
  /** Mails of the institution that wait for a place; `atLeast`: there may be more. */
  waiting: { count: number; atLeast: boolean }
  /** Nobody has been slow or waited there yet. */
  isFresh: boolean
}

/** @returns null where no provider's pace counts */
export async function laneLines(deps: Deps, institutionId: number): Promise<LaneLine[] | null> {
  const { lanes, db, clock } = deps
  if (!lanes?.throttled) return null
  const now = clock.now()
  const [rows, held] = await Promise.all([allLanes(db), heldConnections(db)])
  const byProvider = new Map(rows.filter((row) => row.channel === 'email').map((row) => [row.provider, row]))
  const line = { until: Math.max(0, ...rows.map((row) => row.bookedUntil)), institutionId, now }
  const waiting = await waitingByProvider(deps, line)
  return lanes.providers
    .map((provider) => {
      const own = byProvider.get(provider.id) ?? null
      const count = waiting.counts.get(provider.id) ?? 0
      return lineOf(provider, own, { now, held, waiting: { count, atLeast: waiting.atLeast && count > 0 } })
    })
    .sort(
      (a, b) =>
        urgency(a) - urgency(b) || b.waiting.count - a.waiting.count || (a.provider < b.provider ? -1 : 1),
    )
}

const urgency = ({ why, isFresh }: LaneLine) =>
  isFresh ? 4 : (['resting', 'slowed', 'line', 'calm'] as const).indexOf(why)

const namedDomains = 4

function lineOf(
  provider: Provider,
  lane: Lane | null,
  it: { now: number; held: readonly HeldConnections[]; waiting: LaneLine['waiting'] },
): LaneLine {
  const { now, held, waiting } = it
  const factor = lane ? allowedFactor(lane, now) : 1
  const pausedUntil = lane?.pausedUntil && lane.pausedUntil > now ? lane.pausedUntil : null
  const holds = held.filter(
    (one) => one.channel === 'email' && one.provider === provider.id && one.until > now,
  )
  return {
    provider: provider.id,
    domains: provider.domains.slice(0, namedDomains),
    more: Math.max(0, provider.domains.length - namedDomains),
    rate: pausedUntil ? 0 : Math.max(1, Math.floor(provider.perMinute * factor)),
    usual: provider.perMinute,
    connections: holds.reduce((sum, { connections }) => sum + connections, 0),
    mostConnections: provider.connections,
    why: pausedUntil ? 'resting' : factor < 1 ? 'slowed' : waiting.count ? 'line' : 'calm',
    since: lane && (factor < 1 || pausedUntil) ? lane.changedAt : null,
    pausedUntil,
    waiting,
    isFresh: lane === null && waiting.count === 0,
  }
}

/** Whom the mails wait for that lanes have put off. Asks nothing while no lane has a line. */
async function waitingByProvider(
  deps: Deps,
  it: { institutionId: number; until: number; now: number },
): Promise<{ counts: Map<string, number>; atLeast: boolean }> {
  const counts = new Map<string, number>()
  if (it.until <= it.now) return { counts, atLeast: false }
  const { seen, domains } = await waitingInLanes(deps.db, it)
  const names = domains.map(({ domain }) => domain)
  const known = await knownDomains(deps.db, names, 0)
  for (const { domain, count } of domains) {
    const provider = providerOf(deps.lanes!, domain) ?? known.get(domain) ?? ''
    counts.set(provider, (counts.get(provider) ?? 0) + count)
  }
  return { counts, atLeast: seen >= mostWaiting }
}
