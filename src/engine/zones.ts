import { AppError } from '../core/error.ts'
import { zoneFaults } from '../core/schedule/zone-data.ts'

/**
 * Whoever plans or sends asks this first: with old zone data people would be woken at the wrong hour.
 *
 * @throws AppError `zone-data`, one line with the first fault and what to do
 */
export function refuseOldZones(faults: readonly string[] = zoneFaults()): void {
  if (!faults.length) return
  const line = `this runtime's time zone data are too old: ${faults[0]}; use the Node that npm ci brings, or a newer one`
  throw new AppError('unavailable', 'zone-data', line)
}
