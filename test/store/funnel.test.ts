import fc from 'fast-check'
import { beforeEach, expect, it } from 'vitest'
import { chooseLanguage, languageTags } from '../../src/core/language.ts'
import { audienceQuestion, funnel } from '../../src/engine/funnel.ts'
import {
  clocksOf,
  countFunnel,
  countFunnelByClock,
  exclusions,
  type FunnelQuestion,
  judged,
  languageListsOf,
} from '../../src/store/funnel.ts'
import { suppress } from '../../src/store/people.ts'
import { freshDb, storeDeps, type TestDb, testInstitution, testNow } from '../support/database.ts'

type Person = {
  languages?: string[]
  country?: string | null
  timeZone?: string | null
  consentEmail?: 'given' | 'withdrawn' | null
  email?: boolean
  suppressed?: string | null
  kind?: string
  pending?: boolean
  leftLists?: string[]
  pausedUntil?: number
  monthlyCap?: number
  institution?: number
}

let db: TestDb
beforeEach(async () => {
  db = await freshDb()
  await testInstitution(db, 'mre')
  await testInstitution(db, 'other')
})

const add = (id: number, it: Person) => {
  const institution = it.institution ?? 1
  return [
    db
      .prepare(
        `INSERT INTO contacts (id, institution_id, kind, languages, country, time_zone, consent_email, pending_since,
           left_lists, paused_until, monthly_cap, created_at, updated_at)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0)`,
      )
      .bind(
        id,
        institution,
        it.kind ?? 'person',
        JSON.stringify(it.languages ?? ['fr']),
        it.country ?? null,
        it.timeZone ?? null,
        it.consentEmail === undefined ? 'given' : it.consentEmail,
        it.pending ? 1 : null,
        JSON.stringify(it.leftLists ?? []),
        it.pausedUntil ?? null,
        it.monthlyCap ?? null,
      ),
    ...(it.email === false
      ? []
      : [
          db
            .prepare(
              "INSERT INTO addresses (institution_id, contact_id, channel, value, hash) VALUES (?, ?, 'email', ?, ?)",
            )
            .bind(institution, id, `p${id}@x.example`, `h${id}`),
        ]),
    ...(it.suppressed
      ? [suppress(db, { institutionId: institution, hash: `h${id}`, reason: it.suppressed, now: 0 })]
      : []),
  ]
}
const everybody = (
  answers: Record<string, string>,
  change: Partial<FunnelQuestion> = {},
): FunnelQuestion => ({
  institutionId: 1,
  audience: { all: [] },
  segments: {},
  campaigns: {},
  now: testNow,
  most: true,
  answers,
  fallback: null,
  campaignId: null,
  list: 'lettre',
  notice: false,
  cap: null,
  ...change,
})
const french = { '["fr"]': 'fr' }
const verdicts = async (question: FunnelQuestion) => {
  const { sql, values } = judged(question)
  const { results } = await db
    .prepare(`SELECT id, verdict, language FROM (${sql}) ORDER BY id`)
    .bind(...values)
    .all<{ id: number; verdict: string; language: string | null }>()
  return results
}

it('gives every reason, the first that holds', async () => {
  await db.batch(
    [
      {},
      { consentEmail: 'withdrawn' as const, suppressed: 'complaint', email: true },
      { suppressed: 'unsubscribed' },
      { suppressed: 'complaint', consentEmail: null },
      { consentEmail: null },
      { email: false },
      { languages: ['de'] },
      { consentEmail: 'withdrawn' as const, email: false },
      { consentEmail: null, email: false, languages: [] },
      { kind: 'account' },
      { pending: true },
      { institution: 2 },
    ].flatMap((person, index) => add(index + 1, person)),
  )
  expect((await verdicts(everybody(french))).map((row) => row.verdict)).toEqual([
    'final',
    'unsubscribed',
    'unsubscribed',
    'suppressed',
    'noConsent',
    'noAddress',
    'noLanguage',
    'unsubscribed',
    'noConsent',
  ])
  const answer = await funnel(storeDeps(db), everybody(french))
  expect(answer).toEqual({
    matched: 9,
    excluded: {
      unsubscribed: 3,
      suppressed: 1,
      noConsent: 2,
      paused: 0,
      frequency: 0,
      noAddress: 1,
      noLanguage: 1,
    },
    final: 1,
    byLanguage: { fr: 1 },
    byCountry: { '': 1 },
  })
})

it('heeds a suppression of its own institution only', async () => {
  await db.batch(add(1, {}))
  await suppress(db, { institutionId: 2, hash: 'h1', reason: 'complaint', now: 0 }).run()
  expect(await verdicts(everybody(french))).toMatchObject([{ verdict: 'final' }])
})

const wish = fc.constantFrom(
  'fr',
  'FR',
  'fr-BE',
  'ar',
  'ary',
  'ary-Latn',
  'ARY-Arab',
  'zgh-Tfng',
  'nl-BE',
  'de',
  'xx',
  'en-Latn-GB',
)
const people = fc.array(
  fc.record({
    languages: fc.array(wish, { maxLength: 4 }),
    country: fc.constantFrom('BE', 'FR', null),
    timeZone: fc.constantFrom('Europe/Paris', null),
    consentEmail: fc.constantFrom('given' as const, 'withdrawn' as const, null),
    email: fc.boolean(),
    suppressed: fc.constantFrom('unsubscribed', 'unknown_user', null),
  }),
  { maxLength: 12 },
)

it('counts each matched contact once, in the language that core would choose', async () => {
  const covered = fc.subarray([...languageTags])
  await fc.assert(
    fc.asyncProperty(
      people,
      covered,
      fc.constantFrom('fr', 'en', null),
      fc.boolean(),
      async (persons, ready, wanted, most) => {
        const fallback = wanted && ready.includes(wanted) ? wanted : null
        await db.batch([
          db.prepare('DELETE FROM contacts'),
          db.prepare('DELETE FROM suppressions'),
          ...persons.flatMap((person, index) => add(index + 1, person)),
        ])
        const lists = await languageListsOf(db, { institutionId: 1, most })
        const answers = Object.fromEntries(
          lists.flatMap((list) => pair(list, chooseLanguage(JSON.parse(list), ready, fallback))),
        )
        const question = everybody(answers, { fallback, most })
        const rows = await verdicts(question)
        expect(rows.map((row) => row.language)).toEqual(
          persons.map((person) => chooseLanguage(person.languages, ready, fallback)),
        )
        const counted = await countFunnel(db, question)
        expect(counted.reduce((sum, row) => sum + row.count, 0)).toBe(persons.length)
        for (const row of counted) expect([...exclusions, 'final']).toContain(row.verdict)
        const final = rows.filter((row) => row.verdict === 'final').length
        const clocks = clocksOf(await countFunnelByClock(db, question))
        expect(clocks.reduce((sum, row) => sum + row.count, 0)).toBe(final)
      },
    ),
    { numRuns: 150 },
  )
}, 120_000)

const pair = (list: string, language: string | null) => (language ? [[list, language] as const] : [])

it('asks with every language Mawja speaks when only an audience is given', async () => {
  await db.batch([
    ...add(1, { languages: ['ary'] }),
    ...add(2, { languages: ['ja', 'nl-BE'] }),
    ...add(3, { languages: [] }),
  ])
  const question = await audienceQuestion(storeDeps(db), 1, { all: [] })
  expect(await verdicts(question)).toEqual([
    { id: 1, verdict: 'final', language: 'ary' },
    { id: 2, verdict: 'final', language: 'nl' },
    { id: 3, verdict: 'noLanguage', language: null },
  ])
})
