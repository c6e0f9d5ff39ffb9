import type { Db } from '../core/ports.ts'

/** What a person is shown of themselves, in the order in which they read it. */
export const ownSections = [
  'person',
  'addresses',
  'consents',
  'campaigns',
  'messages',
  'returns',
  'replies',
  'signups',
  'chain',
  'traces',
  'imports',
  'changes',
  'suppression',
  'requests',
  'mailbox',
] as const
export type OwnSection = (typeof ownSections)[number]

/** Fields that hold an instant, ms. */
export const instantFields = [
  'pausedUntil',
  'pendingSince',
  'since',
  'changed',
  'lastAct',
  'at',
  'done',
] as const
/** Fields that hold a list or a record. */
const jsonFields = ['languages', 'skills', 'skillUris', 'leftLists', 'custom', 'before', 'after']

/** A field's value by its name (page.ownData.fields of the catalogue). Lists and records are read already. */
export type OwnRow = Record<string, unknown>
export type OwnRows = Record<OwnSection, OwnRow[]>

/**
 * Everything that any table holds about one person, and nothing about anybody else (GDPR article 15). Keyed hashes,
 * pseudonyms and row numbers are left out: they say nothing that does not stand here in words.
 *
 * @param language  of the campaigns' names
 * @returns null when there is no such person
 */
export async function ownRows(db: Db, it: { contactId: number; language: string }): Promise<OwnRows | null> {
  const name = `$.name.${it.language}`
  // One after the other: rows with columns of equal names may not share a batch on D1.
  const rows = {} as OwnRows
  for (const section of ownSections) {
    const { sql, named } = questions[section]
    const marks = sql.split('?').length - 1
    const values = Array.from({ length: marks }, (_, at) => (named && at === 0 ? name : it.contactId))
    const { results } = await db
      .prepare(sql)
      .bind(...values)
      .all<OwnRow>()
    rows[section] = results.map(readRow)
  }
  return rows.person.length ? rows : null
}

const readRow = (row: OwnRow): OwnRow =>
  Object.fromEntries(Object.entries(row).map(([name, value]) => [name, readField(name, value)]))

function readField(name: string, value: unknown): unknown {
  if (!jsonFields.includes(name) || typeof value !== 'string') return value
  const read = JSON.parse(value) as unknown
  return name === 'before' || name === 'after' ? journalled(read as Record<string, unknown>) : read
}

/** A journal's values stand in lists (store/import-journal); of an address the first says everything. */
function journalled(record: Record<string, unknown>): OwnRow {
  return Object.fromEntries(
    Object.entries(record).map(([name, value]) => [
      journalNames[name] ?? name,
      readField(name, Array.isArray(value) ? (value[0] ?? null) : value),
    ]),
  )
}
const journalNames: Record<string, string> = { lastActAt: 'lastAct', updatedAt: 'changed' }

/** Every `?` is the contact, but for the first of those with `named`: where a campaign's name stands in a definition. */
type Question = { sql: string; named: boolean }
const about = (sql: string): Question => ({ sql, named: false })
const named = (sql: string): Question => ({ sql, named: true })

/** The campaign's name in the reader's language, else in French, else as its folder is called. */
const campaign = `coalesce(d.definition ->> ?, d.definition ->> '$.name.fr', p.slug) AS campaign`
const campaigns = 'JOIN campaigns p ON p.id = x.campaign_id LEFT JOIN editions d ON d.id = p.edition_id'

/** Copies of mails to a person: of their messages, and under their address but for what others sent there. */
export const copiesOf = (contact: string): string => `
  b.kind = 'mail' AND (b.remote_id IN (SELECT remote_id FROM messages WHERE contact_id IN ${contact})
    OR (b.recipient IN (SELECT value FROM addresses WHERE contact_id IN ${contact} AND channel = 'email')
        AND b.remote_id NOT IN (
          SELECT n.remote_id FROM addresses a JOIN institutions i ON i.id <> a.institution_id
          JOIN addresses o ON o.institution_id = i.id AND o.channel = 'email' AND o.value = a.value
          JOIN messages n ON n.contact_id = o.contact_id
          WHERE a.contact_id IN ${contact} AND a.channel = 'email' AND n.remote_id IS NOT NULL)))`

const questions: Record<OwnSection, Question> = {
  person:
    about(`SELECT i.name AS institution, c.first_name AS firstName, c.last_name AS lastName, c.languages, c.country,
      c.city, c.region_of_origin AS regionOfOrigin, c.time_zone AS timeZone, c.occupation,
      c.occupation_uri AS occupationUri, c.skills, c.skill_uris AS skillUris, c.wish_to_return AS wishToReturn,
      c.birth_decade AS birthDecade, c.diaspora_generation AS diasporaGeneration, c.custom,
      c.paused_until AS pausedUntil, c.monthly_cap AS monthlyCap, c.left_lists AS leftLists,
      CASE WHEN c.pending_since IS NOT NULL THEN 'pending' END AS state, c.created_at AS since, c.updated_at AS changed,
      c.last_act_at AS lastAct
    FROM contacts c JOIN institutions i ON i.id = c.institution_id WHERE c.id = ? AND c.kind = 'person'`),
  addresses: about('SELECT channel, value AS address FROM addresses WHERE contact_id = ? ORDER BY id'),
  consents: about(`SELECT purpose, act, at, source, wording, language, proof, recorded_by AS recordedBy
    FROM consents WHERE contact_id = ? ORDER BY at, id`),
  campaigns: named(`SELECT ${campaign}, x.generation, x.language, x.variant, x.kind, x.at
    FROM (SELECT campaign_id, generation, language, variant, NULL AS kind, created_at AS at FROM enrollments
        WHERE contact_id = ?
      UNION ALL SELECT campaign_id, 0, language, variant, 'heldOut', coalesce(due_at, created_at) FROM hold_outs
        WHERE contact_id = ?) x ${campaigns} ORDER BY x.at, p.id`),
  messages:
    named(`SELECT ${campaign}, s.name AS step, x.channel, o.subject, o.language, o.variant, x.generation, x.state,
      x.reason, coalesce(x.finished_at, x.due_at, x.created_at) AS at
    FROM messages x ${campaigns} JOIN steps s ON s.id = x.step_id JOIN contents o ON o.id = x.content_id
    WHERE x.contact_id = ? ORDER BY x.id`),
  returns: named(`SELECT ${campaign}, x.kind, x.reason, x.status, x.source AS toldBy, x.at
    FROM returns x ${campaigns} WHERE x.contact_id = ? ORDER BY x.at, x.id`),
  replies: named(`SELECT ${campaign}, x.sender, x.subject, x.body, x.at, x.done_at AS done
    FROM replies x ${campaigns} WHERE x.contact_id = ? ORDER BY x.at, x.id`),
  signups: named(`SELECT ${campaign}, x.share_channel AS share, x.generation, x.language, x.state,
      nullif(x.flags, '') AS reason, x.created_at AS at
    FROM signups x ${campaigns} WHERE x.contact_id = ? ORDER BY x.id`),
  // Not how many joined: that would go round the threshold of the page that shows it (core/chain).
  chain: named(`SELECT ${campaign}, x.kind, x.generation, x.country, x.at FROM (
      SELECT campaign_id, 'own' AS kind, generation, NULL AS country, created_at AS at FROM shares WHERE contact_id = ?
      UNION ALL SELECT s.campaign_id, 'counted', s.generation + 1, j.country, j.at
      FROM share_joins j JOIN shares s ON s.id = j.share_id WHERE j.contact_id = ?) x ${campaigns} ORDER BY x.at`),
  traces: named(`SELECT ${campaign}, x.kind, l.url AS link, x.class AS state, x.at
    FROM traces x JOIN pseudonyms y ON y.pseudonym = x.pseudonym ${campaigns} LEFT JOIN links l ON l.id = x.link_id
    WHERE y.contact_id = ? ORDER BY x.at, x.id`),
  imports:
    about(`SELECT m.file, m.source, m.basis AS reason, m.consented_at AS at, m.created_at AS done FROM imports m
    WHERE m.id IN (
      SELECT c.import_id FROM contacts c WHERE c.id = ?
      UNION SELECT import_id FROM import_changes WHERE contact_id = ?
      UNION SELECT CAST(substr(recorded_by, 8) AS INTEGER) FROM consents
        WHERE contact_id = ? AND recorded_by LIKE 'import:%') ORDER BY m.id`),
  changes: about(`SELECT m.file, m.created_at AS at, g.before, g.after
    FROM import_changes g JOIN imports m ON m.id = g.import_id WHERE g.contact_id = ? ORDER BY m.id`),
  suppression: about(`SELECT a.channel, a.value AS address, s.reason, s.created_at AS at
    FROM addresses a JOIN suppressions s ON s.institution_id = a.institution_id AND s.hash = a.hash
    WHERE a.contact_id = ? ORDER BY a.id`),
  // Who looked at a person's data, and when, is theirs to know as well (CJEU C-579/21).
  requests: about(`SELECT r.kind, r.asked_by AS recordedBy, r.at, r.done_at AS done
    FROM addresses a JOIN rights_requests r ON r.institution_id = a.institution_id AND r.hash = a.hash
    WHERE a.contact_id = ?
    UNION ALL SELECT u.act, CASE WHEN u.officer_id IS NULL THEN 'operator' ELSE 'officer' END, u.at, u.at
    FROM audit u WHERE u.subject = 'contact:' || CAST(? AS INTEGER) ORDER BY 3`),
  mailbox: about(`SELECT b.created_at AS at, b.recipient AS address, b.body AS content
    FROM mailbox b WHERE ${copiesOf('(?)')} ORDER BY b.id`),
}
