import { and, count, desc, eq } from 'drizzle-orm'
import type { Db } from '../core/ports.ts'
import { orm, schema } from './orm.ts'

const { mailbox } = schema
export type MailboxItem = typeof mailbox.$inferSelect

/** Whose it is, is told by the institution or by the outbox row; what is nobody's is shown to nobody. */
export type Arrived = Omit<MailboxItem, 'id' | 'institutionId'> & {
  institutionId?: number | undefined
  messageRow?: number
}

/** Arriving twice under one name keeps one row, as a mailbox does that knows the Message-ID. */
export async function keepInMailbox(db: Db, items: readonly Arrived[]): Promise<void> {
  const insert = db.prepare(
    `INSERT INTO mailbox (kind, remote_id, recipient, body, created_at, institution_id) VALUES (?, ?, ?, ?, ?,
      coalesce(?, (SELECT c.institution_id FROM messages m JOIN steps s ON s.id = m.step_id
        JOIN campaigns c ON c.id = s.campaign_id WHERE m.id = ?))) ON CONFLICT DO NOTHING`,
  )
  const bound = items.map((it) =>
    insert.bind(
      ...[it.kind, it.remoteId, it.recipient, it.body, it.createdAt],
      it.institutionId ?? null,
      it.messageRow ?? null,
    ),
  )
  await db.batch(bound)
}

/** Of one institution, newest first. */
export async function listMailbox(
  db: Db,
  it: { institutionId: number; limit: number; offset: number },
): Promise<MailboxItem[]> {
  const own = eq(mailbox.institutionId, it.institutionId)
  return orm(db).select().from(mailbox).where(own).orderBy(desc(mailbox.id)).limit(it.limit).offset(it.offset)
}

/** Oldest first, after a row: what a reader who comes back has not seen. */
export async function mailboxAfter(db: Db, id: number, limit: number): Promise<MailboxItem[]> {
  const sql = `SELECT id, kind, remote_id AS remoteId, institution_id AS institutionId, recipient, body, created_at AS createdAt FROM mailbox
    WHERE id > ? ORDER BY id LIMIT ?`
  return (await db.prepare(sql).bind(id, limit).all<MailboxItem>()).results
}

export async function countMailbox(db: Db, institutionId: number): Promise<number> {
  const own = eq(mailbox.institutionId, institutionId)
  const [row] = await orm(db).select({ count: count() }).from(mailbox).where(own)
  return row?.count ?? 0
}

export async function mailboxItem(
  db: Db,
  it: { institutionId: number; id: number },
): Promise<MailboxItem | undefined> {
  const place = and(eq(mailbox.id, it.id), eq(mailbox.institutionId, it.institutionId))
  return orm(db).query.mailbox.findFirst({ where: place })
}
