import { expect, it } from 'vitest'
import { remembered } from '../../src/store/remembered.ts'
import { freshDb, testInstitution } from '../support/database.ts'

async function opened() {
  const db = await freshDb()
  await testInstitution(db)
  return { db: remembered(db), raw: db.raw }
}
const sql = 'SELECT slug FROM institutions WHERE id > ?'

it('asks the same with the same values once, and gives each their own rows', async () => {
  const { db, raw } = await opened()
  const read = async (id: number) => (await db.prepare(sql).bind(id).all<{ slug: string }>()).results
  const first = await read(0)
  raw.exec("UPDATE institutions SET slug = 'other'")
  first[0]!.slug = 'changed by whoever got it'
  expect(await read(0)).toEqual([{ slug: 'mre' }])
  expect(await read(-1)).toEqual([{ slug: 'other' }])
  expect(await db.prepare(sql).bind(0).first()).toEqual({ slug: 'other' })
  expect(await db.prepare(sql).bind(0).raw()).toEqual([['other']])
})

it('forgets when something is written', async () => {
  const { db } = await opened()
  const slug = async () => (await db.prepare(sql).bind(0).first<{ slug: string }>())!.slug
  const write = (to: string) => db.prepare('UPDATE institutions SET slug = ?').bind(to)
  expect(await slug()).toBe('mre')
  await write('one').run()
  expect(await slug()).toBe('one')
  await db.batch([write('two')])
  expect(await slug()).toBe('two')
  const three =
    "WITH t AS (SELECT 'three' AS slug) UPDATE institutions SET slug = (SELECT slug FROM t) RETURNING slug"
  await db.prepare(three).first()
  expect(await slug()).toBe('three')
})
