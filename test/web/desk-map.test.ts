import { beforeEach, expect, it } from 'vitest'
import { insertEvent } from '../../src/store/events.ts'
import { type Officer, saveOfficer } from '../../src/store/institutions.ts'
import { testNow } from '../support/database.ts'
import { type Door, openDoor } from './support/visit.ts'

const campaign = '/desk/campaigns/competences'
let door: Door
beforeEach(async () => {
  door = await openDoor()
  const { id: campaignId } = await door.campaign()
  const joins = (count: number, country: string | null) =>
    Array.from({ length: count }, () =>
      insertEvent(door.db, {
        campaignId,
        kind: 'join',
        at: testNow,
        language: 'fr',
        generation: 1,
        ...(country ? { country } : {}),
      }),
    )
  await door.db.batch([...joins(40, 'FR'), ...joins(12, 'BE'), ...joins(7, 'NL'), ...joins(21, 'CA')])
  const skill = (name: string, country: string, count: number) =>
    door.db
      .prepare('INSERT INTO skill_tallies (campaign_id, skill, country, count) VALUES (?, ?, ?, ?)')
      .bind(campaignId, name, country, count)
  await door.db.batch([
    skill('soudure', 'FR', 60),
    skill('soudure', 'MA', 30),
    skill('soudure', 'SE', 4),
    skill('soudure', '', 15),
  ])
})

const officer = (role: string) =>
  saveOfficer(door.db, {
    institutionId: door.institution.id,
    email: `${role}@mre.example`,
    role,
    createdAt: testNow,
  })
const read = async (path: string, who: Officer) => {
  const answer = await door.get(path, await door.as(who))
  expect(answer.status, path).toBe(200)
  return (await answer.text()).replace(/[\u00a0\u202f]/g, ' ').replace(/[\u2066-\u2069]/g, '')
}
const mapIn = (html: string) => /<figure class="map">.*?<\/figure>/s.exec(html)?.[0] ?? ''
const titlesIn = (html: string) => [...mapIn(html).matchAll(/<title>(.*?)<\/title>/g)].map(([, one]) => one)

it('shows officers who joined where, with what the map leaves out', async () => {
  const html = await read(`${campaign}/figures`, door.author)
  expect(titlesIn(html)).toEqual(expect.arrayContaining(['France – 40', 'Belgique – 12', 'Pays-Bas – 7']))
  expect(titlesIn(html)).toContain('Canada – 21')
  expect(mapIn(html)).toContain('role="img" aria-label="Carte par pays : Ont rejoint.')
  expect(mapIn(html)).toContain('sans aucune frontière')
  expect(mapIn(html)).toContain('le reste du monde')
  expect(html).not.toMatch(/\sstyle="|<style/)
})

it('tells an analyst and a report no small number, neither in words nor by a size', async () => {
  const pages = [
    await read(`${campaign}/figures`, await officer('analyst')),
    await read(`${campaign}/report`, door.author),
  ]
  for (const html of pages) {
    const titles = titlesIn(html)
    expect(titles).toContain('France – 40')
    expect(titles).toContain('Pays-Bas – masqué')
    expect(titles.filter((title) => /– \d$/.test(title!))).toEqual([])
    const hollow = [...mapIn(html).matchAll(/<circle [^>]*r="([^"]+)"[^>]*><title>[^<]*masqué/g)]
    expect(hollow.length).toBeGreaterThan(1)
    expect(new Set(hollow.map(([, r]) => r)).size).toBe(1)
    expect(mapIn(html)).toContain('Un cercle creux')
  }
})

it('hides on the map of a skill what its table and its file hide', async () => {
  const path = `${campaign}/figures/skills?skill=soudure`
  const open = await read(path, door.author)
  expect(titlesIn(open)).toEqual(['France – 60', 'Maroc – 30', 'Suède – 4'])
  expect(mapIn(open)).toContain('Qui n’a pas de pays connu')
  expect(mapIn(await read(`${campaign}/figures/skills`, door.author))).toBe('')
  const analyst = await officer('analyst')
  const file = await read(`${campaign}/figures/skills.csv?skill=soudure`, analyst)
  const told = Object.fromEntries(file.split('\r\n').map((line) => line.split(',') as [string, string]))
  const titles = titlesIn(await read(path, analyst))
  expect(told.SE).toBe('hidden')
  for (const [code, name] of [
    ['FR', 'France'],
    ['MA', 'Maroc'],
    ['SE', 'Suède'],
  ] as const)
    expect(titles).toContain(`${name} – ${told[code] === 'hidden' ? 'masqué' : told[code]}`)
})

it('has the map in the reader’s language', async () => {
  const headers = { ...(await door.as(door.author)), 'accept-language': 'ar' }
  const html = await (await door.get(`${campaign}/figures`, headers)).text()
  expect(mapIn(html)).toContain('خريطة حسب البلدان')
  expect(titlesIn(html.replace(/[\u2066-\u2069]/g, ''))).toContain('فرنسا – 40')
})
