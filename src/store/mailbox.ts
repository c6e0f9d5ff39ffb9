import { count, desc, eq } from 'drizzle-orm'
import type { Db } from '../core/ports.ts'
import { orm, schema } from './orm.ts'

const { mailbox } = schema
export type MailboxItem = typeof mailbox.$inferSelect

/** Arriving twice under one name keeps one row, as a mailbox does that knows the Message-ID. */
export async function keepInMailbox(db: Db, items: readonly Omit<MailboxItem, 'id'>[]): Promise<void> {
  const insert = db.prepare(
    'INSERT INTO mailbox (kind, remote_id, recipient, body, created_at) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING',
  )
  await db.batch(items.map((it) => insert.bind(it.kind, it.remoteId, it.recipient, it.body, it.createdAt)))
}

/** Newest first. */
export async function listMailbox(db: Db, it: { limit: number; offset: number }): Promise<MailboxItem[]> {
  return orm(db).select().from(mailbox).orderBy(desc(mailbox.id)).limit(it.limit).offset(it.offset)
}

/** Oldest first, after a row: what a reader who comes back has not seen. */
export async function mailboxAfter(db: Db, id: number, limit: number): Promise<MailboxItem[]> {
  const sql = `SELECT id, kind, remote_id AS remoteId, recipient, body, created_at AS createdAt FROM mailbox
    WHERE id > ? ORDER BY id LIMIT ?`
  return (await db.prepare(sql).bind(id, limit).all<MailboxItem>()).results
}

export async function countMailbox(db: Db): Promise<number> {
  const [row] = await orm(db).select({ count: count() }).from(mailbox)
  return row?.count ?? 0
}

export async function mailboxItem(db: Db, id: number): Promise<MailboxItem | undefined> {
  return orm(db).query.mailbox.findFirst({ where: eq(mailbox.id, id) })
}
