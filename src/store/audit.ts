import type { Db } from '../core/ports.ts'

export type AuditRow = {
  id: number
  institutionId: number | null
  officerId: number | null
  act: string
  subject: string
  detail: string
  at: number
  hash: string
}

const select = `SELECT id, institution_id AS institutionId, officer_id AS officerId, act, subject, detail, at, hash
  FROM audit`

export async function newestAudit(db: Db): Promise<AuditRow | null> {
  return db.prepare(`${select} ORDER BY id DESC LIMIT 1`).first<AuditRow>()
}

export async function wholeAudit(db: Db): Promise<AuditRow[]> {
  return (await db.prepare(`${select} ORDER BY id`).all<AuditRow>()).results
}

/** Appends a row if the chain still ends where the caller saw it end. */
export async function appendAudit(db: Db, it: Omit<AuditRow, 'id'>, previousId: number): Promise<boolean> {
  const { meta } = await db
    .prepare(
      `INSERT INTO audit (institution_id, officer_id, act, subject, detail, at, hash) SELECT ?, ?, ?, ?, ?, ?, ?
       WHERE coalesce((SELECT max(id) FROM audit), 0) = ?`,
    )
    .bind(it.institutionId, it.officerId, it.act, it.subject, it.detail, it.at, it.hash, previousId)
    .run()
  return meta.changes === 1
}
