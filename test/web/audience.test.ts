import { beforeEach, describe, expect, it } from 'vitest'
import type { Audience } from '../../src/core/audience.ts'
import { addField } from '../../src/engine/fields.ts'
import { countAudience, keepSegment } from '../../src/engine/segments.ts'
import { addInstitution, listSegments, type Officer, saveOfficer } from '../../src/store/institutions.ts'
import { formOfAudience } from '../../src/web/desk/audience/form.ts'
import { fieldsOfForm } from '../../src/web/desk/audience/posted.ts'
import { toldOf } from '../../src/web/desk/audience/told.ts'
import { testNow } from '../support/database.ts'
import { dump } from '../support/dump.ts'
import { untouched } from './support/form.ts'
import { type Door, openDoor } from './support/visit.ts'

const asked: Audience = {
  all: [{ field: 'country', op: 'in', value: ['BE', 'FR'] }, { not: { did: 'joined', within: '90d' } }],
}
let door: Door
beforeEach(async () => {
  door = await openDoor()
  await keepSegment(door.deps, {
    institution: door.institution,
    slug: 'belges',
    name: 'Belges <b>',
    audience: asked,
  })
})

const english = { 'accept-language': 'en' }
const as = async (officer: Officer) => ({ ...(await door.as(officer)), ...english })
const hire = (role: string) =>
  saveOfficer(door.db, {
    institutionId: door.institution.id,
    email: `${role}2@mre.example`,
    role,
    createdAt: testNow,
  })
const saved = async (slug: string) =>
  (await listSegments(door.db, door.institution.id)).find((one) => one.slug === slug)

it('lists audiences with what they say, escaped, and changes nothing', async () => {
  const headers = await as(door.author)
  const before = dump(door.db)
  const html = await (await door.get('/desk/audiences', headers)).text()
  expect(html).toContain('Belges &lt;b&gt;')
  expect(html).toContain('hx-get="/desk/audiences/belges?part=number"')
  expect(html).toContain('People who live in Belgium or France')
  const counted = await (await door.get('/desk/audiences?count=yes', headers)).text()
  expect(counted).not.toContain('part=number')
  expect(dump(door.db)).toEqual(before)
})

it('puts an audience together with buttons alone and saves it', async () => {
  const headers = await as(door.author)
  const path = '/desk/audiences/new'
  const send = (form: Record<string, string>) => door.post(path, form, headers)
  await addField(door.deps, { name: 'arrivee', type: 'date', labels: { en: 'Year <of> arrival' } })
  let html = await (await send({ join: 'all', act: 'group', new: 'custom.arrivee' })).text()
  expect(html).toContain('Year &lt;of&gt; arrival')
  html = await (await send({ ...untouched(html, path), act: 'add:0', 'g0.new': 'skills' })).text()
  const filled = {
    ...untouched(html, path),
    'g0.r0.op': 'before',
    'g0.r0.value': '2020-01-01',
    'g0.r1.not': 'not',
    'g0.r1.value': 'nursing',
    name: 'Arrived early',
    slug: 'early',
  }
  const counted = await (await send({ ...filled, act: 'count' })).text()
  expect(counted).toContain('Year &lt;of&gt; arrival')
  expect(counted).toContain('0 people are in it.')
  expect(await saved('early')).toBeUndefined()
  const answer = await send({ ...filled, act: 'save' })
  expect([answer.status, answer.headers.get('location')]).toEqual([303, '/desk/audiences/early?done=save'])
  expect((await saved('early'))?.audience).toEqual({
    all: [
      { field: 'custom.arrivee', op: 'before', value: '2020-01-01' },
      { not: { field: 'skills', op: 'has', value: 'nursing' } },
    ],
  })
  const sql = "SELECT officer_id AS officer FROM audit WHERE act = 'segment-save' ORDER BY id DESC LIMIT 1"
  expect(await door.db.prepare(sql).first()).toEqual({ officer: door.author.id })
  const twice = await send({ ...filled, act: 'save' })
  expect(twice.status).toBe(409)
  expect(await twice.text()).toContain('Another audience has this short name already.')
})

it('opens what it saved, renames it, and keeps what cannot be lines as a source', async () => {
  const headers = await as(door.author)
  const path = '/desk/audiences/belges'
  const html = await (await door.get(path, headers)).text()
  expect(html).not.toContain('class="sentence"')
  await door.post(path, { ...untouched(html, path), name: 'Renamed', act: 'save' }, headers)
  expect(await saved('belges')).toMatchObject({ name: 'Renamed', audience: asked })
  const source = 'all: [{any: [{all: [{country: BE}]}, {city: Gent}]}, {not: {all: [{city: Namur}]}}]'
  const deep = await (await door.post(path, { name: 'Deep', source, act: 'lines' }, headers)).text()
  expect(deep).toContain('deeper than two levels')
  await door.post(path, { name: 'Deep', source, act: 'save' }, headers)
  expect(await (await door.get(path, headers)).text()).toContain('<textarea name="source"')
  const broken = await door.post(path, { name: 'Deep', source: '{<script>', act: 'count' }, headers)
  expect(broken.status).toBe(400)
  expect(await broken.text()).toContain('The source cannot be read')
})

it('says which audiences and campaigns use it, and refuses a circle', async () => {
  const headers = await as(door.author)
  const { institution } = door
  await keepSegment(door.deps, {
    institution,
    slug: 'autres',
    name: 'Autres',
    audience: { segment: 'belges' },
  })
  expect(await (await door.get('/desk/audiences/belges', headers)).text()).toContain('Audience autres')
  const circle = fieldsOfForm(formOfAudience({ segment: 'autres' })!)
  const answer = await door.post('/desk/audiences/belges', { ...circle, name: 'x', act: 'save' }, headers)
  expect(answer.status).toBe(400)
  expect(await answer.text()).toContain('would contain itself')
})

it('counts for the script what stands in the form, with reasons that add up', async () => {
  const headers = await as(door.author)
  const form = fieldsOfForm(formOfAudience(asked)!)
  const html = await (await door.post('/desk/audiences/new/count', form, headers)).text()
  const { matched, final } = await countAudience(door.deps, door.institution, asked)
  expect(html).not.toContain('<html')
  expect(html).toContain(`${matched} people are in it.`)
  expect(html).toContain(`A message would reach ${final} of them.`)
  expect(html).toContain('aria-label="Map by country: People.')
  const strange = { ...headers, origin: 'https://elsewhere.example', 'sec-fetch-site': 'cross-site' }
  expect((await door.post('/desk/audiences/new/count', form, strange)).status).toBe(403)
})

describe('who may what', () => {
  it.each(['reviewer', 'analyst'])('lets a %s look, and compose nothing', async (role) => {
    const headers = await as(await hire(role))
    const html = await (await door.get('/desk/audiences/belges', headers)).text()
    expect(html).not.toContain('id="audience"')
    expect((await door.get('/desk/audiences/belges?part=count', headers)).status).toBe(200)
    expect((await door.get('/desk/audiences/new', headers)).status).toBe(403)
    for (const path of ['belges', 'new', 'new/count'])
      expect((await door.post(`/desk/audiences/${path}`, { act: 'save' }, headers)).status).toBe(403)
  })

  it('does not know the audiences of another institution', async () => {
    const elsewhere = (await addInstitution(door.db, {
      slug: 'ailleurs',
      name: 'Ailleurs',
      country: 'BE',
      createdAt: testNow,
    }))!
    const other = await saveOfficer(door.db, {
      institutionId: elsewhere.id,
      email: 'x@mre.example',
      role: 'admin',
      createdAt: testNow,
    })
    const headers = await as(other)
    expect((await door.get('/desk/audiences/belges', headers)).status).toBe(404)
    expect((await door.post('/desk/audiences/belges', { act: 'save' }, headers)).status).toBe(404)
  })

  it('tells analysts no number under ten, nor one from which it could be found', () => {
    const funnel = {
      matched: 43,
      final: 40,
      excluded: {
        unsubscribed: 3,
        suppressed: 0,
        noConsent: 0,
        paused: 0,
        frequency: 0,
        noAddress: 0,
        noLanguage: 0,
      },
      byCountry: { FR: 25, BE: 12, NL: 3 },
      byLanguage: { fr: 40 },
    }
    const told = toldOf(funnel, true)
    expect(told.byCountry.filter(([, people]) => people === 'hidden').length).toBeGreaterThan(1)
    expect([told.matched, told.final]).toContain('hidden')
    expect(told.excluded.unsubscribed).toBe('hidden')
    expect(toldOf(funnel, false).byCountry).toEqual([
      ['FR', 25],
      ['BE', 12],
      ['NL', 3],
    ])
  })
})
