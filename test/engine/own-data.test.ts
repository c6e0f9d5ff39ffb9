import { getTableConfig, type SQLiteTable } from 'drizzle-orm/sqlite-core'
import { beforeEach, expect, it } from 'vitest'
import * as schema from '../../db/schema.ts'
import { sealOwnData } from '../../src/core/tokens.ts'
import { forget } from '../../src/engine/forget.ts'
import { ownDataOf, portable, readOwnData, readPerson } from '../../src/engine/own-data.ts'
import { askOwnData } from '../../src/engine/own-data-request.ts'
import { drain } from '../../src/engine/tick.ts'
import { words } from '../../src/i18n/words.ts'
import { ownSections } from '../../src/store/own-data.ts'
import { type Seeded, seedEverywhere } from '../support/everywhere.ts'
import { makeWorld, type World } from '../support/world.ts'

let world: World
let zohra: Seeded
let neighbour: Seeded
beforeEach(async () => {
  world = await makeWorld()
  await world.publish()
  zohra = await seedEverywhere(world, 'zohra')
  neighbour = await seedEverywhere(world, 'brahim')
})

const read = (id: number) => ownDataOf(world.deps, { institution: world.institution, contactId: id })

/** Tables without a person, and why. */
const nobody: Record<string, string> = {
  institutions: 'owners, not people',
  officers: 'staff: their account is not among what readers are told about themselves',
  segments: 'questions about everybody',
  campaigns: 'what is said',
  editions: 'what is said',
  edition_files: 'what is said',
  contents: 'what is said',
  approvals: 'acts of staff on texts',
  review_notes: 'acts of staff on texts, and what they wrote to one another about them',
  links: 'destinations',
  steps: 'what is said',
  events: 'happened to nobody in particular',
  tallies: 'counts',
  wave_tallies: 'counts',
  custom_fields: 'names of fields',
  retention_runs: 'counts',
  meta: 'facts of the installation',
  hook_calls: 'names of events at providers',
  holidays: 'days',
  islamic_months: 'days',
  mail_domains: 'names of domains',
  lanes: 'how fast it goes',
  lane_holders: 'connections of processes',
  warm_up_days: 'counts',
  preflights: 'findings about domains of the institution',
  forecasts: 'counts',
  hourly_tallies: 'counts',
  skill_tallies: 'counts of ten people or more',
  draft_files: 'what is said',
  layouts: 'what is said',
  layout_versions: 'what is said',
  report_links: 'acts of staff on figures',
  webhook_endpoints: 'acts of staff, and addresses of systems',
  webhook_deliveries: 'acts and counts, for a month',
  api_keys: 'staff',
  api_calls: 'hashes, and answers that only who asked can open, for a day',
  sign_in_users: 'staff',
  sign_in_sessions: 'staff',
  sign_in_accounts: 'staff',
  sign_in_verifications: 'staff',
  sign_in_factors: 'staff',
  sign_in_passkeys: 'staff',
  sign_in_tries: 'staff, and tries of nobody, as hashes',
}

/** Columns of tables with people: `shown` to the person, or why not. */
const key = 'row number or key of rows: says nothing by itself'
const hashed = 'keyed hash of an address that is shown'
const columns: Record<string, Record<string, string>> = {
  contacts: {
    id: key,
    institution_id: 'shown',
    kind: 'always a person here',
    ...shown(
      'first_name last_name languages country city region_of_origin time_zone occupation occupation_uri',
    ),
    ...shown(
      'skills skill_uris wish_to_return birth_decade diaspora_generation custom left_lists paused_until',
    ),
    ...shown('monthly_cap last_act_at import_id pending_since created_at updated_at'),
    consent_email: 'cache of the consents, which are shown',
    consent_track: 'cache of the consents, which are shown',
  },
  addresses: {
    ...keys('id institution_id contact_id'),
    ...shown('channel value'),
    hash: hashed,
    utf8: 'follows from the address',
  },
  consents: {
    ...keys('id contact_id'),
    ...shown('purpose act at source wording language proof recorded_by'),
    created_at: 'when the row was written; the act itself is shown',
  },
  suppressions: { ...keys('institution_id'), hash: hashed, ...shown('reason created_at') },
  enrollments: {
    ...keys('contact_id'),
    ...shown('campaign_id generation language variant created_at'),
    wave: 'order of sending; the time it led to stands with the message',
    unit: 'keyed number of the household, whose name is shown among the fields of the institution',
    dealt: 'as the wave',
  },
  hold_outs: {
    ...keys('contact_id'),
    ...shown('campaign_id language variant due_at created_at'),
    wave: 'as in enrollments',
    unit: 'as in enrollments',
    content_id: 'what language and variant say',
  },
  messages: {
    ...keys('id contact_id signup_id lease attempts interrupted'),
    ...shown('campaign_id step_id channel content_id generation state reason due_at finished_at created_at'),
    occurrence: 'keeps rows apart',
    planned_at: 'where its hour began; when it went is shown',
    followed: 'whether the steps after it have been told',
    wave: 'as in enrollments',
    first_attempt_at: 'between created and finished',
    remote_id: "the other side's name for it",
  },
  returns: {
    ...keys('id institution_id message_id contact_id'),
    hash: hashed,
    ...shown('campaign_id kind reason status source at'),
  },
  replies: {
    ...keys('id institution_id contact_id'),
    digest: 'keeps rows apart; what it is a digest of is shown',
    ...shown('campaign_id sender subject body at done_at'),
  },
  signups: {
    ...keys('id contact_id'),
    ...shown('campaign_id generation share_channel language state created_at'),
    flags: 'shown as the reason',
    joined: 'follows from the state',
    share_id: 'leads to somebody else; cleared at the confirmation',
    variant: 'which words somebody else had, who is not theirs to know; the campaigns show what they got',
    chained: 'shown as a consent once it counts',
    wave: 'of somebody else, over whom it came',
    expires_at: 'follows from the day',
  },
  shares: {
    ...keys('id contact_id parent_id ended_at'),
    ...shown('campaign_id generation created_at'),
    joined: 'about others; the page of the chain shows it from a threshold on',
  },
  share_joins: { ...keys('id share_id contact_id'), ...shown('country at') },
  pseudonyms: {
    ...keys('campaign_id contact_id created_at'),
    pseudonym: 'random; what lies under it is shown',
  },
  traces: { ...keys('id pseudonym'), ...shown('campaign_id kind at class link_id') },
  rights_requests: { ...keys('id institution_id'), hash: hashed, ...shown('kind asked_by at done_at') },
  imports: {
    ...keys('id institution_id holder file_hash officer_id counts state undone_at'),
    ...shown('file basis source consented_at created_at'),
  },
  import_changes: { ...keys('contact_id'), ...shown('import_id before after') },
  mailbox: { ...keys('id institution_id kind remote_id'), ...shown('recipient body created_at') },
  audit: { ...keys('id institution_id subject hash detail'), ...shown('act officer_id at') },
}

function shown(names: string): Record<string, string> {
  return Object.fromEntries(names.split(' ').map((name) => [name, 'shown']))
}
function keys(names: string): Record<string, string> {
  return Object.fromEntries(names.split(' ').map((name) => [name, key]))
}

it('has placed every table and every column of the schema', () => {
  const tables = (Object.values(schema) as SQLiteTable[]).map((table) => getTableConfig(table))
  const placed = [...Object.keys(nobody), ...Object.keys(columns)].sort()
  expect(tables.map(({ name }) => name).sort()).toEqual(placed)
  const unplaced = tables
    .filter(({ name }) => columns[name])
    .flatMap((table) => table.columns.map((column) => [table.name, column.name] as const))
    .filter(([table, column]) => !columns[table]![column])
    .map(([table, column]) => `${table}.${column}`)
  expect(unplaced).toEqual([])
})

it('shows a person everything that any table holds of them', async () => {
  const text = JSON.stringify(portable((await read(zohra.id))!))
  expect(zohra.words.filter((word) => !text.includes(word))).toEqual([])
  for (const word of ['1980', '"diasporaGeneration":2', '"monthlyCap":4', '2026-11-23T09:00:00.000Z'])
    expect(text).toContain(word)
})

it('shows nobody else', async () => {
  const text = JSON.stringify(portable((await read(zohra.id))!))
  expect(text).not.toContain('brahim')
  expect(neighbour.words.every((word) => word.includes('brahim'))).toBe(true)
})

it('leaves no section of the two empty, so that nothing is missing unseen', async () => {
  const data = (await read(zohra.id))!
  expect(ownSections.filter((name) => data.sections[name].length === 0)).toEqual([])
})

it('has words for every section and field', async () => {
  const data = (await read(zohra.id))!
  const { sections, fields } = words('fr').page.ownData
  const named = Object.values(data.sections).flatMap((rows) => rows.flatMap((row) => Object.keys(row)))
  expect([...new Set(named)].filter((name) => !(name in fields))).toEqual([])
  expect(Object.keys(data.sections)).toEqual(Object.keys(sections))
})

it('opens for three days to whoever holds the mailed link', async () => {
  const expiresAt = world.at.now + 3 * 86_400_000
  const token = sealOwnData(world.deps.keys, { contactId: zohra.id, expiresAt })
  expect(await readOwnData(world.deps, token)).toEqual(await read(zohra.id))
  world.at.now = expiresAt
  expect(await readOwnData(world.deps, token)).toBe('expired')
  expect(await readOwnData(world.deps, `${token}x`)).toBeNull()
})

it('shows nothing of an institution to another, nor of who was erased', async () => {
  const other = { ...world.institution, id: world.institution.id + 1 }
  expect(await ownDataOf(world.deps, { institution: other, contactId: zohra.id })).toBeNull()
  const whom = { institutionId: world.institution.id, contactId: zohra.id }
  await forget(world.deps, { ...whom, askedBy: 'person' })
  expect(await read(zohra.id)).toBeNull()
})

it('writes down that staff looked, and shows the person that they did', async () => {
  const it = {
    institution: world.institution,
    contactId: zohra.id,
    reader: `officer:${world.author.id}`,
  } as const
  const data = (await readPerson(world.deps, it))!
  expect(data.sections.requests.at(-1)).toMatchObject({ kind: 'read person', recordedBy: 'officer' })
})

it('mails the link at most once a day, to people who unsubscribed as well', async () => {
  world.db.raw.exec("UPDATE contacts SET consent_email = 'withdrawn'")
  world.db.raw.exec("UPDATE suppressions SET reason = 'unsubscribed'")
  const campaignId = (await world.campaign()).id
  const ask = () => askOwnData(world.deps, { contactId: zohra.id, campaignId })
  expect(await ask()).toBe(true)
  await ask()
  await drain(world.deps)
  expect(world.mail.arrived.length).toBe(1)
  world.at.now += 86_400_000
  await ask()
  await drain(world.deps)
  const [mail] = world.mail.arrived.slice(1)
  const raw = mail?.kind === 'mail' ? mail.raw : ''
  expect(world.mail.arrived.length).toBe(2)
  expect(raw).toContain('https://mawja.example/data/')
  const asked = world.db.raw.prepare("SELECT count(*) AS n FROM rights_requests WHERE kind = 'access'").get()
  expect(asked).toEqual({ n: 2 })
})

it('writes to nobody who is not there, and to nobody of another institution', async () => {
  const campaignId = (await world.campaign()).id
  expect(await askOwnData(world.deps, { contactId: 999_999, campaignId })).toBe(false)
  expect(await askOwnData(world.deps, { contactId: zohra.id, campaignId: 999 })).toBe(false)
})
