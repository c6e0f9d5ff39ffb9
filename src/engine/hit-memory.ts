import { type Behaviour, judgeBehaviour, rememberedMs, type Seen } from '../core/hit-behaviour.ts'
import { networkOf } from '../core/network.ts'
import type { Db } from '../core/ports.ts'
import type { Deps } from './deps.ts'

/** Where a remembered hit stands on the disk, once it does; `later` = what was found out while it was being written. */
export type Remembered = Seen & { eventId: number | null; traceId: number | null; later: Behaviour | null }

type Networks = Map<string, Remembered[]>
/** `young` since an instant, ms; `old` is what was young before. */
type Memory = { since: number; young: Networks; old: Networks }

/** By database, so that two worlds in one process know nothing of each other. Workers have one for each isolate. */
const memories = new WeakMap<Db, Memory>()
/** In each of the two. */
const mostNetworks = 10_000
/** Of one network. */
const mostHits = 100
const nothing: readonly Remembered[] = []

/**
 * Judges a hit by what its network did in the last two seconds, and remembers it. An address is cut to its network
 * (/24, /48) at once, and that stays in memory alone: it counts for two seconds and is thrown away after four, or with
 * the first hit after them. A process that starts anew remembers nothing; several remember each their own.
 *
 * @param address  null = nobody outside is known: not judged, not remembered
 */
export function observe(
  deps: Deps,
  address: string | null | undefined,
  hit: Omit<Seen, 'at' | 'isMarked'>,
): { reason: Behaviour | null; anew: readonly Remembered[]; own: Remembered | null } {
  const network = address ? networkOf(address) : null
  if (!network) return { reason: null, anew: nothing, own: null }
  const now = deps.clock.now()
  const { contentId, linkId, userAgent } = hit
  const own: Remembered = {
    ...{ contentId, linkId, userAgent, at: now },
    ...{ isMarked: false, eventId: null, traceId: null, later: null },
  }
  const hits = recentOf(memoryOf(deps.db, now), network, now)
  const found = hits.length ? judgeBehaviour(hits, own) : null
  own.isMarked = found !== null
  for (const one of found?.anew ?? nothing) {
    one.isMarked = true
    one.later = found!.reason
  }
  if (hits.length >= mostHits) hits.shift()
  hits.push(own)
  return { reason: found?.reason ?? null, anew: found?.anew ?? nothing, own }
}

/** Forgets by letting go of all that is old at once: nothing is looked through for it. */
function memoryOf(db: Db, now: number): Memory {
  const known = memories.get(db)
  if (known && now - known.since <= rememberedMs && known.young.size < mostNetworks) return known
  const isLate = !known || now - known.since > 2 * rememberedMs
  const memory = { since: now, young: new Map(), old: isLate ? new Map() : known.young }
  memories.set(db, memory)
  return memory
}

function recentOf({ young, old }: Memory, network: string, now: number): Remembered[] {
  const known = young.get(network)
  const hits = known ?? old.get(network) ?? []
  if (!known) young.set(network, hits)
  while (hits.length && now - hits[0]!.at > rememberedMs) hits.shift()
  return hits
}
