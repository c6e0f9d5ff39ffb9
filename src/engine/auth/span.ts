import type { Deps } from '../deps.ts'

/** A session ends when it has rested for 12 hours, and 7 days after it began whatever happens. */
export const idleMs = 12 * 3_600_000
export const wholeMs = 7 * 24 * 3_600_000

export const spanOf = (deps: Pick<Deps, 'clock'>) => ({ now: deps.clock.now(), idleMs, wholeMs })
