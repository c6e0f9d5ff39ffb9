import type { Db } from '../core/ports.ts'

/** Whether an institution has more than `count` people: so many steps along an index at most, whatever it holds. */
export async function hasMoreThan(
  db: Db,
  { institutionId, count }: { institutionId: number; count: number },
): Promise<boolean> {
  const sql = `SELECT EXISTS (SELECT 1 FROM contacts WHERE institution_id = ? AND kind = 'person'
    LIMIT 1 OFFSET ?) AS more`
  return (await db.prepare(sql).bind(institutionId, count).first<{ more: number }>())!.more === 1
}
