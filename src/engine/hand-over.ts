import type { Db } from '../core/ports.ts'
import type { Deps } from './deps.ts'

/** Nobody has read a mail so soon after the first of its wave went out. */
const soonMs = 10_000
/** After so long a silence what goes out is another wave. */
const pauseMs = 30 * 60_000
const mostContents = 10_000

type HandOver = { first: number; last: number }
const handOvers = new WeakMap<Db, Map<number, HandOver>>()

/** Notes that a message of a content went out just now. In memory: another process learns nothing of it. */
export function noteHandOver({ db, clock }: Deps, contentId: number): void {
  const now = clock.now()
  const contents = handOvers.get(db) ?? new Map<number, HandOver>()
  handOvers.set(db, contents)
  const known = contents.get(contentId)
  if (known && now - known.last < pauseMs) known.last = now
  else {
    if (contents.size >= mostContents) contents.clear()
    contents.set(contentId, { first: now, last: now })
  }
}

/** Whether the wave of a content began less than ten seconds ago, as far as this process sent it. */
export function hasJustBegun({ db, clock }: Deps, contentId: number): boolean {
  const known = handOvers.get(db)?.get(contentId)
  return known !== undefined && clock.now() - known.first < soonMs
}
