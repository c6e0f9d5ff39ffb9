import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { emailCampaign } from '../core/cascade/simulate.ts'
import { mawja, mawjaHere } from '../support/command-line.ts'
import { temporaryFolder } from '../support/installation.ts'

const folder = temporaryFolder()
const environment = { MAWJA_DATABASE: join(folder, 'none.db') }
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function file(name: string, rows: string[]): string {
  const path = join(folder, name)
  writeFileSync(path, `tree,node,parent,minutes\n${rows.join('\n')}\n`)
  return path
}

function campaignFile(name: string, seed: number): string {
  const { nodes, tree, parent, minutes } = emailCampaign(seed, 300, 10_080)
  const rows = Array.from({ length: nodes }, (_, node) =>
    [tree[node], node, parent[node]! < 0 ? '' : parent[node], minutes[node]!.toFixed(2)].join(','),
  )
  return file(name, rows)
}

const trees = campaignFile('trees.csv', 1)
const history = campaignFile('history.csv', 2)
const broken = file('broken.csv', ['t,a,,0', 't,b,z,1'])
const asked = ['forecast', '--tree', trees, '--at', '1440', '--horizon', '10080']
const keys = ['benchmark', 'forecast', 'high50', 'high80', 'low50', 'low80', 'observed']

it('forecasts a tree file, in a process of its own', async () => {
  const { code, json, problem } = await mawja(environment, ...asked, '--per-tree', '--history', history)
  expect([code, problem]).toEqual([0, ''])
  expect(Object.keys(json).sort()).toEqual([...keys, 'perTree'].sort())
  const { perTree } = json as { perTree: Record<string, unknown>[] }
  expect(perTree).toHaveLength(300)
  expect(Object.keys(perTree[0]!).sort()).toEqual([...keys, 'tree'].sort())
}, 60_000)

it('needs no history, and says the same each time', async () => {
  const { code, json } = await mawjaHere(environment, ...asked)
  expect([code, Object.keys(json).sort()]).toEqual([0, keys])
  expect(json.benchmark).toBe(json.observed)
  expect((await mawjaHere(environment, ...asked)).json).toEqual(json)
})

it('refuses in one line, with the row, either file', async () => {
  const line = `${broken}: row 3: its parent "z" is no node of the same tree\n`
  const wrong = ['forecast', '--tree', broken, '--at', '1', '--horizon', '2']
  expect(await mawjaHere(environment, ...wrong)).toMatchObject({ code: 1, out: '', problem: line })
  expect(await mawjaHere(environment, ...asked, '--history', broken)).toMatchObject({
    code: 1,
    problem: line,
  })
  const gone = join(folder, 'gone.csv')
  expect(await mawjaHere(environment, ...asked, '--history', gone)).toMatchObject({
    code: 1,
    problem: `${gone}: there is no such file\n`,
  })
})

it('tells wrong usage from a refusal', async () => {
  const wrong = [
    ['forecast'],
    ['forecast', 'rentree', '--tree', trees, '--at', '1', '--horizon', '2'],
    ['forecast', 'rentree', '--at', '1'],
    ['forecast', '--tree', trees, '--at', '1'],
    ['forecast', '--tree', trees, '--at', 'soon', '--horizon', '2'],
    ['forecast', '--tree', trees, '--at', '3', '--horizon', '2'],
    ['forecast', 'rentree', '--days', '0'],
    ['forecast', 'plan', '--days', '3'],
  ]
  for (const words of wrong) expect((await mawjaHere(environment, ...words)).code).toBe(2)
  expect(await mawjaHere(environment, 'forecast', 'rentree')).toMatchObject({ code: 1 })
})

it('plans before a launch', async () => {
  const plan = ['--days', '2', '--share-rate', '0.1', '--conversion', '2', '--delay-hours', '5']
  const told = await mawjaHere(environment, 'forecast', 'plan', '--seeds-per-day', '100', ...plan)
  expect(told).toMatchObject({ code: 0, json: { r: 0.2, seeds: 200 } })
  expect(await mawjaHere(environment, 'forecast', 'plan', '--seeds-per-day', '0', ...plan)).toMatchObject({
    code: 1,
    problem: '--seeds-per-day: write a whole number from 1\n',
  })
})
