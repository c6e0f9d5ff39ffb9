import { freshLane, type Lane } from '../core/lane/lane.ts'
import { type Provider, providersByDomain } from '../core/lane/providers.ts'
import { lanesOf, swapLane } from '../store/lanes.ts'
import type { Deps } from './deps.ts'

/** What decides how fast this process sends. docs/lanes.md explains it. */
export type Lanes = {
  /** Channels whose messages leave the machine: they have a breaker. */
  channels: ReadonlySet<string>
  providers: readonly Provider[]
  byDomain: ReadonlyMap<string, Provider>
  byId: ReadonlyMap<string, Provider>
  /** False: no provider's rate counts; warming up and the breaker still do. */
  throttled: boolean
  /** Domain that signs our mail, which may be the one that is warmed up. */
  signer: string | null
  /** For how long a message may be held in the process until its place comes; 0 where time stands still or leaps. */
  holdMs: number
  /** What became of the latest messages, by provider. */
  tallies: Map<string, { seen: number; deferred: number }>
  /** Domains whose provider this process has learned: '' = none that is known. */
  learned: Map<string, string>
  /** Until then it is believed. */
  unsureUntil: number
  /** After the resolver failed nobody is asked until then. */
  askAgainAt: number
}

/** @param it.providers  null = nobody is throttled; `usual` then still says whose domain is whose */
export function lanesFor(it: {
  channels: readonly string[]
  providers: readonly Provider[] | null
  usual: readonly Provider[]
  signer: string | null
  holdMs: number
}): Lanes {
  const providers = it.providers ?? it.usual
  return {
    channels: new Set(it.channels),
    providers,
    byDomain: providersByDomain(providers),
    byId: new Map(providers.map((provider) => [provider.id, provider])),
    throttled: it.providers !== null,
    signer: it.signer,
    holdMs: it.holdMs,
    tallies: new Map(),
    learned: new Map(),
    unsureUntil: 0,
    askAgainAt: 0,
  }
}

/** The lanes of a channel as this process saw them last. */
export type LaneBook = { deps: Deps; channel: string; lanes: Map<string, Lane> }

export const openBook = async (deps: Deps, channel: string): Promise<LaneBook> => ({
  deps,
  channel,
  lanes: await lanesOf(deps.db, channel),
})

/**
 * Changes a lane by a pure decision. Where another process was faster the decision is made anew on what it left: that is
 * how all share one rate without a lock.
 *
 * @param decide  may be called more than once
 */
export async function changeLane<T extends { lane: Lane }>(
  book: LaneBook,
  provider: string,
  decide: (lane: Lane) => T,
): Promise<T> {
  const { deps, channel, lanes } = book
  for (;;) {
    const before = lanes.get(provider) ?? null
    const decided = decide(before ?? freshLane(deps.clock.now()))
    if (before && decided.lane === before) return decided
    if (await swapLane(deps.db, { channel, provider, before, after: decided.lane })) {
      lanes.set(provider, decided.lane)
      return decided
    }
    const asTheyStand = await lanesOf(deps.db, channel)
    lanes.clear()
    for (const [name, lane] of asTheyStand) lanes.set(name, lane)
  }
}
