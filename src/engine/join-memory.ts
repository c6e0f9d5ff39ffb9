import type { Hit } from '../core/hit.ts'
import { burstLimit, type FlagOfJoin, fewestOfDevice, paceWindowMs } from '../core/join-flags.ts'
import { networkOf } from '../core/network.ts'
import type { Db } from '../core/ports.ts'
import type { Deps } from './deps.ts'

/** Joins of a campaign in this window by link, in the windows before, and above how many a link has a burst. */
type Pace = { links: Map<string, number>; past: number[]; limit: number }
type Memory = { window: number; campaigns: Map<number, Pace>; devices: Map<string, number> }

/** By database, so that two worlds in one process know nothing of each other. Workers have one for each isolate. */
const memories = new WeakMap<Db, Memory>()
/** Windows of links that say what is usual. */
const mostPast = 1_000
const mostDevices = 10_000

/** Who confirms, as far as their request tells. */
export type Confirming = Pick<Hit, 'address' | 'userAgent'>

/**
 * Judges a join by how many came over the same link in the same ten minutes, in all and by one browser of one network.
 * Both are numbers in memory alone, and thrown away with their window; an address is cut to its network (/24, /48) at
 * once. A process that starts anew has to learn what is usual; several know each their own part.
 *
 * @param link  names the link within the campaign
 * @param from  absent = nothing is known of who confirms
 */
export function observeJoin(
  deps: Deps,
  it: { campaignId: number; link: string; from?: Confirming | undefined },
): FlagOfJoin[] {
  const memory = memoryOf(deps.db, Math.floor(deps.clock.now() / paceWindowMs))
  const pace = memory.campaigns.get(it.campaignId) ?? { links: new Map(), past: [], limit: burstLimit([]) }
  memory.campaigns.set(it.campaignId, pace)
  const device = deviceOf(it.from)
  const isBurst = counted(pace.links, it.link) > pace.limit
  const isSame =
    device !== null &&
    memory.devices.size < mostDevices &&
    counted(memory.devices, `${it.campaignId}/${it.link}/${device}`) > fewestOfDevice
  return [...(isBurst ? (['burst'] as const) : []), ...(isSame ? (['same-device'] as const) : [])]
}

function deviceOf(from: Confirming | undefined): string | null {
  const network = networkOf(from?.address ?? null)
  return network && from?.userAgent ? `${network}/${from.userAgent.slice(0, 200)}` : null
}

function counted(counts: Map<string, number>, key: string): number {
  const count = (counts.get(key) ?? 0) + 1
  counts.set(key, count)
  return count
}

function memoryOf(db: Db, window: number): Memory {
  const known = memories.get(db)
  if (known?.window === window) return known
  const memory: Memory = { window, campaigns: known?.campaigns ?? new Map(), devices: new Map() }
  for (const pace of memory.campaigns.values()) turnWindow(pace)
  memories.set(db, memory)
  return memory
}

function turnWindow(pace: Pace): void {
  if (pace.links.size === 0) return
  pace.past = [...pace.past, ...pace.links.values()].slice(-mostPast)
  pace.links = new Map()
  pace.limit = burstLimit(pace.past)
}
