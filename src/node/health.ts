import { access, constants, statfs } from 'node:fs/promises'
import { dirname } from 'node:path'

/** A minute that did not end within this time, three beats of the clock, does not end any more. */
const lateAfterMs = 180_000

export type ClockState = 'ok' | 'failing' | 'late'

/**
 * Runs the work of each minute, one after the other, and knows how that goes.
 *
 * @param now  ms that only ever grow, so that a clock that is put right changes nothing
 */
export function pulse(
  work: () => Promise<void>,
  onFailure: (error: unknown) => void,
  now: () => number = () => performance.now(),
) {
  let [endedAt, failed] = [now(), false]
  let underWay: Promise<void> | null = null
  const once = async () => {
    // The next minute tries again; one failed minute must not end the process.
    failed = await work().then(
      () => false,
      (error: unknown) => {
        onFailure(error)
        return true
      },
    )
    endedAt = now()
    underWay = null
  }
  return {
    /** Resolves when the work is done, well or not; a beat that comes too early joins the one under way. */
    beat: (): Promise<void> => {
      underWay ??= once()
      return underWay
    },
    /** Resolves when no work is under way. */
    idle: async (): Promise<void> => {
      await underWay
    },
    state: (): ClockState => (now() - endedAt > lateAfterMs ? 'late' : failed ? 'failing' : 'ok'),
  }
}

/** With less room than this, nothing is begun whose end must be written down. SQLite's log alone takes 4 MB. */
const leastFreeBytes = 16 * 1024 * 1024

export type DiskState = 'ok' | 'full' | 'read-only'

/** Whether the database's disk takes what is to be written. */
export async function diskState(database: string): Promise<DiskState> {
  if (database === ':memory:') return 'ok'
  const folder = dirname(database)
  try {
    await access(folder, constants.W_OK)
    const { bavail, bsize } = await statfs(folder)
    return bavail * bsize < leastFreeBytes ? 'full' : 'ok'
  } catch {
    return 'read-only'
  }
}
