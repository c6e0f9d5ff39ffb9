import type { Db } from '../core/ports.ts'

/** Addresses of everybody who works at an institution now. */
export async function officerAddresses(db: Db, institutionId: number): Promise<string[]> {
  const sql = `SELECT email FROM officers WHERE institution_id = ? AND role NOT IN ('service', 'former') ORDER BY email`
  return (await db.prepare(sql).bind(institutionId).all<{ email: string }>()).results.map(
    ({ email }) => email,
  )
}

/** Somebody who works at an institution now, by address. */
export async function officerAt(
  db: Db,
  institutionId: number,
  email: string,
): Promise<{ email: string } | null> {
  const sql = `SELECT email FROM officers WHERE institution_id = ? AND email = ? AND role NOT IN ('service', 'former')`
  return (await db.prepare(sql).bind(institutionId, email).first<{ email: string }>()) ?? null
}
