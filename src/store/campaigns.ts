import { and, desc, eq } from 'drizzle-orm'
import type { CampaignDefinition, CampaignState } from '../core/campaign.ts'
import type { Db, Statement } from '../core/ports.ts'
import { orm, schema } from './orm.ts'

const { campaigns, editions, editionFiles, contents, approvals, links, steps } = schema

export type Campaign = typeof campaigns.$inferSelect & { state: CampaignState }
export type Edition = Omit<typeof editions.$inferSelect, 'definition'> & { definition: CampaignDefinition }
export type Content = Omit<typeof contents.$inferSelect, 'links'> & { links: number[] }
export type StepRow = typeof steps.$inferSelect

export async function findCampaign(db: Db, slug: string): Promise<Campaign | undefined> {
  const row = await orm(db).query.campaigns.findFirst({ where: eq(campaigns.slug, slug) })
  return row as Campaign | undefined
}

export async function campaignById(db: Db, id: number): Promise<Campaign | undefined> {
  const row = await orm(db).query.campaigns.findFirst({ where: eq(campaigns.id, id) })
  return row as Campaign | undefined
}

/** Campaigns of an institution, newest first, without the letters of the house. */
export async function listCampaigns(db: Db, institutionId: number): Promise<Campaign[]> {
  const place = and(eq(campaigns.institutionId, institutionId), eq(campaigns.kind, 'campaign'))
  const rows = orm(db).select().from(campaigns).where(place)
  return (await rows.orderBy(desc(campaigns.id))) as Campaign[]
}

/** Campaigns under way, of every institution, without the letters of the house. */
export async function runningCampaigns(db: Db): Promise<Campaign[]> {
  const place = and(eq(campaigns.state, 'running'), eq(campaigns.kind, 'campaign'))
  return (await orm(db).select().from(campaigns).where(place).orderBy(campaigns.id)) as Campaign[]
}

/** Makes the campaign if there is none of that slug, and answers it either way. */
export async function ensureCampaign(
  db: Db,
  it: { institutionId: number; slug: string; createdAt: number },
): Promise<Campaign> {
  await orm(db).insert(campaigns).values(it).onConflictDoNothing()
  return (await findCampaign(db, it.slug))!
}

export async function editionById(db: Db, id: number): Promise<Edition | undefined> {
  const row = await orm(db).query.editions.findFirst({ where: eq(editions.id, id) })
  return row && { ...row, definition: JSON.parse(row.definition) as CampaignDefinition }
}

export async function editionByHash(db: Db, campaignId: number, hash: string): Promise<Edition | undefined> {
  const place = and(eq(editions.campaignId, campaignId), eq(editions.hash, hash))
  const row = await orm(db).query.editions.findFirst({ where: place })
  return row && { ...row, definition: JSON.parse(row.definition) as CampaignDefinition }
}

/** A content without its words, which weigh a hundred times more. */
export type ContentHead = Pick<Content, 'id' | 'step' | 'variant' | 'language' | 'status'>

export async function contentsOf(db: Db, editionId: number): Promise<ContentHead[]> {
  const { id, step, variant, language, status } = contents
  const heads = orm(db).select({ id, step, variant, language, status }).from(contents)
  return heads.where(eq(contents.editionId, editionId)).orderBy(contents.id)
}

export async function contentById(db: Db, id: number): Promise<Content | undefined> {
  const row = await orm(db).query.contents.findFirst({ where: eq(contents.id, id) })
  return row && readContent(row)
}

const readContent = (row: typeof contents.$inferSelect): Content => ({
  ...row,
  links: JSON.parse(row.links) as number[],
})

export async function filesOf(db: Db, editionId: number): Promise<Record<string, string>> {
  const rows = await orm(db).select().from(editionFiles).where(eq(editionFiles.editionId, editionId))
  return Object.fromEntries(rows.map((row) => [row.path, row.body]))
}

export async function stepsOf(db: Db, campaignId: number): Promise<StepRow[]> {
  return orm(db).select().from(steps).where(eq(steps.campaignId, campaignId)).orderBy(steps.id)
}

/** Rows of `links` for URLs, made where missing. */
export async function ensureLinks(
  db: Db,
  campaignId: number,
  urls: readonly string[],
): Promise<Map<string, number>> {
  await db
    .prepare(
      'INSERT INTO links (campaign_id, url) SELECT ?, value FROM json_each(?) WHERE true ON CONFLICT DO NOTHING',
    )
    .bind(campaignId, JSON.stringify(urls))
    .run()
  const rows = await orm(db).select().from(links).where(eq(links.campaignId, campaignId))
  return new Map(rows.map((row) => [row.url, row.id]))
}

export async function linksOf(db: Db, campaignId: number): Promise<Map<number, string>> {
  const rows = await orm(db).select().from(links).where(eq(links.campaignId, campaignId))
  return new Map(rows.map((row) => [row.id, row.url]))
}

export type NewEdition = {
  campaignId: number
  hash: string
  definition: CampaignDefinition
  authorId: number
  createdAt: number
  files: Record<string, string>
  contents: Omit<Content, 'id' | 'editionId'>[]
}

/** Writes an edition with its files, contents and steps, and makes it the campaign's newest: all or nothing. */
export async function insertEdition(db: Db, it: NewEdition): Promise<void> {
  const place = '(SELECT id FROM editions WHERE campaign_id = ? AND hash = ?)'
  const head = db
    .prepare(
      `INSERT INTO editions (campaign_id, hash, definition, author_id, created_at) VALUES (?, ?, ?, ?, ?)`,
    )
    .bind(it.campaignId, it.hash, JSON.stringify(it.definition), it.authorId, it.createdAt)
  const files = Object.entries(it.files).map(([path, body]) =>
    db
      .prepare(`INSERT INTO edition_files (edition_id, path, body) VALUES (${place}, ?, ?)`)
      .bind(it.campaignId, it.hash, path, body),
  )
  const texts = it.contents.map((content) =>
    db
      .prepare(
        `INSERT INTO contents (edition_id, step, variant, language, status, subject, preheader, html, text, links)
         VALUES (${place}, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      )
      .bind(
        it.campaignId,
        it.hash,
        content.step,
        content.variant,
        content.language,
        content.status,
        content.subject,
        content.preheader,
        content.html,
        content.text,
        JSON.stringify(content.links),
      ),
  )
  const stepRows = it.definition.steps.map((step) =>
    db
      .prepare(
        `INSERT INTO steps (campaign_id, name, channel, trigger) VALUES (?, ?, ?, ?)
         ON CONFLICT (campaign_id, name) DO UPDATE SET channel = excluded.channel, trigger = excluded.trigger`,
      )
      .bind(it.campaignId, step.id, step.channel, step.trigger),
  )
  await db.batch([head, ...files, ...texts, ...stepRows, setNewest(db, it.campaignId, it.hash)])
}

/** An older edition becomes the newest again when its very bytes are published again. */
export async function makeNewest(db: Db, campaignId: number, hash: string): Promise<void> {
  await setNewest(db, campaignId, hash).run()
}

function setNewest(db: Db, campaignId: number, hash: string): Statement {
  return db
    .prepare(
      'UPDATE campaigns SET edition_id = (SELECT id FROM editions WHERE campaign_id = ? AND hash = ?) WHERE id = ?',
    )
    .bind(campaignId, hash, campaignId)
}

/** Sets an institution's letters of the house going, with the newest of their editions. */
export async function startService(db: Db, campaignId: number, now: number): Promise<void> {
  const sql = `UPDATE campaigns SET kind = 'service', state = 'running', running_edition_id = edition_id,
    launched_at = coalesce(launched_at, ?) WHERE id = ?`
  await db.prepare(sql).bind(now, campaignId).run()
}

/** The address that the institution's newest campaign writes from. */
export async function newestSender(db: Db, institutionId: number): Promise<string | null> {
  const sql = `SELECT e.definition ->> '$.sender.email' AS email FROM editions e JOIN campaigns c ON c.id = e.campaign_id
    WHERE c.institution_id = ? AND c.kind = 'campaign' AND email IS NOT NULL ORDER BY e.id DESC LIMIT 1`
  return (await db.prepare(sql).bind(institutionId).first<{ email: string }>())?.email ?? null
}

export type Approval = typeof approvals.$inferSelect

export async function approvalsOf(db: Db, editionId: number): Promise<Approval[]> {
  return orm(db).select().from(approvals).where(eq(approvals.editionId, editionId))
}

export async function insertApproval(db: Db, it: Omit<Approval, 'id'>): Promise<void> {
  await orm(db).insert(approvals).values(it).onConflictDoNothing()
}

/**
 * Moves a campaign from one of the given states to another. False when it stood elsewhere, or when a stop rule holds it
 * and it should run. With the end the reason for a stop goes.
 */
export async function moveCampaign(
  db: Db,
  campaignId: number,
  from: readonly CampaignState[],
  to: CampaignState,
  finishedAt: number | null,
): Promise<boolean> {
  const { meta } = await db
    .prepare(
      `UPDATE campaigns SET state = ?, finished_at = ?, stopped = NULL
       WHERE id = ? AND state IN (SELECT value FROM json_each(?)) AND (stopped IS NULL OR ? <> 'running')`,
    )
    .bind(to, finishedAt, campaignId, JSON.stringify(from), to)
    .run()
  return meta.changes === 1
}
