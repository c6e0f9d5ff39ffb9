import { foldEvents } from '../store/tallying.ts'
import type { Deps } from './deps.ts'

/** Folds what has happened since the last time into the figures. @returns number of events passed */
export const tally = (deps: Deps): Promise<number> => foldEvents(deps.db, deps.clock.now())
