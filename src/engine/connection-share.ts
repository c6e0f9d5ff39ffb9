import type { Channel } from '../core/ports.ts'
import { holdConnections, holdersBeside } from '../store/lanes.ts'
import type { Deps } from './deps.ts'

/** What a process tells again and again; whoever died is no longer counted after the second. */
const tellMs = 500
const believeMs = 30_000

export type ConnectionShare = { end(): void }

/**
 * Keeps to this process's share of the connections of a channel: all processes on one database together hold no more
 * than one of them might alone. Who comes second begins with what the first lets go, a moment later.
 *
 * Counted by the real clock: connections are real, also where a rehearsal's time runs ahead.
 */
export async function shareConnections(
  deps: Deps,
  channel: Channel,
  holder: string,
): Promise<ConnectionShare> {
  const { connections } = channel
  if (!connections) return { end: () => {} }
  let [asking, isOver] = [false, false]
  const ask = async () => {
    if (asking || isOver) return
    asking = true
    try {
      const now = Date.now()
      const place = { channel: channel.name, provider: '', holder, now }
      const inUse = connections.open()
      const cap = channel.concurrency
      const granted = await holdConnections(deps.db, { ...place, cap, inUse, until: now + believeMs })
      const others = await holdersBeside(deps.db, place)
      if (!isOver) connections.limit(Math.min(granted, Math.ceil(cap / (1 + others))))
    } finally {
      asking = false
    }
  }
  await ask()
  // A database that is locked at this moment is asked again at the next.
  const timer = setInterval(() => void ask().catch(() => {}), tellMs)
  return {
    end: () => {
      isOver = true
      clearInterval(timer)
    },
  }
}
