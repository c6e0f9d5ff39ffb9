import type { Db } from '../core/ports.ts'

/**
 * Address of the first person of an institution whose address or name begins so; null when there is none. Letters of ASCII
 * are the same, large and small. By their beginning cut out and compared: D1 takes no LIKE pattern over 50 octets, and
 * what somebody types may be longer.
 */
export async function sampleAddress(db: Db, institutionId: number, wanted: string): Promise<string | null> {
  const begins = (held: string) => `substr(${held}, 1, w.length) = w.text COLLATE NOCASE`
  const sql = `SELECT a.value AS email FROM (SELECT ? AS text, length(?) AS length) AS w
    CROSS JOIN contacts AS c JOIN addresses AS a ON a.contact_id = c.id AND a.channel = 'email'
    WHERE c.institution_id = ? AND c.kind = 'person' AND (${['a.value', 'c.first_name', 'c.last_name', "c.first_name || ' ' || c.last_name"].map(begins).join(' OR ')})
    ORDER BY c.id LIMIT 1`
  const found = await db.prepare(sql).bind(wanted, wanted, institutionId).first<{ email: string }>()
  return found?.email ?? null
}
