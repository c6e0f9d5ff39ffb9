import type { Db } from '../core/ports.ts'

/** A layout of an institution with its newest text. `name`: `letter`, `partials/footer`. */
export type Layout = {
  id: number
  name: string
  version: number
  source: string
  hash: string
  /** Who saved the newest version. */
  officer: string
  savedAt: number
  /** The version that mails are made from; null = none. */
  published: number | null
  publishedAt: number | null
  publishedBy: string | null
}

const layout = `SELECT l.id, l.name, v.version, v.source, v.hash, o.email AS officer, v.created_at AS savedAt,
    l.published, l.published_at AS publishedAt, p.email AS publishedBy
  FROM layouts AS l JOIN layout_versions AS v ON v.layout_id = l.id
  AND v.version = (SELECT max(version) FROM layout_versions WHERE layout_id = l.id)
  JOIN officers AS o ON o.id = v.officer_id LEFT JOIN officers AS p ON p.id = l.published_by`

export async function layoutsOf(db: Db, institutionId: number): Promise<Layout[]> {
  const sql = `${layout} WHERE l.institution_id = ? ORDER BY l.name`
  return (await db.prepare(sql).bind(institutionId).all<Layout>()).results
}

export async function layoutNamed(db: Db, institutionId: number, name: string): Promise<Layout | null> {
  return db.prepare(`${layout} WHERE l.institution_id = ? AND l.name = ?`).bind(institutionId, name).first()
}

/** What mails of the institution are made from, where it is not the house's. */
export async function publishedLayouts(
  db: Db,
  institutionId: number,
): Promise<{ name: string; source: string }[]> {
  const sql = `SELECT l.name, v.source FROM layouts AS l
    JOIN layout_versions AS v ON v.layout_id = l.id AND v.version = l.published
    WHERE l.institution_id = ? ORDER BY l.name`
  return (await db.prepare(sql).bind(institutionId).all<{ name: string; source: string }>()).results
}

export type LayoutHead = { version: number; hash: string; officer: string; createdAt: number }

/** Every saved version, newest first. */
export async function layoutVersions(db: Db, layoutId: number): Promise<LayoutHead[]> {
  const sql = `SELECT v.version, v.hash, o.email AS officer, v.created_at AS createdAt
    FROM layout_versions AS v JOIN officers AS o ON o.id = v.officer_id
    WHERE v.layout_id = ? ORDER BY v.version DESC`
  return (await db.prepare(sql).bind(layoutId).all<LayoutHead>()).results
}

export async function layoutVersion(db: Db, layoutId: number, version: number): Promise<string | null> {
  const sql = 'SELECT source FROM layout_versions WHERE layout_id = ? AND version = ?'
  return (await db.prepare(sql).bind(layoutId, version).first<{ source: string }>())?.source ?? null
}

type NewVersion = {
  institutionId: number
  name: string
  version: number
  source: string
  hash: string
  officerId: number
  createdAt: number
}

/** Saves a version, and the layout with the first. False when somebody else saved that number first. */
export async function insertLayoutVersion(db: Db, it: NewVersion): Promise<boolean> {
  const { institutionId, name, version, source, hash, officerId, createdAt } = it
  const [, saved] = await db.batch([
    db
      .prepare(
        'INSERT INTO layouts (institution_id, name, created_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING',
      )
      .bind(institutionId, name, createdAt),
    db
      .prepare(
        `INSERT INTO layout_versions (layout_id, version, source, hash, officer_id, created_at)
         SELECT id, ?, ?, ?, ?, ? FROM layouts WHERE institution_id = ? AND name = ?
         ON CONFLICT DO NOTHING`,
      )
      .bind(version, source, hash, officerId, createdAt, institutionId, name),
  ])
  return saved!.meta.changes === 1
}

/** Makes a version the one that mails are made from. False when a newer one was saved meanwhile. */
export async function publishVersion(
  db: Db,
  it: { layoutId: number; version: number; officerId: number; at: number },
): Promise<boolean> {
  const sql = `UPDATE layouts SET published = ?, published_at = ?, published_by = ?
    WHERE id = ? AND (SELECT max(version) FROM layout_versions WHERE layout_id = layouts.id) = ?`
  const { layoutId, version, officerId, at } = it
  return (await db.prepare(sql).bind(version, at, officerId, layoutId, version).run()).meta.changes === 1
}

export async function deleteLayout(db: Db, layoutId: number): Promise<boolean> {
  const [, gone] = await db.batch([
    db.prepare('DELETE FROM layout_versions WHERE layout_id = ?').bind(layoutId),
    db.prepare('DELETE FROM layouts WHERE id = ?').bind(layoutId),
  ])
  return gone!.meta.changes === 1
}

/** A mail step of a newest edition and the layout it names. */
export type LayoutUse = { slug: string; layout: string; state: string; publishedAt: number }

/** Which campaigns of the institution name which layouts in their newest edition; finished ones are past. */
export async function layoutUses(db: Db, institutionId: number): Promise<LayoutUse[]> {
  const sql = `SELECT DISTINCT c.slug, c.state, e.created_at AS publishedAt,
      coalesce(s.value ->> 'layout', 'letter') AS layout
    FROM campaigns AS c JOIN editions AS e ON e.id = c.edition_id, json_each(e.definition, '$.steps') AS s
    WHERE c.institution_id = ? AND c.kind = 'campaign' AND c.state <> 'finished'
      AND s.value ->> 'channel' = 'email' ORDER BY c.slug`
  return (await db.prepare(sql).bind(institutionId).all<LayoutUse>()).results
}

/** campaign.yaml as saved last, of campaigns whose draft may name other layouts than their edition. */
export async function draftSettings(
  db: Db,
  institutionId: number,
): Promise<{ slug: string; state: string; body: string }[]> {
  const sql = `SELECT c.slug, c.state, d.body FROM campaigns AS c JOIN draft_files AS d ON d.campaign_id = c.id
    WHERE c.institution_id = ? AND d.path = 'campaign.yaml' AND c.state <> 'finished' AND d.version =
      (SELECT max(version) FROM draft_files WHERE campaign_id = c.id AND path = 'campaign.yaml') ORDER BY c.slug`
  return (await db.prepare(sql).bind(institutionId).all<{ slug: string; state: string; body: string }>())
    .results
}

/** Hosts that the institution's own campaigns link to, as their newest editions list them. */
export async function linkedHosts(
  db: Db,
  institutionId: number,
): Promise<{ links: string; contact: string | null }[]> {
  const sql = `SELECT DISTINCT e.definition ->> '$.links' AS links, e.definition ->> '$.sender.contact' AS contact
    FROM campaigns AS c JOIN editions AS e ON e.id = c.edition_id WHERE c.institution_id = ?`
  return (await db.prepare(sql).bind(institutionId).all<{ links: string; contact: string | null }>()).results
}
