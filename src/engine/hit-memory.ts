import { type Behaviour, judgeBehaviour, rememberedMs, type Seen } from '../core/hit-behaviour.ts'
import { networkOf } from '../core/network.ts'
import type { Db } from '../core/ports.ts'
import { addressHasher } from '../core/token.ts'
import type { Deps } from './deps.ts'

/** Where a remembered hit stands on the disk, once it does; `later` = what was found out while it was being written. */
export type Remembered = Seen & { eventId: number | null; traceId: number | null; later: Behaviour | null }

type Memory = { day: number; hash(network: string): string; networks: Map<string, Remembered[]> }

/** By database, so that two worlds in one process know nothing of each other. Workers have one for each isolate. */
const memories = new WeakMap<Db, Memory>()
const dayMs = 86_400_000
const mostNetworks = 20_000
const mostHits = 100

/**
 * Judges a hit by what its network did in the last half minute, and remembers it. A network (/24, /48) is known by a
 * keyed hash with a random key of the day, in memory alone and for half a minute: no address stays, and what is on the
 * disk leads to none. A process that starts anew remembers nothing; several remember each their own.
 *
 * @param address  null = nobody outside is known: not judged, not remembered
 */
export function observe(
  deps: Deps,
  address: string | null | undefined,
  hit: Omit<Seen, 'at' | 'isMarked'>,
): { reason: Behaviour | null; anew: Remembered[]; own: Remembered | null } {
  const network = networkOf(address ?? null)
  if (!network) return { reason: hit.isTrap ? 'trap' : null, anew: [], own: null }
  const now = deps.clock.now()
  const memory = memoryOf(deps, now)
  forgetBefore(memory, now - rememberedMs)
  const key = memory.hash(network)
  const before = memory.networks.get(key) ?? []
  const own: Remembered = { ...hit, at: now, isMarked: false, eventId: null, traceId: null, later: null }
  const found = judgeBehaviour(before, own)
  for (const one of [own, ...(found?.anew ?? [])]) one.isMarked = found !== null
  for (const one of found?.anew ?? []) one.later = found!.reason
  memory.networks.delete(key)
  memory.networks.set(key, [...before.filter(({ at }) => now - at <= rememberedMs), own].slice(-mostHits))
  return { reason: found?.reason ?? null, anew: found?.anew ?? [], own }
}

function memoryOf({ db }: Deps, now: number): Memory {
  const day = Math.floor(now / dayMs)
  const known = memories.get(db)
  if (known?.day === day) return known
  const hasher = addressHasher(crypto.getRandomValues(new Uint8Array(32)))
  const fresh = { day, hash: (network: string) => hasher('network', network), networks: new Map() }
  memories.set(db, fresh)
  return fresh
}

/** The network that came last stands at the end. */
function forgetBefore({ networks }: Memory, limit: number): void {
  for (const [network, hits] of networks) {
    if (networks.size <= mostNetworks && hits.at(-1)!.at >= limit) return
    networks.delete(network)
  }
}
