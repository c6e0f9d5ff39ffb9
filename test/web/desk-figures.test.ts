import { beforeEach, expect, it } from 'vitest'
import { cascade } from '../../src/engine/cascade.ts'
import { stats } from '../../src/engine/stats.ts'
import { insertEvent } from '../../src/store/events.ts'
import { addInstitution, type Officer, saveOfficer } from '../../src/store/institutions.ts'
import { csvOf } from '../../src/web/desk/analyst/panel.ts'
import { testNow } from '../support/database.ts'
import { dump } from '../support/dump.ts'
import { type Door, openDoor } from './support/visit.ts'

const home = '/desk/campaigns/competences/figures'
const pages = [home, `${home}/spread`, `${home}/experiment`, `${home}/skills`, '/desk/figures']
let door: Door
beforeEach(async () => {
  door = await openDoor()
  await spread()
})

async function spread(): Promise<void> {
  const { id: campaignId } = await door.campaign()
  const many = (count: number, kind: string, more: object = {}) =>
    Array.from({ length: count }, () =>
      insertEvent(door.db, { campaignId, kind, at: testNow, language: 'fr', country: 'FR', ...more }),
    )
  await door.db.batch([
    ...many(40, 'click', { class: 'human' }),
    ...many(7, 'click', { class: 'machine' }),
    ...many(3, 'visit', { class: 'human', shareChannel: 'whatsapp' }),
    ...many(60, 'visit', { class: 'human', shareChannel: 'qr' }),
    ...many(25, 'visit', { class: 'human', shareChannel: 'x' }),
    ...many(30, 'join', { generation: 1 }),
    ...many(12, 'join', { generation: 2, country: 'BE' }),
    ...many(4, 'join', { generation: 2, country: 'NL' }),
  ])
}

const officer = (role: string, institutionId = door.institution.id) =>
  saveOfficer(door.db, { institutionId, email: `${role}@mre.example`, role, createdAt: testNow })
const read = async (path: string, who: Officer) => {
  const answer = await door.get(path, await door.as(who))
  expect(answer.status, path).toBe(200)
  return answer.text()
}
const cells = (csv: string) =>
  csv
    .replace('\ufeff', '')
    .trim()
    .split('\r\n')
    .map((line) => line.split(','))
const byFirst = (csv: string): Record<string, string[]> =>
  Object.fromEntries(cells(csv).map(([first, ...rest]) => [first, rest]))

it('says what stats and cascade say', async () => {
  const figures = await stats(door.deps, await door.campaign())
  const told = byFirst(await read(`${home}/funnel.csv`, door.author))
  const text = (...numbers: number[]) => numbers.map(String)
  expect(told).toEqual({
    step: ['human', 'raw'],
    sent: text(figures.sent, figures.sent),
    clicks: text(figures.clicks.human, figures.clicks.raw),
    visits: text(figures.visits.human, figures.visits.raw),
    shares: text(figures.shares, 0),
    joins: text(figures.joins, figures.joins),
  })
  expect(told.clicks).toEqual(['40', '47'])
  const { generations, rAll } = await cascade(door.deps, await door.campaign())
  const rows = cells(await read(`${home}/generations.csv`, door.author)).slice(1)
  expect(rows.map(([generation, people]) => [generation, people])).toEqual(
    generations.map((one) => text(one.generation, one.participants)),
  )
  const { all } = byFirst(await read(`${home}/reproduction.csv`, door.author))
  expect(all).toEqual(rAll.tooEarly ? ['', '', ''] : [rAll.estimate, rAll.low, rAll.high].map(String))
})

it('has in each file what its table shows', async () => {
  const html = (await read(home, door.author)).replace(/[\u00a0\u202f]/g, '')
  for (const name of ['funnel', 'languages', 'countries', 'channels', 'hours']) {
    const [, section = ''] =
      new RegExp(`aria-labelledby="${name}-title">(.*?)</section></section>|x`, 's').exec(html) ?? []
    const [, table = ''] = new RegExp(`id="${name}-title".*?<tbody>(.*?)</tbody>`, 's').exec(html) ?? []
    const shown = [...table.matchAll(/<tr>(.*?)<\/tr>/gs)].map(([, row]) =>
      [...row!.matchAll(/<td class="number">(.*?)<\/td>/gs)].map(([, cell]) => cell!.replace(/<[^>]+>/g, '')),
    )
    const file = cells(await read(`${home}/${name}.csv`, door.author)).slice(1)
    expect(section.length + shown.length, name).toBeGreaterThan(0)
    expect(shown, name).toEqual(file.map(([, ...values]) => values.map((value) => value || '–')))
  }
})

it('changes nothing and writes no style into its pages', async () => {
  const headers = await door.as(door.author)
  await read(home, door.author)
  const before = dump(door.db)
  for (const path of pages) {
    const html = await (await door.get(path, headers)).text()
    expect(html, path).not.toMatch(/\sstyle="|<style|<script/)
  }
  expect(dump(door.db)).toEqual(before)
})

it('tells an analyst no small number, in a table, a drawing or a file', async () => {
  const analyst = await officer('analyst')
  const files = [
    'funnel',
    'languages',
    'countries',
    'channels',
    'hours',
    'generations',
    'cascade',
    'experiment',
  ]
  for (const name of files) {
    const rows = cells(await read(`${home}/${name}.csv`, analyst)).slice(1)
    const numbers = rows.flatMap(([, ...values]) => values.slice(0, 2)).filter((value) => /^\d+$/.test(value))
    expect(
      numbers.filter((value) => Number(value) < 10),
      name,
    ).toEqual([])
  }
  // 3 visits of 88 would follow from the other two.
  const channels = byFirst(await read(`${home}/channels.csv`, analyst))
  expect(Object.values(channels).filter(([, visits]) => visits === 'hidden').length).toBeGreaterThan(1)
  const html = await read(home, analyst)
  expect(html).not.toMatch(/<text[^>]*fill="var\(--ink\)"[^>]*>[1-9]<\/text>/)
})

it('compares campaigns, sorted as asked', async () => {
  const html = await read('/desk/figures?sort=joins', door.author)
  expect(html).toContain('aria-sort="descending"')
  const [head, row] = cells(await read('/desk/figures.csv', door.author))
  const figures = await stats(door.deps, await door.campaign())
  expect(head).toEqual(['campaign', 'sent', 'r', 'gain', 'clicks', 'joins', 'unsubscribes', 'complaints'])
  expect(row![0]).toBe('competences')
  expect(Number(row![5])).toBeCloseTo((figures.joins * 1000) / figures.sent)
  expect(Number(row![4])).toBeCloseTo((figures.clicks.human * 100) / figures.sent)
})

it('is not there for another institution', async () => {
  const other = await addInstitution(door.db, {
    slug: 'autre',
    name: 'Autre',
    country: 'FR',
    createdAt: testNow,
  })
  const stranger = await door.as(await officer('officer', other!.id))
  for (const path of [...pages.slice(0, 4), `${home}/funnel.csv`])
    expect((await door.get(path, stranger)).status, path).toBe(404)
  expect(await (await door.get('/desk/figures.csv', stranger)).text()).not.toContain('competences')
})

it('writes a file that no spreadsheet takes for a formula', () => {
  const panel = { name: 'x', title: '', lead: '', first: { key: 'skill', title: '' }, notes: [], chart: null }
  const rows = [{ key: '=cmd|x', label: '', values: ['hidden' as const, null, 1.5] }]
  const columns = ['a', 'b', 'c'].map((key) => ({ key, title: '' }))
  expect(csvOf({ ...panel, columns, rows })).toBe(`skill,a,b,c\r\n"'=cmd|x",hidden,,1.5\r\n`)
})
