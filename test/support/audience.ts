import fc from 'fast-check'
import {
  type Audience,
  audienceFields,
  behaviours,
  instantFields,
  operators,
  type Scalar,
} from '../../src/core/audience.ts'
import type { AudienceSubject, Done } from '../../src/core/audience-match.ts'
import { addressChannels, listFields, numberFields } from '../../src/core/fields.ts'
import type { Statement } from '../../src/core/ports.ts'
import { type TestDb, testNow } from './database.ts'

export type Person = {
  addresses: Record<string, string | null>
  words: Record<string, string | null>
  numbers: Record<string, number | null>
  instants: Record<string, number | null>
  lists: Record<string, string[]>
  custom: Record<string, Scalar>
  consentEmail: 'given' | 'withdrawn' | null
  consentTrack: 'given' | 'withdrawn' | null
  leftLists: string[]
  consents: { purpose: string; act: 'given' | 'withdrawn'; at: number }[]
  /** What they did; and, for the store to hold against it, what looks like it and is not. */
  done: (Done & { counts: boolean })[]
}

/** Their row numbers are 1 and 2, of one step each. */
export const campaignSlugs = ['rentree', 'sante'] as const
const dayMs = 86_400_000

// Few values, so that comparisons meet; among them what SQL, JSON and JavaScript like to see differently.
const texts = [
  'Gent',
  'gent',
  'GENT',
  'Gént',
  'é',
  'É',
  'الرباط',
  '😀',
  '\uFFEE',
  '7',
  '07',
  '7.5',
  '10',
  '-1',
]
texts.push(
  '%',
  '_',
  "o'k",
  '"',
  ' ',
  'true',
  '1',
  'null',
  '',
  ',',
  '\\',
  'a"Gent',
  'Gent\n',
  '[]',
  'g%t',
  '1e3',
)
texts.push(
  `http://data.europa.eu/esco/skill/${'0'.repeat(36)}`,
  `http://data.europa.eu/esco/skill/${'1'.repeat(36)}`,
)
const text = fc.constantFrom(...texts)
const dates = [
  '2026-11-23',
  '2026-11-22',
  '2026-10-24',
  '2020-02-29',
  '2026-11-24',
  '2026-08-25T10:00',
  '2026',
  'soon',
]
const date = fc.constantFrom(...dates)
const number = fc.constantFrom(0, 1, -1, 7, 7.5, 10, 1990, 1980, 123456.789)
const scalar: fc.Arbitrary<Scalar> = fc.oneof(text, number, fc.boolean())
const instant = fc
  .constantFrom(0, 1, 7, 30, 31, 90, 91, 92, 364, 365, 366, 730, -1)
  .chain((days) => fc.constantFrom(0, 1, -1).map((ms) => testNow - days * dayMs + ms))
export const customNames = ['age', 'Année_d_arrivée', 'القسم', 'a-b', '1', 'AGE']
const among = (fields: readonly string[]) => (field: string) => !fields.includes(field)
const wordFields = audienceFields
  .filter(among(addressChannels))
  .filter(among(listFields))
  .filter(among(numberFields))
  .filter(among(instantFields))
const each = <T>(fields: readonly string[], value: fc.Arbitrary<T>) =>
  fc.record(Object.fromEntries(fields.map((field) => [field, value]))) as fc.Arbitrary<Record<string, T>>

export const person: fc.Arbitrary<Person> = fc.record({
  addresses: each(
    addressChannels,
    fc.option(fc.constantFrom('a@x.example', 'zoé@x.example', '+3247', 'gent')),
  ),
  words: each(wordFields, fc.option(text)),
  numbers: each(numberFields, fc.option(fc.constantFrom(1, 2, 7, 1980, 1990))),
  instants: fc.record({ createdAt: instant, lastActAt: fc.option(instant) }),
  lists: each(
    listFields,
    fc.array(fc.oneof(text, fc.constantFrom('fr', 'ary-Latn', 'nl-BE')), { maxLength: 3 }),
  ),
  custom: fc.dictionary(fc.constantFrom(...customNames), fc.oneof(scalar, date), { maxKeys: 3 }),
  consentEmail: fc.constantFrom('given', 'withdrawn', null),
  consentTrack: fc.constantFrom('given', 'withdrawn', null),
  leftLists: fc.subarray(['lettre', 'a"b', 'Lettre']),
  consents: fc.array(
    fc.record({
      purpose: fc.constantFrom('list:lettre', 'receive:sms'),
      act: fc.constantFrom('given' as const, 'withdrawn' as const),
      at: fc.nat(3),
    }),
    { maxLength: 4 },
  ),
  // A person is one row per step and per sign-up: one of a kind and campaign.
  done: fc.uniqueArray(
    fc.record({
      did: fc.constantFrom(...behaviours),
      campaign: fc.constantFrom(...campaignSlugs),
      at: instant,
      counts: fc.boolean(),
    }),
    { maxLength: 6, selector: ({ did, campaign }) => `${did} ${campaign}` },
  ),
})

const field = fc.oneof(
  fc.constantFrom(...audienceFields),
  fc.constantFrom(...customNames, 'absent').map((name) => `custom.${name}` as const),
)
const period = fc.constantFrom('1d', '30d', '90d', '1w', '1m', '3m', '12m', '1y', '2y')
const day = fc.constantFrom('2026-11-23', '2026-10-24', '2026-08-25', '2020-02-29', '2025-11-23')
const moment = fc.oneof(
  fc.record({ op: fc.constantFrom('within' as const, 'olderThan' as const), value: period }),
  fc.record({ op: fc.constantFrom('before' as const, 'after' as const), value: day }),
)
const plainOperators = operators.filter(among(['before', 'after', 'within', 'olderThan']))
const comparison: fc.Arbitrary<Audience> = fc
  .record({
    field,
    op: fc.constantFrom(...plainOperators),
    one: scalar,
    list: fc.array(scalar, { maxLength: 4 }),
    moment,
    isMoment: fc.boolean(),
  })
  .map(({ field, op, one, list, moment, isMoment }) => {
    if (instantFields.includes(field))
      return isMoment ? { field, ...moment } : { field, op: 'exists', value: one === true }
    if (field.startsWith('custom.') && isMoment) return { field, ...moment }
    return { field, op, value: op === 'in' ? list : op === 'exists' ? one === true : one }
  })
const deed: fc.Arbitrary<Audience> = fc.record(
  { did: fc.constantFrom(...behaviours), campaign: fc.constantFrom(...campaignSlugs), within: period },
  { requiredKeys: ['did'] },
)
const purposes = fc.constantFrom('receive:email', 'receive:sms', 'track:individual', 'list:lettre')

export const { audience, plain } = fc.letrec<{ audience: Audience; plain: Audience }>((tie) => {
  const tree = (self: 'audience' | 'plain', ...leaves: fc.Arbitrary<Audience>[]) =>
    fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      { arbitrary: comparison, weight: 4 },
      ...leaves,
      deed,
      purposes.map((consent) => ({ consent })),
      fc.constantFrom('lettre', 'a"b', 'x').map((list) => ({ list })),
      fc.array(tie(self), { maxLength: 3 }).map((all) => ({ all })),
      fc.array(tie(self), { maxLength: 3 }).map((any) => ({ any })),
      tie(self).map((not) => ({ not })),
    )
  return {
    plain: tree('plain'),
    audience: tree(
      'audience',
      fc.constantFrom('one', 'two').map((segment) => ({ segment })),
    ),
  }
})

/** A generated person as `matches` sees them. */
export function subject(one: Person, segments: Record<string, Audience>): AudienceSubject {
  const newest = new Map<string, { act: string; at: number }>()
  for (const { purpose, act, at } of one.consents) {
    if (at >= (newest.get(purpose)?.at ?? 0)) newest.set(purpose, { act, at })
  }
  const given = [...newest].filter(([, { act }]) => act === 'given').map(([purpose]) => purpose)
  if (one.consentEmail === 'given') given.push('receive:email')
  if (one.consentTrack === 'given') given.push('track:individual')
  const custom = Object.fromEntries(
    Object.entries(one.custom).map(([name, value]) => [`custom.${name}`, value]),
  )
  return {
    fields: { ...one.addresses, ...one.words, ...one.numbers, ...one.instants, ...one.lists, ...custom },
    consents: new Set(given),
    leftLists: one.leftLists,
    done: one.done.filter(({ counts }) => counts),
    segments,
    now: testNow,
  }
}

/** Two campaigns with a step each; addresses may be shared here, which only the store's own doors forbid. */
export async function prepareCampaigns(db: TestDb): Promise<void> {
  await db.batch(
    [
      "INSERT INTO officers (id, institution_id, email, role, created_at) VALUES (1, 1, 'o@x.example', 'officer', 0)",
      'DROP INDEX addresses_value',
      ...campaignSlugs.flatMap((slug, index) => [
        `INSERT INTO campaigns (id, institution_id, slug, created_at) VALUES (${index + 1}, 1, '${slug}', 0)`,
        `INSERT INTO editions (id, campaign_id, hash, definition, author_id, created_at) VALUES (${index + 1}, ${index + 1}, 'h', '{}', 1, 0)`,
        `INSERT INTO contents (id, edition_id, step, language, status) VALUES (${index + 1}, ${index + 1}, 'mail', 'fr', 'reviewed')`,
        `INSERT INTO steps (id, campaign_id, name, channel, trigger) VALUES (${index + 1}, ${index + 1}, 'mail', 'email', 'launch')`,
      ]),
    ].map((sql) => db.prepare(sql)),
  )
}

const columnOf = (field: string) => field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

/** Puts people into the database as contacts 1, 2, … in the place of those who were there. */
export async function storePeople(db: TestDb, people: readonly Person[]): Promise<void> {
  const emptied = ['messages', 'contacts'].map((table) => db.prepare(`DELETE FROM ${table}`))
  await db.batch([...emptied, ...people.flatMap((one, index) => personStatements(db, index + 1, one))])
}

function personStatements(db: TestDb, id: number, one: Person): Statement[] {
  const lists = Object.fromEntries(
    Object.entries(one.lists).map(([name, list]) => [name, JSON.stringify(list)]),
  )
  const fields = { ...one.words, ...one.numbers, ...one.instants, ...lists }
  const names = Object.keys(fields).map(columnOf)
  const row = db
    .prepare(
      `INSERT INTO contacts (id, institution_id, updated_at, custom, consent_email, consent_track, left_lists, ${names.join(', ')})
       VALUES (?, 1, 0, ?, ?, ?, ?, ${names.map(() => '?').join(', ')})`,
    )
    .bind(
      id,
      JSON.stringify(one.custom),
      one.consentEmail,
      one.consentTrack,
      JSON.stringify(one.leftLists),
      ...Object.values(fields),
    )
  const address =
    'INSERT INTO addresses (institution_id, contact_id, channel, value, hash) VALUES (1, ?, ?, ?, ?)'
  const consent = `INSERT INTO consents (contact_id, purpose, act, at, source, recorded_by, created_at)
    VALUES (?, ?, ?, ?, '', '', 0)`
  return [
    row,
    ...Object.entries(one.addresses)
      .filter(([, value]) => value !== null)
      .map(([channel, value]) => db.prepare(address).bind(id, channel, value, `h${id}`)),
    ...one.consents.map(({ purpose, act, at }) => db.prepare(consent).bind(id, purpose, act, at)),
    ...one.done.flatMap((done) => deedStatements(db, id, done)),
  ]
}

function deedStatements(db: TestDb, id: number, { did, campaign, at, counts }: Person['done'][number]) {
  const row = campaignSlugs.indexOf(campaign as 'sante') + 1
  if (did === 'received') {
    const sql = `INSERT INTO messages (campaign_id, step_id, contact_id, channel, content_id, state, finished_at, created_at)
      VALUES (?, ?, ?, 'email', ?, ?, ?, 0)`
    return [db.prepare(sql).bind(row, row, id, row, counts ? 'accepted' : 'refused', at)]
  }
  if (did === 'joined' && id % 2 === 0) {
    const sql = `INSERT INTO enrollments (campaign_id, contact_id, generation, wave, language, created_at)
      VALUES (?, ?, ?, 0, 'fr', ?)`
    return [db.prepare(sql).bind(row, id, counts ? 1 : 0, at)]
  }
  if (did === 'joined') {
    const sql = `INSERT INTO signups (campaign_id, contact_id, generation, share_channel, language, state, expires_at, created_at)
      VALUES (?, ?, 1, 'whatsapp', 'fr', ?, 0, ?)`
    return [db.prepare(sql).bind(row, id, counts ? 'confirmed' : 'pending', at)]
  }
  const pseudonym = id * 10 + row
  const kind = { opened: 'open', clicked: 'click', shared: 'share' }[did]
  return [
    db
      .prepare(
        'INSERT INTO pseudonyms (campaign_id, contact_id, pseudonym, created_at) VALUES (?, ?, ?, 0) ON CONFLICT DO NOTHING',
      )
      .bind(row, id, pseudonym),
    db
      .prepare('INSERT INTO traces (pseudonym, campaign_id, kind, at, class) VALUES (?, ?, ?, ?, ?)')
      .bind(pseudonym, row, kind, at, counts ? 'human' : 'machine'),
  ]
}
