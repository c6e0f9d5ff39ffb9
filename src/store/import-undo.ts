import { addressChannels } from '../core/fields.ts'
import type { Db, Statement } from '../core/ports.ts'
import { journalled } from './import-journal.ts'

/** People removed at once: long enough to be quick, short enough to let others write in between. */
const removedAtOnce = 10_000

/**
 * Removes people whom an import brought in and nothing has touched since; addresses and consents go with them.
 *
 * @returns how many were removed, and how many stay
 */
export async function removeImported(db: Db, importId: number): Promise<{ removed: number; kept: number }> {
  const bounds = await db
    .prepare('SELECT min(id) AS least, max(id) AS most FROM contacts WHERE import_id = ?')
    .bind(importId)
    .first<{ least: number | null; most: number | null }>()
  let removed = 0
  for (let from = bounds?.least ?? 1; from <= (bounds?.most ?? 0); from += removedAtOnce) {
    const sql = `DELETE FROM contacts WHERE import_id = ? AND id BETWEEN ? AND ? AND ${untouched}`
    const { meta } = await db
      .prepare(sql)
      .bind(importId, from, from + removedAtOnce - 1, `import:${importId}`)
      .run()
    removed += meta.changes
  }
  const left = await db
    .prepare('SELECT count(*) AS n FROM contacts WHERE import_id = ?')
    .bind(importId)
    .first<{ n: number }>()
  return { removed, kept: left!.n }
}

const untouched = `updated_at = created_at
  AND NOT EXISTS (SELECT 1 FROM messages m WHERE m.contact_id = contacts.id)
  AND NOT EXISTS (SELECT 1 FROM enrollments e WHERE e.contact_id = contacts.id)
  AND id NOT IN (SELECT contact_id FROM signups)
  AND NOT EXISTS (SELECT 1 FROM consents k WHERE k.contact_id = contacts.id AND k.recorded_by <> ?)`

/**
 * Puts people who were there before back to what they were, value by value: what somebody has changed since stays as it
 * is. The consents that the import recorded go; the journal goes with them.
 *
 * @returns how many people the journal named
 */
export async function restoreImported(db: Db, importId: number, now: number): Promise<number> {
  const results = await db.batch([
    restoreColumns(db, importId),
    ...restoreAddresses(db, importId),
    db
      .prepare(
        `DELETE FROM consents WHERE recorded_by = ?
         AND contact_id IN (SELECT contact_id FROM import_changes WHERE import_id = ?)`,
      )
      .bind(`import:${importId}`, importId),
    db.prepare('DELETE FROM import_changes WHERE import_id = ?').bind(importId),
    db
      .prepare("UPDATE imports SET state = 'undone', undone_at = coalesce(undone_at, ?) WHERE id = ?")
      .bind(now, importId),
  ])
  return results.at(-2)!.meta.changes
}

/** Whether nobody has said anything about this purpose since: after the import's own row, or else after it began. */
const lastWord = `NOT EXISTS (SELECT 1 FROM consents k WHERE k.contact_id = contacts.id AND k.purpose = 'receive:email'
  AND k.recorded_by <> 'import:' || ch.import_id
  AND coalesce(k.id > (SELECT max(own.id) FROM consents own WHERE own.contact_id = contacts.id
      AND own.recorded_by = 'import:' || ch.import_id),
    k.created_at > (SELECT i.created_at FROM imports i WHERE i.id = ch.import_id)))`

function restoreColumns(db: Db, importId: number): Statement {
  const { custom: _, ...plain } = journalled
  const restored = Object.entries(plain).map(([name, column]) => {
    const guard = name === 'consentEmail' || name === 'pendingSince' ? ` AND ${lastWord}` : ''
    return `${column} = iif(json_array(${column}) = (ch.after -> '${name}')${guard}, ch.before ->> '$.${name}[0]', ${column})`
  })
  return db
    .prepare(
      `UPDATE contacts SET ${restored.join(', ')}, custom = ${restoredCustom}
       FROM import_changes ch WHERE ch.import_id = ? AND ch.contact_id = contacts.id`,
    )
    .bind(importId)
}

/** Custom fields one by one: those that still say what the import said, and did not say it before. */
const restoredCustom = `json_patch(custom, coalesce((
  SELECT json_group_object(d.key, json_extract(ch.before ->> '$.custom[0]', '$."' || d.key || '"'))
  FROM json_each(coalesce(ch.after ->> '$.custom[0]', '{}')) d
  WHERE d.value IS json_extract(custom, '$."' || d.key || '"')
    AND d.value IS NOT json_extract(ch.before ->> '$.custom[0]', '$."' || d.key || '"')), '{}'))`

/**
 * Addresses step aside first, all of them, and then take their old places: within one file a number may have moved from
 * one person to the next. An old place that somebody else has taken since stays theirs.
 */
function restoreAddresses(db: Db, importId: number): Statement[] {
  const channels = addressChannels.map((channel) => `'${channel}'`).join(', ')
  const aside = `value = 'undo:' || id`
  const before = (
    at: number,
  ) => `(SELECT ch.before ->> ('$.' || addresses.channel || '[${at}]') FROM import_changes ch
    WHERE ch.import_id = ? AND ch.contact_id = addresses.contact_id)`
  const named = `contact_id IN (SELECT contact_id FROM import_changes WHERE import_id = ?)`
  return [
    db
      .prepare(
        `UPDATE addresses SET ${aside} WHERE id IN (SELECT a.id FROM import_changes ch JOIN addresses a
           ON a.contact_id = ch.contact_id AND a.channel IN (${channels})
           WHERE ch.import_id = ? AND json_array(a.value, a.hash, a.utf8) = (ch.after -> a.channel))`,
      )
      .bind(importId),
    db
      .prepare(
        `UPDATE OR IGNORE addresses SET value = ${before(0)}, hash = ${before(1)}, utf8 = ${before(2)}
         WHERE ${aside} AND ${named} AND ${before(0)} IS NOT NULL`,
      )
      .bind(importId, importId, importId, importId, importId),
    db.prepare(`DELETE FROM addresses WHERE ${aside} AND ${named}`).bind(importId),
  ]
}
