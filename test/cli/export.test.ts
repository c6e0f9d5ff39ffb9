import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { drain } from '../../src/engine/tick.ts'
import { mawjaHere } from '../support/command-line.ts'
import { temporaryFolder } from '../support/installation.ts'
import { makeWorld, people } from '../support/world.ts'

const folder = temporaryFolder()
const database = join(folder, 'export.db')
const environment = { MAWJA_DATABASE: database }
afterAll(() => rmSync(folder, { recursive: true, force: true }))

it('writes the figures of a campaign into a file', async () => {
  const world = await makeWorld(database)
  await world.import(people(60))
  await world.launch()
  await drain(world.deps)
  for (const as of ['csv', 'xlsx', 'parquet']) {
    const out = join(folder, 'new', `figures.${as}`)
    const { code, json } = await mawjaHere(environment, 'export', 'competences', '--as', as, '--out', out)
    expect(code).toBe(0)
    expect(json).toMatchObject({
      out,
      rows: expect.any(Number) as number,
      hidden: expect.any(Number) as number,
    })
    expect(existsSync(`${out}.part`)).toBe(false)
  }
  const rows = readFileSync(join(folder, 'new', 'figures.csv'), 'utf8')
    .trimEnd()
    .split('\r\n')
  expect(rows.length).toBeGreaterThan(5)
  expect(
    readFileSync(join(folder, 'new', 'figures.parquet'))
      .subarray(0, 4)
      .toString(),
  ).toBe('PAR1')
})

it('refuses what it cannot do, and leaves a file that stands there alone', async () => {
  const out = join(folder, 'kept.csv')
  writeFileSync(out, 'kept')
  const unknown = await mawjaHere(environment, 'export', 'nothing', '--as', 'csv', '--out', out)
  expect([unknown.code, readFileSync(out, 'utf8')]).toEqual([1, 'kept'])
  const wrong = [
    ['--as', 'pdf'],
    ['--as', 'csv', '--smallest', '4'],
  ]
  for (const words of wrong)
    expect(await mawjaHere(environment, 'export', 'competences', ...words, '--out', out)).toMatchObject({
      code: 2,
    })
  mkdirSync(join(folder, 'box'))
  const box = await mawjaHere(
    environment,
    'export',
    'competences',
    '--as',
    'csv',
    '--out',
    join(folder, 'box'),
  )
  expect(box).toMatchObject({ code: 1, problem: expect.stringContaining('is a folder') as string })
})
