import { beforeEach, describe, expect, it } from 'vitest'
import { runCommand } from '../../src/engine/commands.ts'
import { customFieldsOf } from '../../src/store/custom-fields.ts'
import type { Institution } from '../../src/store/institutions.ts'
import { freshDb, storeDeps, type TestDb, testInstitution, testNow } from '../support/database.ts'
import { consentedAt, contactOf, countOf, importFile } from '../support/importing.ts'

let db: TestDb
let institution: Institution
beforeEach(async () => {
  db = await freshDb()
  institution = await testInstitution(db)
})
const bring = (file: string, more = {}) => importFile(db, institution, file, more)

const concept = 'http://data.europa.eu/esco'
const row = `a@x.example,@Amina_T,Soudeuse <${concept}/occupation/o1>,soudure|Brasage <${concept}/skill/s1>|${concept}/skill/s2,12/05/1984,2e`

it.each([
  ['French', 'Courriel,Telegram,Métier,Compétences,Date de naissance,Génération'],
  ['English', 'E-mail,Telegram name,Occupation,Skills,Date of birth,Diaspora generation'],
  ['Arabic', 'البريد الإلكتروني,تلغرام,المهنة,المهارات,تاريخ الميلاد,الجيل'],
])('every field under %s headers', async (_, header) => {
  const answer = await bring(`${header}\n${row}\n`)
  expect(answer).toMatchObject({ created: 1, errors: [] })
  expect(answer.columns.map(({ field }) => field)).toEqual([
    'email',
    'telegram',
    'occupation',
    'skills',
    'birthDecade',
    'diasporaGeneration',
  ])
  expect(await contactOf(db, 'a@x.example')).toMatchObject({
    telegram: 'amina_t',
    occupation: 'Soudeuse',
    occupation_uri: `${concept}/occupation/o1`,
    skills: '["soudure","Brasage"]',
    skill_uris: `["${concept}/skill/s1","${concept}/skill/s2"]`,
    birth_decade: 1980,
    diaspora_generation: 2,
    custom: '{}',
    last_act_at: consentedAt,
    utf8: 0,
  })
  expect(JSON.stringify(db.raw.prepare('SELECT * FROM contacts').all())).not.toContain('1984')
})

it('puts labels and ESCO addresses of several columns together', async () => {
  const header = 'email,skills,skillUris,occupation,occupationUri'
  const cells = `a@x.example,soudure <${concept}/skill/s1>,${concept}/skill/s1|${concept}/skill/s2,Soudeur,${concept}/isco/C7212`
  await bring(`${header}\n${cells}\n`)
  expect(await contactOf(db, 'a@x.example')).toMatchObject({
    skills: '["soudure"]',
    skill_uris: `["${concept}/skill/s1","${concept}/skill/s2"]`,
    occupation: 'Soudeur',
    occupation_uri: `${concept}/isco/C7212`,
  })
})

it.each([
  ['skills', 'x <http://elsewhere.example/skill>', /ESCO skill/],
  ['occupationUri', `${concept}/skill/s1`, /ESCO occupation/],
  ['birthDecade', '1979-1981', /decade/],
  ['diasporaGeneration', '7', /generation/],
  ['telegram', '@a b', /Telegram/],
  ['city', '#N/A', /error/],
  ['city', 'x'.repeat(3000), /longer/],
])('refuses a row for its %s', async (column, text, reason) => {
  const answer = await bring(`email,${column}\na@x.example,${text}\n`)
  expect(answer).toMatchObject({ rows: 1, refused: 1, errors: [{ row: 2, column }] })
  expect(answer.errors[0]!.reason).toMatch(reason)
  expect(countOf(db, 'contacts')).toBe(0)
})

it('finds people by Telegram, and flags addresses that need SMTPUTF8', async () => {
  await bring('telegram,city\n@amina_t,Gent\n')
  expect(await bring('email,telegram\nrené@x.example,@AMINA_T\n')).toMatchObject({ updated: 1, created: 0 })
  expect(await contactOf(db, 'rené@x.example')).toMatchObject({ city: 'Gent', telegram: 'amina_t', utf8: 1 })
  expect(await bring('email\nzoé@x.example\n')).toMatchObject({ created: 1 })
  expect(await contactOf(db, 'zoé@x.example')).toMatchObject({ utf8: 1 })
})

describe('consent by row', () => {
  const none = { source: null, consentedAt: null }
  const consents = () =>
    db.raw.prepare('SELECT at, source FROM consents ORDER BY contact_id, id').all() as { at: number }[]

  it('takes source and date from the row', async () => {
    const file =
      'email,Source du consentement,Date du consentement\na@x.example,Salon,01/06/2025\nb@x.example,Forum,2024-03-02\n'
    expect(await bring(file, none)).toMatchObject({ created: 2, refused: 0 })
    const all = [
      { at: Date.UTC(2025, 5, 1), source: 'Salon' },
      { at: Date.UTC(2024, 2, 2), source: 'Forum' },
    ]
    expect(consents()).toEqual(all)
    expect(await contactOf(db, 'b@x.example')).toMatchObject({ last_act_at: Date.UTC(2024, 2, 2) })
    expect(await bring(file, none)).toMatchObject({ unchanged: 2, updated: 0 })
    expect(consents()).toEqual(all)
  })

  it('refuses rows without, in the future or unreadable', async () => {
    const answer = await bring(
      `email,consentSource,consentedAt\na@x.example,,2025-06-01\nb@x.example,Salon,\nc@x.example,Salon,2099-01-01\nd@x.example,Salon,soon\ne@x.example,Salon,2025-06-01\n`,
      none,
    )
    expect(answer).toMatchObject({ rows: 5, created: 1, refused: 4 })
    expect(answer.errors.map(({ row: at, column, reason }) => [at, column, reason])).toEqual([
      [2, 'consentSource', 'no source of consent'],
      [3, 'consentedAt', 'no date of consent'],
      [4, 'consentedAt', 'a consent in the future'],
      [5, 'consentedAt', 'not a date (2026-03-01)'],
    ])
  })

  it('falls back to what was said for the whole file', async () => {
    await bring('email,consentedAt\na@x.example,2024-03-02\nb@x.example,\n')
    expect(consents()).toEqual([
      { at: Date.UTC(2024, 2, 2), source: 'Salon 2025' },
      { at: consentedAt, source: 'Salon 2025' },
    ])
  })

  it('keeps each consent of a person who stands there twice', async () => {
    const file =
      'email,consentSource,consentedAt\na@x.example,Salon,2025-06-01\na@x.example,Forum,2025-07-01\n'
    await bring(file, none)
    expect(consents()).toHaveLength(2)
    expect(await bring(file, none)).toMatchObject({ unchanged: 2 })
    expect(consents()).toHaveLength(2)
  })

  it('refuses a file where neither says it', async () => {
    await expect(bring('email\na@x.example\n', none)).rejects.toMatchObject({ key: 'source' })
    await expect(bring('email\na@x.example\n', { consentedAt: null })).rejects.toMatchObject({
      key: 'consented-at',
    })
    expect(countOf(db, 'imports')).toBe(0)
  })
})

describe("an institution's own fields", () => {
  const add = (name: string, type: string, more = {}) =>
    runCommand(storeDeps(db), 'field add', { name, type, ...more })

  it('are checked by their type', async () => {
    await add('membre_depuis', 'date')
    await add('cotisation', 'number')
    await add('bénévole', 'boolean')
    await add('statut', 'choice', { choices: ['Membre', 'Bureau'], labels: { fr: 'Statut' } })
    const header = 'email,Membre depuis,cotisation,bénévole,statut,note'
    const map = { 'Membre depuis': 'custom.membre_depuis' }
    const good = await bring(`${header}\na@x.example,01/09/2019,"12,50",oui,BUREAU,007\n`, { map })
    expect(good).toMatchObject({ created: 1, errors: [] })
    expect(JSON.parse((await contactOf(db, 'a@x.example'))!.custom as string)).toEqual({
      membre_depuis: '2019-09-01',
      cotisation: 12.5,
      bénévole: 'true',
      statut: 'Bureau',
      note: '007',
    })
    const bad = await bring(`${header}\nb@x.example,hier,cher,bof,autre,x\n`, { map })
    expect(bad).toMatchObject({ refused: 1 })
    expect(bad.errors.map(({ column }) => column)).toEqual([
      'Membre depuis',
      'cotisation',
      'bénévole',
      'statut',
    ])
  })

  it('are declared once, with a type that stays', async () => {
    await add('statut', 'choice', { choices: ['a', 'b'] })
    await add('statut', 'choice', { choices: ['a', 'b', 'c'] })
    expect(await customFieldsOf(db, institution.id)).toEqual([
      { name: 'statut', type: 'choice', choices: ['a', 'b', 'c'] },
    ])
    await expect(add('statut', 'text')).rejects.toMatchObject({ key: 'field-type' })
    await expect(add('city', 'text')).rejects.toMatchObject({ key: 'field' })
    await expect(add('x', 'choice')).rejects.toMatchObject({ key: 'choices' })
    await expect(add('x', 'choice', { choices: ['A', 'a'] })).rejects.toMatchObject({ key: 'choices' })
    await expect(add('x', 'text', { choices: ['a'] })).rejects.toMatchObject({ key: 'choices' })
    await expect(add('a b', 'text')).rejects.toMatchObject({ key: 'input' })
  })
})

it('says in a dry run what each column was taken for, and writes nothing', async () => {
  const answer = await bring('Courriel,Ville,Note,\na@x.example,Gent,7,\n', {
    dryRun: true,
    map: { Note: '-' },
  })
  expect(answer.columns).toEqual([
    { column: 'Courriel', field: 'email' },
    { column: 'Ville', field: 'city' },
    { column: 'Note', field: null },
    { column: '', field: null },
  ])
  expect(['contacts', 'imports', 'audit'].map((table) => countOf(db, table))).toEqual([0, 0, 0])
})

it('keeps the hash of the file, who brought it and how it ended', async () => {
  const file = 'email\na@x.example\n'
  await bring(file, { officerId: 7, now: testNow })
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(file))
  expect(db.raw.prepare('SELECT state, holder, file_hash, officer_id FROM imports').get()).toEqual({
    state: 'done',
    holder: null,
    file_hash: Buffer.from(digest).toString('hex'),
    officer_id: 7,
  })
})
