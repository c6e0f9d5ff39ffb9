import { type Finish, finishStatements } from '../store/outbox.ts'
import type { Deps } from './deps.ts'

type Waiting = { finish: Finish; done: () => void; failed: (error: unknown) => void }

/**
 * Writes outcomes down in groups: whatever comes in during one turn of the event loop, or while the group before is
 * being written, shares one commit.
 *
 * @param at  instants for the rows and for their events, ms
 */
export function finisher(deps: Deps, lease: string, at: { now: number; at: number }) {
  let waiting: Waiting[] = []
  let running = false
  const run = async () => {
    while (waiting.length) {
      const group = waiting
      waiting = []
      try {
        const finishes = group.map((one) => one.finish)
        await deps.db.batch(finishStatements(deps.db, { lease, finishes, ...at }))
        for (const one of group) one.done()
      } catch (error) {
        for (const one of group) one.failed(error)
      }
    }
    running = false
  }
  return {
    /** Resolves when the outcome is on disk. */
    write(finish: Finish): Promise<void> {
      return new Promise((done, failed) => {
        waiting.push({ finish, done, failed })
        if (running) return
        running = true
        setTimeout(run, 0)
      })
    },
  }
}
