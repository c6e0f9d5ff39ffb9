import type { CampaignDefinition } from '../core/campaign.ts'
import type { Db } from '../core/ports.ts'

/** Kinds of data about people, in the words of imports, and where a value of theirs would stand. */
const held = {
  firstName: 'c.first_name IS NOT NULL',
  lastName: 'c.last_name IS NOT NULL',
  languages: "c.languages <> '[]'",
  country: 'c.country IS NOT NULL',
  city: 'c.city IS NOT NULL',
  regionOfOrigin: 'c.region_of_origin IS NOT NULL',
  timeZone: 'c.time_zone IS NOT NULL',
  occupation: 'c.occupation IS NOT NULL OR c.occupation_uri IS NOT NULL',
  skills: "c.skills <> '[]' OR c.skill_uris <> '[]'",
  birthDecade: 'c.birth_decade IS NOT NULL',
  diasporaGeneration: 'c.diaspora_generation IS NOT NULL',
  wishToReturn: 'c.wish_to_return IS NOT NULL',
  custom: "c.custom <> '{}'",
  pausedUntil: 'c.paused_until IS NOT NULL',
  monthlyCap: 'c.monthly_cap IS NOT NULL',
  leftLists: "c.left_lists <> '[]'",
} as const
export type HeldField = keyof typeof held
export const heldFields = Object.keys(held) as HeldField[]

export type Tally = { name: string; count: number }

/** People of an institution, and for how many of them each kind of data is really there. */
export async function heldCounts(
  db: Db,
  institutionId: number,
): Promise<{ people: number; pending: number } & Record<HeldField, number>> {
  const sums = heldFields.map((name) => `coalesce(sum(${held[name]}), 0) AS ${name}`)
  const sql = `SELECT count(*) AS people, coalesce(sum(c.pending_since IS NOT NULL), 0) AS pending, ${sums.join(', ')}
    FROM contacts c WHERE c.institution_id = ? AND c.kind = 'person'`
  return (await db
    .prepare(sql)
    .bind(institutionId)
    .first<{ people: number; pending: number } & Record<HeldField, number>>())!
}

const people = "(SELECT id FROM contacts WHERE institution_id = ? AND kind = 'person')"
const questions = {
  channels: `SELECT channel AS name, count(*) AS count FROM addresses WHERE contact_id IN ${people} GROUP BY 1`,
  countries: `SELECT coalesce(country, '') AS name, count(*) AS count FROM contacts
    WHERE institution_id = ? AND kind = 'person' GROUP BY 1`,
  custom: `SELECT j.key AS name, count(*) AS count FROM contacts c, json_each(c.custom) j
    WHERE c.institution_id = ? AND c.kind = 'person' AND c.custom <> '{}' GROUP BY 1`,
  consents: `SELECT purpose || ' ' || act AS name, count(*) AS count FROM consents WHERE contact_id IN ${people} GROUP BY 1`,
  sources: 'SELECT source AS name, count(*) AS count FROM imports WHERE institution_id = ? GROUP BY 1',
  measured: `SELECT kind AS name, count(*) AS count FROM traces
    WHERE campaign_id IN (SELECT id FROM campaigns WHERE institution_id = ?) GROUP BY 1`,
  returned: 'SELECT kind AS name, count(*) AS count FROM returns WHERE institution_id = ? GROUP BY 1',
  replied: `SELECT CASE WHEN done_at IS NULL THEN 'open' ELSE 'done' END AS name, count(*) AS count FROM replies
    WHERE institution_id = ? GROUP BY 1`,
  suppressions:
    'SELECT reason AS name, count(*) AS count FROM suppressions WHERE institution_id = ? GROUP BY 1',
  requests: 'SELECT kind AS name, count(*) AS count FROM rights_requests WHERE institution_id = ? GROUP BY 1',
  staff:
    "SELECT role AS name, count(*) AS count FROM officers WHERE institution_id = ? AND role NOT IN ('service', 'former') GROUP BY 1",
} as const
export type Question = keyof typeof questions

/** Counts by name, the most frequent first. */
export async function countsOf(db: Db, question: Question, institutionId: number): Promise<Tally[]> {
  const sql = `${questions[question]} ORDER BY 2 DESC, 1`
  return (await db.prepare(sql).bind(institutionId).all<Tally>()).results
}

/** Countries in which somebody lives, in their order: one look at the index for each, however many people there are. */
export async function livedIn(db: Db, institutionId: number): Promise<string[]> {
  const first = "SELECT min(country) FROM contacts WHERE institution_id = ? AND kind = 'person'"
  const sql = `WITH RECURSIVE lived(country) AS (SELECT (${first}) UNION ALL
      SELECT (${first} AND country > lived.country) FROM lived WHERE lived.country IS NOT NULL)
    SELECT country FROM lived WHERE country IS NOT NULL`
  const { results } = await db.prepare(sql).bind(institutionId, institutionId).all<{ country: string }>()
  return results.map(({ country }) => country)
}

export type RegisterCampaign = {
  slug: string
  kind: string
  state: string
  launchedAt: number | null
  definition: CampaignDefinition | null
}

/** What an institution wrote or prepares to write, oldest first, with the words of the edition that counts. */
export async function registerCampaigns(db: Db, institutionId: number): Promise<RegisterCampaign[]> {
  const sql = `SELECT c.slug, c.kind, c.state, c.launched_at AS launchedAt, e.definition FROM campaigns c
    LEFT JOIN editions e ON e.id = coalesce(c.running_edition_id, c.edition_id) WHERE c.institution_id = ? ORDER BY c.id`
  const { results } = await db
    .prepare(sql)
    .bind(institutionId)
    .all<Omit<RegisterCampaign, 'definition'> & { definition: string | null }>()
  return results.map((row) => ({
    ...row,
    definition: row.definition === null ? null : (JSON.parse(row.definition) as CampaignDefinition),
  }))
}
