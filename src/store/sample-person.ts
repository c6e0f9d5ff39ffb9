import type { Db } from '../core/ports.ts'

/** Address of the first person of an institution whose address or name begins so; null when there is none. */
export async function sampleAddress(db: Db, institutionId: number, wanted: string): Promise<string | null> {
  const sql = `SELECT a.value AS email FROM contacts AS c
    JOIN addresses AS a ON a.contact_id = c.id AND a.channel = 'email'
    WHERE c.institution_id = ? AND c.kind = 'person' AND
      (a.value LIKE ? ESCAPE '\\' OR c.first_name LIKE ? ESCAPE '\\' OR c.last_name LIKE ? ESCAPE '\\'
       OR c.first_name || ' ' || c.last_name LIKE ? ESCAPE '\\')
    ORDER BY c.id LIMIT 1`
  const start = `${wanted.replace(/[\\%_]/g, '\\$&')}%`
  const found = await db
    .prepare(sql)
    .bind(institutionId, start.toLowerCase(), start, start, start)
    .first<{ email: string }>()
  return found?.email ?? null
}
