import type { Wake } from '../core/ports.ts'

/**
 * The bell inside one process. Each channel has one worker at most; a ring while it works makes it look once more.
 *
 * @param work  what to do for a channel until nothing is due
 */
export function processWake(work: (channel: string, signal: AbortSignal) => Promise<unknown>) {
  const stopping = new AbortController()
  const running = new Map<string, { again: boolean; done: Promise<void> }>()
  const run = async (channel: string) => {
    const state = running.get(channel)!
    do {
      state.again = false
      await work(channel, stopping.signal)
    } while (state.again && !stopping.signal.aborted)
    running.delete(channel)
  }
  const wake: Wake = {
    async ring(channel) {
      const state = running.get(channel)
      if (state) state.again = true
      else if (!stopping.signal.aborted) {
        const fresh = { again: false, done: Promise.resolve() }
        running.set(channel, fresh)
        fresh.done = run(channel)
      }
    },
  }
  return {
    wake,
    /** Lets what is under way finish; nothing new begins. */
    async stop(): Promise<void> {
      stopping.abort()
      await Promise.all([...running.values()].map((state) => state.done))
    },
  }
}
