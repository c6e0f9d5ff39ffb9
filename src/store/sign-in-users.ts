import type { Db } from '../core/ports.ts'

const select = 'SELECT id, email, bound_to AS boundTo FROM sign_in_users'

export type SignInUser = { id: string; email: string; boundTo: number | null }

export function userById(db: Db, id: string): Promise<SignInUser | null> {
  return db.prepare(`${select} WHERE id = ?`).bind(id).first<SignInUser>()
}

/** Writes down who may come to sign in, once, for an address that belongs to an officer; `boundTo` as in the schema. */
export async function saveSignInUser(
  db: Db,
  it: { id: string; email: string; now: number; boundTo: number | null },
): Promise<void> {
  const sql = `INSERT INTO sign_in_users (id, name, email, email_verified, two_factor_enabled, created_at, updated_at,
    bound_to)
    SELECT ?, ?, ?, 1, 0, ?, ?, ? WHERE EXISTS (SELECT 1 FROM officers WHERE email = ? AND role NOT IN ('service', 'former'))
    ON CONFLICT DO NOTHING`
  await db.prepare(sql).bind(it.id, it.email, it.email, it.now, it.now, it.boundTo, it.email).run()
}

export function userByEmail(db: Db, email: string): Promise<SignInUser | null> {
  return db.prepare(`${select} WHERE email = ?`).bind(email).first<SignInUser>()
}
