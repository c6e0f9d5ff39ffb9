import type { Db } from '../core/ports.ts'

export type ReportLink = {
  id: number
  campaignId: number
  officerId: number
  /** fr, ar, en. */
  language: string
  createdAt: number
  expiresAt: number
  revokedAt: number | null
}

const select = `SELECT id, campaign_id AS campaignId, officer_id AS officerId, language, created_at AS createdAt,
  expires_at AS expiresAt, revoked_at AS revokedAt FROM report_links`

/** @returns its row number */
export async function insertReportLink(db: Db, it: Omit<ReportLink, 'id' | 'revokedAt'>): Promise<number> {
  const sql = `INSERT INTO report_links (campaign_id, officer_id, language, created_at, expires_at)
    VALUES (?, ?, ?, ?, ?) RETURNING id`
  const values = [it.campaignId, it.officerId, it.language, it.createdAt, it.expiresAt]
  const row = await db
    .prepare(sql)
    .bind(...values)
    .first<{ id: number }>()
  return row!.id
}

/** Newest first. */
export async function reportLinksOf(db: Db, campaignId: number): Promise<ReportLink[]> {
  const sql = `${select} WHERE campaign_id = ? ORDER BY id DESC`
  return (await db.prepare(sql).bind(campaignId).all<ReportLink>()).results
}

/** A link that still opens at this moment. */
export async function openReportLink(db: Db, id: number, now: number): Promise<ReportLink | null> {
  const sql = `${select} WHERE id = ? AND revoked_at IS NULL AND expires_at > ?`
  return db.prepare(sql).bind(id, now).first<ReportLink>()
}

/** @returns false where the campaign has no such link, or it was taken back before */
export async function revokeReportLink(
  db: Db,
  it: { id: number; campaignId: number; now: number },
): Promise<boolean> {
  const sql = `UPDATE report_links SET revoked_at = ? WHERE id = ? AND campaign_id = ? AND revoked_at IS NULL`
  return (await db.prepare(sql).bind(it.now, it.id, it.campaignId).run()).meta.changes > 0
}
