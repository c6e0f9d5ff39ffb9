import type { Db } from '../core/ports.ts'

/** Whether a provider's call of this name has been dealt with. */
export async function hookCallSeen(db: Db, it: { provider: string; event: string }): Promise<boolean> {
  const sql = 'SELECT 1 FROM hook_calls WHERE provider = ? AND event = ?'
  return (await db.prepare(sql).bind(it.provider, it.event).first()) !== null
}

export async function keepHookCall(
  db: Db,
  it: { provider: string; event: string; at: number },
): Promise<void> {
  const sql = 'INSERT INTO hook_calls (provider, event, at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING'
  await db.prepare(sql).bind(it.provider, it.event, it.at).run()
}

/**
 * The messages that providers took under these names. A name that several have is nobody's: a sender of one's own may
 * call them all alike.
 *
 * @param names  as `remoteName` makes them
 */
export async function messagesByRemoteName(db: Db, names: readonly string[]): Promise<Map<string, number>> {
  // The two bounds are those of the index, which holds names of providers only.
  const sql = `SELECT remote_id AS name, min(id) AS id FROM messages
    WHERE remote_id >= 'via:' AND remote_id < 'vib' AND state = 'accepted'
      AND remote_id IN (SELECT value FROM json_each(?))
    GROUP BY remote_id HAVING count(*) = 1`
  const { results } = await db.prepare(sql).bind(JSON.stringify(names)).all<{ name: string; id: number }>()
  return new Map(results.map(({ name, id }) => [name, id]))
}

/** Whom a message went to, and when they last agreed to mail, ms. */
export type HookReader = {
  messageId: number
  campaignId: number
  contactId: number
  /** Of the address as it is now; null when there is none. */
  hash: string | null
  agreedAt: number | null
  /** 1 when they take no mail of campaigns as it is. */
  hasLeft: 0 | 1
}

export async function hookReaders(db: Db, messageIds: readonly number[]): Promise<HookReader[]> {
  const sql = `SELECT m.id AS messageId, m.campaign_id AS campaignId, m.contact_id AS contactId, a.hash,
      (SELECT max(k.at) FROM consents k
        WHERE k.contact_id = c.id AND k.purpose = 'receive:email' AND k.act = 'given') AS agreedAt,
      c.consent_email IS 'withdrawn' AS hasLeft
    FROM messages m JOIN contacts c ON c.id = m.contact_id AND c.kind = 'person'
    LEFT JOIN addresses a ON a.contact_id = c.id AND a.channel = 'email'
    WHERE m.channel = 'email' AND m.id IN (SELECT value FROM json_each(?))`
  return (await db.prepare(sql).bind(JSON.stringify(messageIds)).all<HookReader>()).results
}
