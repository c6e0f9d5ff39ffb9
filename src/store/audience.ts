import type { Audience, Deed } from '../core/audience.ts'
import { ago } from '../core/audience-time.ts'
import { AppError } from '../core/error.ts'
import type { Db, Value } from '../core/ports.ts'
import { comparison } from './audience-field.ts'

/** D1 binds a hundred values per statement; the launch needs some for itself. */
const maxValues = 76

export type Fragment = { sql: string; values: Value[] }
/** `cost` orders what stands in one AND or OR: what is cheap to ask of a row goes first. */
export type Part = Fragment & { cost: number }

/** What names in an audience mean, and when "now" is. */
export type AudienceScope = {
  segments: Readonly<Record<string, Audience>>
  /** Campaigns of the institution: slug → row. */
  campaigns: Readonly<Record<string, number>>
  now: number
}

export type AudienceQuestion = AudienceScope & {
  institutionId: number
  audience: Audience
  /** Most contacts of the installation are this institution's (`ownsMost`). */
  most: boolean
}

/** How many people an audience matches, asked of the rows as they are now. */
export async function countMatched(db: Db, question: AudienceQuestion): Promise<number> {
  const { sql, values } = matched(question)
  const row = await db
    .prepare(`SELECT count(*) AS count FROM ${sql}`)
    .bind(...values)
    .first<{ count: number }>()
  return row!.count
}

/**
 * The people an audience matches, as what follows FROM: `contacts c`, with joins put in between, and its WHERE.
 *
 * Reading the whole table beats going through an index to nearly every row of it, by six times; a small institution
 * in a large installation is found by the index. What nearly every row is comes last: conditions are looked at as
 * they are written.
 */
export function matched(question: AudienceQuestion, joins: Fragment = { sql: '', values: [] }): Fragment {
  const where = compileAudience(question.audience, question)
  const sql = `contacts c ${question.most ? 'NOT INDEXED ' : ''}${joins.sql}
    WHERE c.institution_id = ? AND ${where.sql} AND c.kind = 'person' AND c.pending_since IS NULL`
  return { sql, values: [...joins.values, question.institutionId, ...where.values] }
}

/** Whether an institution holds more than an eighth of all contacts: an estimate that costs next to nothing. */
export async function ownsMost(db: Db, institutionId: number): Promise<boolean> {
  const sql = `SELECT EXISTS (SELECT 1 FROM contacts WHERE institution_id = ? AND kind = 'person'
    LIMIT 1 OFFSET (SELECT coalesce(max(id), 0) / 8 FROM contacts)) AS most`
  return (await db.prepare(sql).bind(institutionId).first<{ most: number }>())!.most === 1
}

/**
 * An audience as a WHERE fragment over `contacts c`; never NULL, so `not` means not. Says the same as `matches`.
 *
 * @throws AppError `unknown-segment` | `segment-cycle` | `unknown-campaign` | `audience-size`
 */
export function compileAudience(audience: Audience, scope: AudienceScope): Fragment {
  const { sql, values } = compile(audience, scope, [])
  if (values.length > maxValues) {
    const line = `an audience may hold ${maxValues} comparisons, this one has ${values.length}; use "in" with a list`
    throw new AppError('invalid', 'audience-size', line)
  }
  return { sql, values }
}

function compile(audience: Audience, scope: AudienceScope, inside: string[]): Part {
  if ('all' in audience) return join(audience.all, ' AND ', '1', scope, inside)
  if ('any' in audience) return join(audience.any, ' OR ', '0', scope, inside)
  if ('not' in audience) {
    const { sql, values, cost } = compile(audience.not, scope, inside)
    return { sql: `NOT ${sql}`, values, cost }
  }
  if ('consent' in audience) return consent(audience.consent)
  if ('segment' in audience) {
    const name = audience.segment
    if (inside.includes(name))
      throw new AppError('invalid', 'segment-cycle', `segment "${name}" contains itself`)
    const segment = scope.segments[name]
    if (!segment) throw new AppError('invalid', 'unknown-segment', `there is no segment "${name}"`)
    return compile(segment, scope, [...inside, name])
  }
  if ('list' in audience) return { sql: `NOT ${leftList}`, values: [audience.list], cost: 2 }
  return 'did' in audience ? deed(audience, scope) : comparison(audience, scope.now)
}

function join(
  audiences: readonly Audience[],
  word: string,
  empty: string,
  scope: AudienceScope,
  inside: string[],
): Part {
  if (audiences.length === 0) return { sql: empty, values: [], cost: 0 }
  const parts = audiences.map((one) => compile(one, scope, inside)).sort((a, b) => a.cost - b.cost)
  return {
    sql: `(${parts.map((part) => part.sql).join(word)})`,
    values: parts.flatMap((part) => part.values),
    cost: parts.reduce((sum, part) => sum + part.cost, 0),
  }
}

/** Whether a person has left the list whose name is bound. Nearly everybody has left none. */
export const leftList =
  "(c.left_lists <> '[]' AND EXISTS (SELECT 1 FROM json_each(c.left_lists) l WHERE l.value = ?))"

const cached: Record<string, string> = {
  'receive:email': 'c.consent_email',
  'track:individual': 'c.consent_track',
}

function consent(purpose: string): Part {
  const column = cached[purpose]
  if (column) return { sql: `(${column} IS 'given')`, values: [], cost: 3 }
  const newest =
    'SELECT act FROM consents k WHERE k.contact_id = c.id AND k.purpose = ? ORDER BY k.at DESC, k.id DESC'
  return { sql: `((${newest} LIMIT 1) IS 'given')`, values: [purpose], cost: 8 }
}

/** The people who did something, as a set: SQLite makes it once and may begin with it where it is small. */
function deed({ did, campaign, within }: Deed, { campaigns, now }: AudienceScope): Part {
  if (campaign !== undefined && campaigns[campaign] === undefined)
    throw new AppError('invalid', 'unknown-campaign', `there is no campaign "${campaign}"`)
  // Row numbers of our own: no text from outside comes into the statement.
  const rows = campaign === undefined ? Object.values(campaigns) : [campaigns[campaign]!]
  const since = within === undefined ? null : ago(now, within)
  const from = (column: string) => (since === null ? '' : ` AND ${column} >= ?`)
  const values = since === null ? [] : did === 'joined' ? [since, since] : [since]
  return { sql: `(c.id IN (${doers(did, rows.join(', '), from)}))`, values, cost: 4 }
}

function doers(did: Deed['did'], rows: string, from: (column: string) => string): string {
  if (did === 'received') {
    return `SELECT m.contact_id FROM messages m WHERE m.step_id IN (SELECT id FROM steps WHERE campaign_id IN (${rows})
      AND channel = 'email') AND m.state = 'accepted'${from('m.finished_at')}`
  }
  if (did === 'joined') {
    return `SELECT contact_id FROM signups WHERE campaign_id IN (${rows}) AND state IN ('confirmed', 'enrolled')${from('created_at')}
      UNION ALL SELECT contact_id FROM enrollments WHERE campaign_id IN (${rows}) AND generation > 0${from('created_at')}`
  }
  const kind = { opened: 'open', clicked: 'click', shared: 'share' }[did]
  return `SELECT p.contact_id FROM traces t JOIN pseudonyms p ON p.pseudonym = t.pseudonym
    WHERE t.campaign_id IN (${rows}) AND t.kind = '${kind}' AND t.class = 'human'${from('t.at')}`
}
