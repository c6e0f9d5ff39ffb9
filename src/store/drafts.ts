import type { Db } from '../core/ports.ts'

/** A saved version without its words. */
export type DraftHead = { path: string; version: number; officer: string; createdAt: number }
export type DraftFile = { path: string; version: number; body: string; createdAt: number }

/** The newest saved version of each file of a campaign. */
export async function newestDrafts(db: Db, campaignId: number): Promise<DraftFile[]> {
  const sql = `SELECT path, version, body, created_at AS createdAt FROM draft_files AS d
    WHERE campaign_id = ? AND version =
      (SELECT max(version) FROM draft_files WHERE campaign_id = d.campaign_id AND path = d.path) ORDER BY path`
  return (await db.prepare(sql).bind(campaignId).all<DraftFile>()).results
}

/** Every saved version of one file, newest first, with who saved it. */
export async function draftVersions(db: Db, campaignId: number, path: string): Promise<DraftHead[]> {
  const sql = `SELECT d.path, d.version, o.email AS officer, d.created_at AS createdAt
    FROM draft_files AS d JOIN officers AS o ON o.id = d.officer_id
    WHERE d.campaign_id = ? AND d.path = ? ORDER BY d.version DESC`
  return (await db.prepare(sql).bind(campaignId, path).all<DraftHead>()).results
}

export async function draftVersion(
  db: Db,
  campaignId: number,
  path: string,
  version: number,
): Promise<string | null> {
  const sql = 'SELECT body FROM draft_files WHERE campaign_id = ? AND path = ? AND version = ?'
  return (await db.prepare(sql).bind(campaignId, path, version).first<{ body: string }>())?.body ?? null
}

type NewVersion = { campaignId: number; path: string; version: number; body: string; officerId: number }

/** Saves a version. False when somebody else saved that number first. */
export async function insertDraft(db: Db, it: NewVersion & { createdAt: number }): Promise<boolean> {
  const sql = `INSERT INTO draft_files (campaign_id, path, version, body, officer_id, created_at)
    VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`
  const { campaignId, path, version, body, officerId, createdAt } = it
  const { meta } = await db.prepare(sql).bind(campaignId, path, version, body, officerId, createdAt).run()
  return meta.changes === 1
}

/**
 * Makes a campaign with the first version of all its files, or nothing at all where the slug is taken: files are only
 * written to a campaign that this very officer has just made, one without drafts and editions.
 */
export async function insertDraftCampaign(
  db: Db,
  it: {
    institutionId: number
    slug: string
    officerId: number
    files: Record<string, string>
    createdAt: number
  },
): Promise<boolean> {
  const { institutionId, slug, officerId, files, createdAt } = it
  const rows = JSON.stringify(Object.entries(files))
  const [made] = await db.batch([
    db
      .prepare(
        'INSERT INTO campaigns (institution_id, slug, created_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING',
      )
      .bind(institutionId, slug, createdAt),
    db
      .prepare(
        `INSERT INTO draft_files (campaign_id, path, version, body, officer_id, created_at)
         SELECT c.id, f.value ->> 0, 1, f.value ->> 1, ?, ? FROM json_each(?) AS f
         JOIN campaigns AS c ON c.slug = ? AND c.institution_id = ? AND c.edition_id IS NULL
         WHERE changes() = 1`,
      )
      .bind(officerId, createdAt, rows, slug, institutionId),
  ])
  return made!.meta.changes === 1
}

/** Editions of a campaign, newest first, with who published them and what one file of theirs said. */
export async function editionsWith(
  db: Db,
  campaignId: number,
  path: string,
): Promise<{ id: number; hash: string; officer: string; createdAt: number }[]> {
  const sql = `SELECT e.id, e.hash, o.email AS officer, e.created_at AS createdAt FROM editions AS e
    JOIN officers AS o ON o.id = e.author_id
    JOIN edition_files AS f ON f.edition_id = e.id AND f.path = ?
    WHERE e.campaign_id = ? ORDER BY e.id DESC`
  return (
    await db
      .prepare(sql)
      .bind(path, campaignId)
      .all<{ id: number; hash: string; officer: string; createdAt: number }>()
  ).results
}
