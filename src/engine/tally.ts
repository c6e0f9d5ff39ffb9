import type { Db } from '../core/ports.ts'
import { isRemembered } from '../store/remembered.ts'
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
  // A page shows one moment, however many campaigns it looks at.
  const known = isRemembered(deps.db) ? ofPages.get(deps.db) : undefined
  if (known) return known
  const done = fold(deps)
  if (isRemembered(deps.db)) ofPages.set(deps.db, done)
  return done
}

const ofPages = new WeakMap<Db, Promise<number>>()

async function fold(deps: Deps): Promise<number> {
  const now = deps.clock.now()
  for (const campaignId of await withoutSkills(deps.db)) await countSkills(deps.db, campaignId, now)
  return foldEvents(deps.db, now)
}
