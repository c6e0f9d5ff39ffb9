import type { Db } from '../core/ports.ts'

export type AuditLine = {
  id: number
  /** Null for the operator. */
  email: string | null
  act: string
  subject: string
  detail: string
  at: number
}
export type AuditFilter = {
  institutionId: number
  /** 0 = the operator; null = everybody. */
  officerId: number | null
  act: string | null
  from: number | null
  until: number | null
}

const where = `a.institution_id = ? AND (? IS NULL OR coalesce(a.officer_id, 0) = ?) AND (? IS NULL OR a.act = ?)
  AND a.at >= coalesce(?, 0) AND a.at < coalesce(?, 9e15)`
const bound = (it: AuditFilter) => [
  ...[it.institutionId, it.officerId, it.officerId, it.act, it.act],
  ...[it.from, it.until],
]

/** Acts of one institution below a row number, the newest first. */
export async function auditLines(
  db: Db,
  it: AuditFilter & { below: number | null; limit: number },
): Promise<AuditLine[]> {
  const sql = `SELECT a.id, o.email, a.act, a.subject, a.detail, a.at FROM audit a
    LEFT JOIN officers o ON o.id = a.officer_id AND o.institution_id = a.institution_id
    WHERE ${where} AND a.id < coalesce(?, 9e15) ORDER BY a.id DESC LIMIT ?`
  const rows = db.prepare(sql).bind(...bound(it), it.below, it.limit)
  return (await rows.all<AuditLine>()).results
}

/** What there is to filter by: acts that occurred, and who acted. */
export async function auditChoices(db: Db, institutionId: number) {
  const acts = db
    .prepare('SELECT DISTINCT act FROM audit WHERE institution_id = ? ORDER BY act')
    .bind(institutionId)
    .all<{ act: string }>()
  const people = db
    .prepare(
      `SELECT id, email FROM officers WHERE institution_id = ? AND role <> 'service'
       AND EXISTS (SELECT 1 FROM audit WHERE officer_id = officers.id) ORDER BY email`,
    )
    .bind(institutionId)
    .all<{ id: number; email: string }>()
  return { acts: (await acts).results.map(({ act }) => act), people: (await people).results }
}
