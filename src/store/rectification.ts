import type { Db, Statement } from '../core/ports.ts'

/** Columns of `contacts` by the field's name. */
const columns = {
  firstName: 'first_name',
  lastName: 'last_name',
  languages: 'languages',
  country: 'country',
  city: 'city',
  regionOfOrigin: 'region_of_origin',
  timeZone: 'time_zone',
  occupation: 'occupation',
  occupationUri: 'occupation_uri',
  skills: 'skills',
  skillUris: 'skill_uris',
  birthDecade: 'birth_decade',
  diasporaGeneration: 'diaspora_generation',
  wishToReturn: 'wish_to_return',
} as const
export type PlainField = keyof typeof columns

export type Rectification = {
  contactId: number
  institutionId: number
  /** Null takes a value away; lists are never null. */
  fields: Partial<Record<PlainField, string | number | readonly string[] | null>>
  /** Only what changes; null takes the field away. */
  custom: Record<string, unknown>
  addresses: readonly { channel: string; value: string; hash: string; utf8: boolean }[]
  /** Channels whose address goes. */
  dropped: readonly string[]
  now: number
}

/**
 * Puts the right values in the place of the wrong ones. What was said about the old address is known of the new one as
 * well, but for a dead mailbox, which is the address's own; the old address stays on the list (deliverability P9).
 */
export function rectifyStatements(db: Db, it: Rectification): Statement[] {
  const set = Object.entries(it.fields).map(([name, value]) => ({
    sql: `${columns[name as PlainField]} = ?`,
    value: Array.isArray(value) ? JSON.stringify(value) : (value as string | number | null),
  }))
  const person = db
    .prepare(
      `UPDATE contacts SET ${set.map(({ sql }) => `${sql}, `).join('')}custom = json_patch(custom, ?), updated_at = ?,
         last_act_at = max(coalesce(last_act_at, 0), ?) WHERE id = ?`,
    )
    .bind(...set.map(({ value }) => value), JSON.stringify(it.custom), it.now, it.now, it.contactId)
  const dropped = db
    .prepare('DELETE FROM addresses WHERE contact_id = ? AND channel IN (SELECT value FROM json_each(?))')
    .bind(it.contactId, JSON.stringify(it.dropped))
  return [person, dropped, ...it.addresses.flatMap((address) => addressStatements(db, it, address))]
}

function addressStatements(
  db: Db,
  it: Rectification,
  { channel, value, hash, utf8 }: Rectification['addresses'][number],
): Statement[] {
  return [
    db
      .prepare(
        `INSERT INTO suppressions (institution_id, hash, reason, created_at)
         SELECT s.institution_id, ?, s.reason, ? FROM addresses a JOIN suppressions s
           ON s.institution_id = a.institution_id AND s.hash = a.hash
         WHERE a.contact_id = ? AND a.channel = ? AND s.reason <> 'unknown_user'
         ON CONFLICT DO UPDATE SET reason = excluded.reason WHERE suppressions.reason = 'unsubscribed'`,
      )
      .bind(hash, it.now, it.contactId, channel),
    db
      .prepare(
        `INSERT INTO addresses (institution_id, contact_id, channel, value, hash, utf8) VALUES (?, ?, ?, ?, ?, ?)
         ON CONFLICT (contact_id, channel) DO UPDATE SET value = excluded.value, hash = excluded.hash,
           utf8 = excluded.utf8`,
      )
      .bind(it.institutionId, it.contactId, channel, value, hash, utf8 ? 1 : 0),
  ]
}

/** Who has an address at an institution. */
export async function holderOf(
  db: Db,
  it: { institutionId: number; channel: string; value: string },
): Promise<number | null> {
  const sql = 'SELECT contact_id AS id FROM addresses WHERE institution_id = ? AND channel = ? AND value = ?'
  const row = await db.prepare(sql).bind(it.institutionId, it.channel, it.value).first<{ id: number }>()
  return row?.id ?? null
}
