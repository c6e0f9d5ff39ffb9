import type { CampaignDefinition } from '../core/campaign.ts'
import type { Db } from '../core/ports.ts'
import type { ContentHead } from './campaigns.ts'

export type List = { id: string; names: Record<string, string>; fallback: string | null }

/** Lists that an institution has written to, newest first, under their newest names. A notice has no list to leave. */
export async function listsOf(db: Db, institutionId: number): Promise<List[]> {
  const sql = `SELECT e.definition ->> '$.list.id' AS id, e.definition -> '$.list.name' AS names,
      e.definition ->> '$.fallback' AS fallback
    FROM campaigns c JOIN editions e ON e.id = c.running_edition_id
    WHERE c.institution_id = ? AND c.kind = 'campaign' AND coalesce(e.definition ->> '$.class', 'campaign') = 'campaign'
    ORDER BY c.launched_at DESC, c.id DESC`
  const { results } = await db
    .prepare(sql)
    .bind(institutionId)
    .all<{ id: string; names: string; fallback: string | null }>()
  const newest = results.filter((row, index) => results.findIndex(({ id }) => id === row.id) === index)
  return newest.map((row) => ({ ...row, names: JSON.parse(row.names) as Record<string, string> }))
}

export type Spoken = {
  steps: CampaignDefinition['steps']
  contents: Pick<ContentHead, 'step' | 'variant' | 'language' | 'status'>[]
}

/** What an institution's newest campaigns say in which language, as far as they are under way or over. */
export async function newestSpoken(db: Db, institutionId: number, limit: number): Promise<Spoken[]> {
  const newest = `SELECT e.id, e.definition -> '$.steps' AS steps FROM campaigns c JOIN editions e ON e.id = c.running_edition_id
    WHERE c.institution_id = ? AND c.kind = 'campaign' ORDER BY c.launched_at DESC, c.id DESC LIMIT ?`
  const editions = await db.prepare(newest).bind(institutionId, limit).all<{ id: number; steps: string }>()
  const heads = `SELECT edition_id AS editionId, step, variant, language, status FROM contents
    WHERE edition_id IN (SELECT value FROM json_each(?))`
  const ids = JSON.stringify(editions.results.map(({ id }) => id))
  const contents = await db.prepare(heads).bind(ids).all<Spoken['contents'][number] & { editionId: number }>()
  return editions.results.map(({ id, steps }) => ({
    steps: JSON.parse(steps) as Spoken['steps'],
    contents: contents.results.filter(({ editionId }) => editionId === id),
  }))
}
