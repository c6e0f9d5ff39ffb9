import type { CustomField, CustomType } from '../core/fields.ts'
import type { Db } from '../core/ports.ts'

/** Fields of an institution's own, by name. */
export async function customFieldsOf(db: Db, institutionId: number): Promise<CustomField[]> {
  const sql = 'SELECT name, type, choices FROM custom_fields WHERE institution_id = ? ORDER BY name'
  const { results } = await db
    .prepare(sql)
    .bind(institutionId)
    .all<{ name: string; type: CustomType; choices: string }>()
  return results.map((row) => ({ ...row, choices: JSON.parse(row.choices) as string[] }))
}

/** What each language of the desk calls an institution's own fields: name → language → label. */
export async function customLabelsOf(
  db: Db,
  institutionId: number,
): Promise<Record<string, Record<string, string>>> {
  const sql = 'SELECT name, label FROM custom_fields WHERE institution_id = ?'
  const { results } = await db.prepare(sql).bind(institutionId).all<{ name: string; label: string }>()
  return Object.fromEntries(
    results.map(({ name, label }) => [name, JSON.parse(label) as Record<string, string>]),
  )
}

/** Declares a field, or declares it anew. @param it  labels by language of the desk */
export async function saveCustomField(
  db: Db,
  it: CustomField & { institutionId: number; labels: Readonly<Record<string, string>>; now: number },
): Promise<void> {
  const sql = `INSERT INTO custom_fields (institution_id, name, type, choices, label, created_at) VALUES (?, ?, ?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET type = excluded.type, choices = excluded.choices, label = excluded.label`
  const [choices, label] = [JSON.stringify(it.choices), JSON.stringify(it.labels)]
  await db.prepare(sql).bind(it.institutionId, it.name, it.type, choices, label, it.now).run()
}
