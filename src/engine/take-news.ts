import { wholeHour } from '../core/hit.ts'
import { givesUpAt, type NewReturn, returnStatements } from '../store/returns.ts'
import type { Deps } from './deps.ts'

/** What somebody told about a message of ours. Who it was about must have been proven: by a token, or by a provider. */
export type News = NewReturn

/** So many at once keep a statement small enough for D1. */
const block = 500

/**
 * Writes down what came back and draws the consequences: the figures of the campaign, the list of addresses that must
 * not be written to (core/give-up; a complaint at once), the consent of whoever complained. The same news twice
 * changes nothing.
 *
 * @returns how many were news, and how many addresses went on the list
 */
export async function takeNews(
  deps: Pick<Deps, 'db' | 'clock'>,
  news: readonly News[],
): Promise<{ taken: number; suppressed: number }> {
  const now = deps.clock.now()
  const once = [...new Map(news.map((it) => [`${it.messageId} ${it.kind} ${it.reason}`, it])).values()]
  let [taken, suppressed] = [0, 0]
  for (let from = 0; from < once.length; from += block) {
    // A provider's clock may be ahead of ours.
    const rows = once.slice(from, from + block).map((it) => ({ ...it, at: Math.min(it.at, now) }))
    const done = await deps.db.batch(returnStatements(deps.db, rows, { now, hour: wholeHour(now) }))
    taken += done.at(-1)!.meta.changes
    suppressed += done[givesUpAt]!.meta.changes
  }
  return { taken, suppressed }
}
