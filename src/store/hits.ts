import type { Db, Statement } from '../core/ports.ts'

/** Kinds of events that anybody may cause by asking for an address; their class may change while they are pending. */
export const hitKinds = "'click', 'share', 'visit', 'open'"

/** Hits up to this row are folded: their class is part of the figures and stays. */
export const foldedHits = "coalesce((SELECT CAST(value AS INTEGER) FROM meta WHERE key = 'tallied-hits'), 0)"

/**
 * Says of hits that are pending that they were a machine's after all, and why. Others are left as they are; so are those
 * that were known for a machine or a preview before.
 */
export function rejudgeStatements(
  db: Db,
  it: { events: readonly number[]; traces: readonly number[]; reason: string },
): Statement[] {
  const statements: Statement[] = []
  const ids = 'id IN (SELECT value FROM json_each(?))'
  const open = "class IN ('human', 'unknown')"
  if (it.events.length)
    statements.push(
      db
        .prepare(
          `UPDATE events SET class = 'machine', reasons = replace(reasons, ';rules=', '+' || ? || ';rules=')
           WHERE ${ids} AND ${open} AND id > ${foldedHits}`,
        )
        .bind(it.reason, JSON.stringify(it.events)),
    )
  if (it.traces.length)
    statements.push(
      db
        .prepare(`UPDATE traces SET class = 'machine' WHERE ${ids} AND ${open}`)
        .bind(JSON.stringify(it.traces)),
    )
  return statements
}
