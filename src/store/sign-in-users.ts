import type { Db } from '../core/ports.ts'

export async function emailOfUser(db: Db, userId: string): Promise<string | null> {
  const sql = 'SELECT email FROM sign_in_users WHERE id = ?'
  return (await db.prepare(sql).bind(userId).first<{ email: string }>())?.email ?? null
}

/** Writes down who may come to sign in, once, for an address that belongs to an officer. */
export async function saveSignInUser(db: Db, it: { id: string; email: string; now: number }): Promise<void> {
  const sql = `INSERT INTO sign_in_users (id, name, email, email_verified, two_factor_enabled, created_at, updated_at)
    SELECT ?, ?, ?, 1, 0, ?, ? WHERE EXISTS (SELECT 1 FROM officers WHERE email = ? AND role NOT IN ('service', 'former'))
    ON CONFLICT DO NOTHING`
  await db.prepare(sql).bind(it.id, it.email, it.email, it.now, it.now, it.email).run()
}

export async function userByEmail(db: Db, email: string): Promise<{ id: string } | null> {
  return db.prepare('SELECT id FROM sign_in_users WHERE email = ?').bind(email).first<{ id: string }>()
}
