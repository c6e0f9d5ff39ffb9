import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { mawja, mawjaHere } from '../support/command-line.ts'
import { temporaryFolder } from '../support/installation.ts'

const folder = temporaryFolder()
const environment = { MAWJA_DATABASE: join(folder, 'none.db') }
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function file(name: string, ...lines: string[]): string {
  const path = join(folder, name)
  writeFileSync(path, `${lines.join('\n')}\n`)
  return path
}

type Told = {
  arms: Record<string, unknown>[]
  winner: string | null
  alwaysValidP: number
  sampleRatioP: number
}

it('judges one test, in a process of its own', async () => {
  const one = file('one.csv', 'arm,n,successes', 'A,1000,50', 'B,1000,90')
  const { code, json, problem } = await mawja(environment, 'experiment', one)
  expect([code, problem]).toEqual([0, ''])
  expect(Object.keys(json).sort()).toEqual(['alwaysValidP', 'arms', 'sampleRatioP', 'winner'])
  expect(json).toMatchObject({ winner: 'B', sampleRatioP: 1 })
  expect((json as Told).arms.map((arm) => Object.keys(arm).sort())).toEqual([
    ['arm', 'fixed', 'high', 'low', 'n', 'rate', 'successes'],
    ['arm', 'fixed', 'high', 'low', 'n', 'rate', 'successes'],
  ])
}, 60_000)

it('judges thousands at once, lines in any order, among other columns and with names of any kind', async () => {
  const rows = Array.from({ length: 3000 }, (_, test) => [
    `x;"t, ${test}";"عنوان";1000;${40 + (test % 7)}`,
    `x;"t, ${test}";B;1000;50`,
  ])
  const many = file(
    'many.csv',
    'other;TEST;arm;n;successes',
    ...rows.map(([first]) => first!),
    ...rows.map(([, second]) => second!),
  )
  const { code, json } = await mawjaHere(environment, 'experiment', many)
  const { tests } = json as { tests: (Told & { test: string })[] }
  expect([code, tests.length]).toEqual([0, 3000])
  expect(tests[2]).toMatchObject({ test: 't, 2', winner: null, sampleRatioP: 1 })
  expect(tests[2]!.arms).toMatchObject([{ arm: 'عنوان', rate: 0.042 }, { arm: 'B' }])
})

it('takes a test of one in a file of many for many', async () => {
  const single = file('single.csv', 'test,arm,n,successes,share', 't,A,9100,100,9', 't,B,900,100,1')
  const { json } = await mawjaHere(environment, 'experiment', single)
  const [test] = (json as { tests: Told[] }).tests
  expect(test!.sampleRatioP).toBeCloseTo(0.0008581207, 8)
})

it('deals out the next wave with a seed, if asked', async () => {
  const one = file('next.csv', 'arm,n,successes', 'A,1000,50', 'B,1000,60')
  const of = async (...more: string[]) =>
    (await mawjaHere(environment, 'experiment', one, '--next', ...more)).json.next
  const next = (await of()) as { arm: string; share: number }[]
  expect(next.map(({ arm }) => arm)).toEqual(['A', 'B'])
  expect(next[1]!.share).toBeGreaterThan(next[0]!.share)
  expect(await of('--seed', '1')).toEqual(next)
  expect(await of('--seed', '2')).not.toEqual(next)
})

it('says how large a test must be', async () => {
  const { json } = await mawjaHere(
    environment,
    'experiment',
    'size',
    '--baseline',
    '0.05',
    '--effect',
    '0.01',
  )
  expect(json).toMatchObject({ perArm: 8158 })
  const wrong = ['experiment', 'size', '--baseline', 'much', '--effect', '0.01']
  expect(await mawjaHere(environment, ...wrong)).toMatchObject({ code: 2 })
  const outside = ['experiment', 'size', '--baseline', '0.05', '--effect', '1']
  expect(await mawjaHere(environment, ...outside)).toMatchObject({ code: 1, out: '' })
})

const head = 'arm,n,successes'
it.each([
  [
    'more successes than n',
    [head, 'A,10,5', 'B,10,11'],
    'row 3: 11 successes of 10: there cannot be more than n',
  ],
  [
    'a negative number',
    [head, 'A,10,-5', 'B,10,1'],
    'row 2: successes: write a whole number from 0, not "-5"',
  ],
  ['a part of a person', [head, 'A,10.5,5', 'B,10,1'], 'row 2: n: write a whole number from 0, not "10.5"'],
  ['no number', [head, 'A,10,5', '', 'B,many,1'], 'row 4: n: write a whole number from 0, not "many"'],
  ['a short line', [head, 'A,10,5', 'B,10'], 'row 3: successes: write a whole number from 0, not ""'],
  ['no name', [head, ',10,5', 'B,10,1'], 'row 2: arm: there is no name'],
  ['an arm alone', [head, 'A,10,5'], 'row 2: arm "A" stands alone: a test compares two arms at least'],
  ['an arm twice', [head, 'A,10,5', 'B,10,5', 'A,9,5'], 'row 4: arm "A" stands in row 2 already'],
  [
    'an arm alone in its test',
    [`test,${head}`, 't,A,10,5', 't,B,10,5', 'u,A,10,5'],
    'row 4: arm "A" of test "u" stands alone: a test compares two arms at least',
  ],
  ['no share', [`${head},share`, 'A,10,5,0', 'B,10,1,1'], 'row 2: share: write a number above 0, not "0"'],
  [
    'missing columns',
    ['arm,count', 'A,10'],
    'row 1: no column n, successes; a file of arms has arm,n,successes, and test before them for many tests',
  ],
])('refuses %s in one line, with the row', async (what, lines, problem) => {
  const broken = file(`${what.replaceAll(' ', '-')}.csv`, ...lines)
  const ran = await mawjaHere(environment, 'experiment', broken)
  expect(ran).toMatchObject({ code: 1, out: '', problem: `${broken}: ${problem}\n` })
})

it('refuses a file without arms, and what is neither file nor campaign', async () => {
  const nothing = join(folder, 'empty.csv')
  writeFileSync(nothing, '')
  for (const empty of [nothing, file('header.csv', head)])
    expect(await mawjaHere(environment, 'experiment', empty)).toMatchObject({
      code: 1,
      problem: `${empty} holds no arms: write a line with arm,n,successes, then a line for each arm\n`,
    })
  const gone = join(folder, 'gone.csv')
  expect((await mawjaHere(environment, 'experiment', gone)).problem).toBe(`${gone}: there is no such file\n`)
  expect((await mawjaHere(environment, 'experiment', 'gone')).problem).toContain(
    'there is no campaign "gone"',
  )
})
