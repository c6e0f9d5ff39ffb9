import type { Db } from '../core/ports.ts'
import type { AuditRow } from './audit.ts'

/** A contact as programs see it. `languages` is a JSON list. */
export type ContactRow = {
  id: number
  email: string | null
  firstName: string | null
  lastName: string | null
  languages: string
  country: string | null
  city: string | null
  timeZone: string | null
  consentEmail: string | null
  createdAt: number
  updatedAt: number
}

const select = `SELECT c.id, a.value AS email, c.first_name AS firstName, c.last_name AS lastName, c.languages,
    c.country, c.city, c.time_zone AS timeZone, c.consent_email AS consentEmail, c.created_at AS createdAt,
    c.updated_at AS updatedAt
  FROM contacts c LEFT JOIN addresses a ON a.contact_id = c.id AND a.channel = 'email'
  WHERE c.institution_id = ? AND c.kind = 'person'`

export async function contactsAfter(
  db: Db,
  it: { institutionId: number; after: number; limit: number },
): Promise<ContactRow[]> {
  const sql = `${select} AND c.id > ? ORDER BY c.id LIMIT ?`
  return (await db.prepare(sql).bind(it.institutionId, it.after, it.limit).all<ContactRow>()).results
}

export async function contactOf(
  db: Db,
  it: { institutionId: number; id: number },
): Promise<ContactRow | null> {
  return db.prepare(`${select} AND c.id = ?`).bind(it.institutionId, it.id).first<ContactRow>()
}

export async function auditAfter(
  db: Db,
  it: { institutionId: number; after: number; limit: number },
): Promise<Pick<AuditRow, 'id' | 'act' | 'at' | 'hash'>[]> {
  const sql = 'SELECT id, act, at, hash FROM audit WHERE institution_id = ? AND id > ? ORDER BY id LIMIT ?'
  return (await db.prepare(sql).bind(it.institutionId, it.after, it.limit).all<AuditRow>()).results
}

export async function editionsOf(db: Db, campaignId: number): Promise<{ hash: string; createdAt: number }[]> {
  const sql =
    'SELECT hash, created_at AS createdAt FROM editions WHERE campaign_id = ? ORDER BY id DESC LIMIT 200'
  return (await db.prepare(sql).bind(campaignId).all<{ hash: string; createdAt: number }>()).results
}
