import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Audience } from '../../src/core/audience.ts'
import { matches } from '../../src/core/audience-match.ts'
import { type AudienceScope, compileAudience } from '../../src/store/audience.ts'
import { audience, person, plain, prepareCampaigns, storePeople, subject } from '../support/audience.ts'
import { freshDb, type TestDb, testInstitution, testNow } from '../support/database.ts'

let db: TestDb
beforeAll(async () => {
  db = await freshDb()
  await testInstitution(db)
  await prepareCampaigns(db)
})
afterAll(() => db.close())

const scope = (segments: Record<string, Audience> = {}): AudienceScope => ({
  segments,
  campaigns: { rentree: 1, sante: 2 },
  now: testNow,
})

it('takes an empty cell for an absent one, whatever is asked', async () => {
  const blank = fc.sample(person, 1)[0]!
  const nobody = { ...blank, words: { ...blank.words, city: '' } }
  await storePeople(db, [nobody])
  for (const op of [
    'eq',
    'has',
    'in',
    'contains',
    'startsWith',
    'exists',
    'lt',
    'lte',
    'gt',
    'gte',
    'ne',
  ] as const) {
    const asked: Audience = { field: 'city', op, value: op === 'in' ? [''] : '' }
    const where = compileAudience(asked, scope())
    const rows = await db
      .prepare(`SELECT id FROM contacts c WHERE ${where.sql}`)
      .bind(...where.values)
      .all()
    const expected = matches(asked, subject(nobody, {}))
    expect([op, expected]).toEqual([op, op === 'ne'])
    expect([op, rows.results.length === 1]).toEqual([op, expected])
  }
})

it('the same people in core and in SQL', async () => {
  const segments = fc.record({
    one: plain,
    two: plain.map((not) => ({ all: [{ segment: 'one' }, { not }] })),
  })
  await fc.assert(
    fc.asyncProperty(
      fc.array(person, { minLength: 1, maxLength: 8 }),
      audience,
      segments,
      async (people, asked, named) => {
        await storePeople(db, people)
        const where = compileAudience(asked, scope(named))
        expect(where.sql.split('?').length - 1).toBe(where.values.length)
        const sql = `SELECT c.id FROM contacts c WHERE ${where.sql} ORDER BY c.id`
        const { results } = await db
          .prepare(sql)
          .bind(...where.values)
          .all<{ id: number }>()
        const expected = people.flatMap((one, index) => (matches(asked, subject(one, named)) ? [index] : []))
        expect(results.map((row) => row.id - 1)).toEqual(expected)
      },
    ),
    { numRuns: Number(process.env.RUNS ?? 1500) },
  )
}, 120_000)

it('finds a word in a list only where it is a member, whatever stands in quotes there', async () => {
  const lists = [
    ['Gent'],
    ['gent', 'x'],
    ['a"Gent'],
    ['Gent"'],
    ['a","Gent'],
    ['x,Gent'],
    ['Gent\\'],
    ['\\', 'Gent'],
  ]
  const nobody = fc.sample(person, 1)[0]!
  const people = lists.map((skills) => ({ ...nobody, lists: { ...nobody.lists, skills } }))
  await storePeople(db, people)
  const questions: Audience[] = [
    { field: 'skills', op: 'has', value: 'Gent' },
    { field: 'skills', op: 'in', value: ['Gent', 'Lier'] },
    { field: 'skills', op: 'in', value: ['Gent', ','] },
  ]
  for (const asked of questions) {
    const where = compileAudience(asked, scope())
    const sql = `SELECT id FROM contacts c WHERE ${where.sql} ORDER BY id`
    const found = await db
      .prepare(sql)
      .bind(...where.values)
      .all<{ id: number }>()
    expect(found.results.map((row) => row.id)).toEqual([1, 2, 8])
  }
})

it('never answers NULL, so that not means not', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(person, { minLength: 1, maxLength: 4 }), plain, async (people, asked) => {
      await storePeople(db, people)
      const where = compileAudience(asked, scope())
      const sql = `SELECT count(*) AS n FROM contacts c WHERE (${where.sql}) IS NULL`
      expect(
        (await db
          .prepare(sql)
          .bind(...where.values)
          .first())!.n,
      ).toBe(0)
    }),
    { numRuns: 100 },
  )
}, 60_000)

it('refuses segments and campaigns that are not there, and segments that contain themselves', () => {
  expect(() => compileAudience({ did: 'joined', campaign: 'x' }, scope())).toThrow(/no campaign "x"/)
  expect(() => compileAudience({ segment: 'x' }, scope())).toThrow(/no segment "x"/)
  const ring = { a: { not: { segment: 'b' } }, b: { segment: 'a' } }
  expect(() => compileAudience({ segment: 'a' }, scope(ring))).toThrow(/contains itself/)
})

it('holds long lists and deep trees within a hundred bound values', async () => {
  const many = Array.from({ length: 5000 }, (_, index) => `city ${index}`)
  const { values } = compileAudience({ field: 'city', op: 'in', value: many }, scope())
  expect(values).toHaveLength(1)
  const each = many.slice(0, 81).map((value): Audience => ({ field: 'city', op: 'eq', value }))
  expect(() => compileAudience({ any: each }, scope())).toThrow(/use "in"/)
})
