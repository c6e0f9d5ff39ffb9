import type { Db } from '../../core/ports.ts'
import { paceApiKey, pacedUntil } from '../../store/api-keys.ts'

/** Calls that a key may make in a row, and how many come back a second. */
const burst = 120
const perSecond = 10
const eachMs = 1000 / perSecond

/**
 * Counts a call of a key, for all processes together and in one statement: the generic cell rate algorithm (ITU-T I.371),
 * in which each call pays `eachMs` ahead and may be at most `burst` calls ahead.
 *
 * @returns seconds to wait, 0 when the call may go on
 */
export async function paced(db: Db, key: number, now: number): Promise<number> {
  const it = { id: key, now, eachMs, aheadMs: burst * eachMs }
  if (await paceApiKey(db, it)) return 0
  const tooFar = (await pacedUntil(db, key)) + eachMs - now - it.aheadMs
  return Math.max(1, Math.ceil(tooFar / 1000))
}
