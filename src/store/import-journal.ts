import { addressChannels } from '../core/fields.ts'
import { packedFields } from '../core/import-cell.ts'
import type { Db, Statement } from '../core/ports.ts'
import { columnOf } from './imports.ts'

/**
 * What an import may change in a person: a name in the journal for each column. Values stand in lists, `["Gent"]`: an
 * empty value is then something to put back, while a name that is missing means that nothing was changed.
 */
export const journalled: Readonly<Record<string, string>> = {
  ...Object.fromEntries(packedFields.map((field) => [field, columnOf[field]])),
  consentEmail: 'consent_email',
  pendingSince: 'pending_since',
  lastActAt: 'last_act_at',
  updatedAt: 'updated_at',
}

/** A person as JSON, `c` being the row of contacts. An address is `[value, hash, utf8]`, or `[]`. */
const snapshot = `json_object(${[
  ...Object.entries(journalled).map(([name, column]) => `'${name}', json_array(c.${column})`),
  ...addressChannels.map(
    (channel) => `'${channel}', json(coalesce((SELECT json_array(a.value, a.hash, a.utf8) FROM addresses a
      WHERE a.contact_id = c.id AND a.channel = '${channel}'), '[]'))`,
  ),
].join(', ')})`

/** Keeps people as they are. Whoever was kept before by the same import keeps what was changed then. */
export function journalBefore(db: Db, importId: number, ids: readonly number[]): Statement {
  return db
    .prepare(
      `INSERT INTO import_changes (import_id, contact_id, before, after)
       SELECT ?, c.id, ${snapshot}, '{}' FROM json_each(?) v JOIN contacts c ON c.id = v.value WHERE c.import_id IS NOT ?
       ON CONFLICT DO UPDATE SET before = json_patch(excluded.before, before)`,
    )
    .bind(importId, JSON.stringify(ids), importId)
}

/** Keeps what they have become, and of both only what differs. */
export function journalAfter(db: Db, importId: number, ids: readonly number[]): Statement[] {
  const list = JSON.stringify(ids)
  const mine = 'import_id = ? AND contact_id IN (SELECT value FROM json_each(?))'
  const differing = (one: string, other: string) =>
    `(SELECT json_group_object(d.key, json(d.value)) FROM json_each(${one}) d
      WHERE d.value IS NOT json_extract(${other}, '$.' || d.key))`
  return [
    db
      .prepare(
        `UPDATE import_changes SET after = (SELECT ${snapshot} FROM contacts c WHERE c.id = contact_id) WHERE ${mine}`,
      )
      .bind(importId, list),
    db
      .prepare(
        `UPDATE import_changes SET before = ${differing('before', 'after')}, after = ${differing('after', 'before')}
         WHERE ${mine}`,
      )
      .bind(importId, list),
  ]
}
