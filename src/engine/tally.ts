import { countSkills, withoutSkills } from '../store/skills.ts'
import { foldEvents } from '../store/tallying.ts'
import type { Deps } from './deps.ts'

/**
 * Folds what has happened since the last time into the figures, and counts the skills of each audience once after its
 * launch.
 *
 * @returns number of events passed
 */
export async function tally(deps: Deps): Promise<number> {
  const now = deps.clock.now()
  for (const campaignId of await withoutSkills(deps.db)) await countSkills(deps.db, campaignId, now)
  return foldEvents(deps.db, now)
}
