import { readXlsx } from 'hucre/xlsx'
import { parquetReadObjects } from 'hyparquet'
import { beforeEach, expect, it } from 'vitest'
import { runCommand } from '../../src/engine/commands.ts'
import { insertEvent } from '../../src/store/events.ts'
import { type Officer, saveOfficer } from '../../src/store/institutions.ts'
import { testNow } from '../support/database.ts'
import { type Door, openDoor } from './support/visit.ts'

const home = '/desk/campaigns/competences/figures'
let door: Door
beforeEach(async () => {
  door = await openDoor()
  const { id: campaignId } = await door.campaign()
  const joins = (country: string, count: number) =>
    Array.from({ length: count }, () =>
      insertEvent(door.db, { campaignId, kind: 'join', at: testNow, language: 'fr', country, generation: 1 }),
    )
  await door.db.batch([...joins('BE', 43), ...joins('FR', 52), ...joins('NL', 4)])
  await runCommand(door.deps, 'tick', {})
})

const officer = (role: string) =>
  saveOfficer(door.db, {
    institutionId: door.institution.id,
    email: `${role}@mre.example`,
    role,
    createdAt: testNow,
  })
const get = async (as: string, who: Officer) => {
  const answer = await door.get(`${home}/export.${as}`, await door.as(who))
  expect(answer.status).toBe(200)
  expect(answer.headers.get('content-disposition')).toBe(`attachment; filename="competences.${as}"`)
  return new Uint8Array(await answer.arrayBuffer())
}

it('gives the whole of the figures in three forms, the same rows in each', async () => {
  const page = await (await door.get(home, await door.as(door.author))).text()
  for (const as of ['csv', 'xlsx', 'parquet']) expect(page).toContain(`href="${home}/export.${as}"`)
  const lines = new TextDecoder()
    .decode(await get('csv', door.author))
    .trim()
    .split('\r\n')
  const rows = lines.map((line) => line.split(','))
  expect(rows[0]).toEqual([
    ...['kind', 'step', 'class', 'generation', 'language', 'country', 'variant', 'shareChannel'],
    'count',
  ])
  expect(rows.filter(([kind, ...rest]) => kind === 'join' && rest.at(-1) === '100')).toHaveLength(1)
  const { sheets } = await readXlsx(await get('xlsx', door.author))
  expect(sheets[0]!.rows.map((row) => row.map((cell) => String(cell ?? '')))).toEqual(rows)
  const file = (await get('parquet', door.author)).slice().buffer
  const objects = await parquetReadObjects({ file })
  expect(objects.map((row) => [...rows[0]!.slice(0, -1).map((name) => row[name]), row.shown])).toEqual(
    rows.slice(1),
  )
})

it('hides small numbers from everybody, and an analyst gets no other file than an officer', async () => {
  const [analyst, admin] = await Promise.all(['analyst', 'admin'].map(officer))
  const text = new TextDecoder().decode(await get('csv', analyst!))
  expect(text).toMatch(/^join,.*,NL,.*,<10\r$/m)
  expect(text).not.toMatch(/,4\r$/m)
  expect(new TextDecoder().decode(await get('csv', admin!))).toBe(text)
})

it('is nothing of another institution’s, and knows no other form', async () => {
  expect((await door.get(`${home}/export.csv`)).status).toBe(401)
  expect((await door.get(`${home}/export.pdf`, await door.as(door.author))).status).toBe(404)
})
