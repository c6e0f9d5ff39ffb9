import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { mawja, mawjaHere } from '../support/command-line.ts'
import { temporaryFolder } from '../support/installation.ts'

const folder = temporaryFolder()
const environment = { MAWJA_DATABASE: join(folder, 'none.db') }
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function file(name: string, ...rows: string[]): string {
  const path = join(folder, name)
  writeFileSync(path, `tree,node,parent,minutes\n${rows.join('\n')}\n`)
  return path
}

const trees = file('trees.csv', 'star,s,-1,0', 'star,a,s,10', 'star,b,s,20', 'star,c,s,30', 'lone,s,,5')

const keys = [
  'backwards',
  'delayLaw',
  'depth',
  'dispersion',
  'dispersionInterval',
  'gain',
  'generationMinutes',
  'nodes',
  'rSeed',
  'rViral',
  'shareBringing80',
  'structuralVirality',
  'topShare',
  'trees',
]

it('measures a tree file, in a process of its own', async () => {
  const { code, json, problem } = await mawja(environment, 'cascade', '--tree', trees, '--per-tree')
  expect([code, problem]).toEqual([0, ''])
  expect(Object.keys(json).sort()).toEqual([...keys, 'perTree'].sort())
  expect(json).toMatchObject({
    trees: 2,
    nodes: 5,
    depth: 1,
    structuralVirality: { median: 1.5, max: 1.5 },
    rSeed: { estimate: 1.5, tooEarly: true },
    rViral: { estimate: 0, low: 0 },
    generationMinutes: { median: 20, p90: 28 },
    perTree: [
      { tree: 'star', nodes: 4, depth: 1, maxBreadth: 3, structuralVirality: 1.5 },
      { tree: 'lone', nodes: 1, depth: 0, maxBreadth: 1, structuralVirality: null },
    ],
  })
}, 60_000)

it('sees at a moment only what was there', async () => {
  const { json } = await mawjaHere(environment, 'cascade', '--tree', trees, '--at', '20.5')
  expect(Object.keys(json).sort()).toEqual(keys)
  expect(json).toMatchObject({ trees: 2, nodes: 4, rSeed: { tooEarly: true } })
  const early = await mawjaHere(environment, 'cascade', '--tree', trees, '--at=-1')
  expect(early).toMatchObject({ code: 1, problem: expect.stringContaining('by minute -1') as string })
})

it('says on stderr which nodes stand before their parent, and goes on', async () => {
  const odd = file('odd.csv', 't,a,,10', 't,b,a,4')
  const { code, problem, json } = await mawjaHere(environment, 'cascade', '--tree', odd)
  expect([code, json.backwards]).toEqual([0, 1])
  expect(problem).toBe(
    `${odd}: one node stands before the parent in time, the first in row 3; they count from the parent's minute on\n`,
  )
})

it('refuses in one line, with the row', async () => {
  const broken = file('broken.csv', 't,a,,0', 't,b,z,1')
  const { code, out, problem } = await mawjaHere(environment, 'cascade', '--tree', broken)
  expect([code, out]).toEqual([1, ''])
  expect(problem).toBe(`${broken}: row 3: its parent "z" is no node of the same tree\n`)
  mkdirSync(join(folder, 'box'))
  for (const place of [join(folder, 'none.csv'), join(folder, 'box')])
    expect(await mawjaHere(environment, 'cascade', '--tree', place)).toMatchObject({
      code: 1,
      problem: `${place}: there is no such file\n`,
    })
})

it('wants either a campaign or a file', async () => {
  const wrong = [
    [],
    ['rentree', '--tree', trees],
    ['rentree', '--per-tree'],
    ['--tree', trees, '--at', 'noon'],
  ]
  for (const words of wrong) expect((await mawjaHere(environment, 'cascade', ...words)).code).toBe(2)
  expect(await mawjaHere(environment, 'cascade', 'rentree')).toMatchObject({ code: 1 })
})

it('is measured beside a process that reads and splits the same file', async () => {
  const { code, json } = await mawja(environment, 'bench', 'cascade', '--rows', '3000', '--rounds', '1')
  expect(code).toBe(0)
  const { figure, baseline, ratio, rssBytes, rows } = json as Record<string, number>
  expect(rows).toBe(3000)
  expect(ratio! / (figure! / baseline!)).toBeCloseTo(1, 2)
  expect(rssBytes).toBeGreaterThan(10_000_000)
}, 60_000)
