import { classifyHit, type Hit, type Verdict, withReason } from '../core/hit.ts'
import type { Statement } from '../core/ports.ts'
import { rejudgeStatements } from '../store/hits.ts'
import type { Deps } from './deps.ts'
import { hasJustBegun } from './hand-over.ts'
import { observe, type Remembered } from './hit-memory.ts'

/** A visit to an address of ours: to a link of a mail, or to a page that is shared. */
export type Visited = { contentId: number | null; linkId: number | null }

/**
 * Judges a hit and writes it down, with its verdict; and in the same commit what it tells about hits shortly before it.
 *
 * @param statements  the event first, then perhaps its trace, for a verdict
 */
export async function writeHit(
  deps: Deps,
  hit: Hit,
  visited: Visited,
  statements: (verdict: Verdict) => Promise<Statement[]>,
): Promise<void> {
  const base = classifyHit(hit)
  const { userAgent } = hit
  const { reason, anew, own } = observe(deps, hit.address, { ...visited, userAgent })
  const early = own && visited.contentId !== null && hasJustBegun(deps, visited.contentId)
  const suspect = early ? withReason(base, 'unknown', 'early') : base
  const verdict = reason ? withReason(suspect, 'machine', reason) : suspect
  const written = await statements(verdict)
  const results = await deps.db.batch([...written, ...(reason ? rejudge(deps, anew, reason) : [])])
  if (!own) return
  const [event, trace] = results.slice(0, written.length).map(({ meta }) => meta)
  own.eventId = event?.changes ? event.last_row_id : null
  own.traceId = trace?.changes ? trace.last_row_id : null
  // Found out by another hit before this one had its row.
  if (own.later) await deps.db.batch(rejudge(deps, [own], own.later))
}

function rejudge({ db }: Deps, anew: readonly Remembered[], reason: string): Statement[] {
  const ids = (key: 'eventId' | 'traceId') => anew.map((one) => one[key]).filter((id) => id !== null)
  return rejudgeStatements(db, { events: ids('eventId'), traces: ids('traceId'), reason })
}
