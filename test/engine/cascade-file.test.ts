import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Forest } from '../../src/core/cascade/forest.ts'
import { measure } from '../../src/core/cascade/measure.ts'
import { numberIn } from '../../src/core/cascade/number-in.ts'
import { readTreeFile } from '../../src/engine/cascade-file.ts'

const encoder = new TextEncoder()

async function* chunksOf(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.slice(at, at + size)
}

const read = (text: string | Uint8Array, size = 65_536): Promise<Forest> =>
  readTreeFile('trees.csv', chunksOf(typeof text === 'string' ? encoder.encode(text) : text, size))

const lines = (...rows: string[]) => ['tree,node,parent,minutes', ...rows].join('\n')
const shapes = (forest: Forest) =>
  measure(forest, { at: null, perTree: true }).perTree!.map(({ tree, nodes, depth }) => [tree, nodes, depth])

describe('a tree file', () => {
  it('is read in any order of lines and columns, with others among them', async () => {
    const forest = await read(
      'minutes,note,parent,node,tree\n7,,b,c,t\n0.5,,a,b,t\n\n0,the first,,a,t\n0,other tree,-1,a,u\n',
    )
    expect(shapes(forest)).toEqual([
      ['t', 3, 2],
      ['u', 1, 0],
    ])
    expect(measure(forest, { at: null, perTree: false }).generationMinutes).toEqual({ median: 3.5, p90: 5.9 })
  })

  it('begins a tree at each root, and names those that share a word after their root', async () => {
    const forest = await read(lines('t,a,,0', 't,b,-1,3', 't,c,b,4', 'u,a,,0'))
    expect(shapes(forest)).toEqual([
      ['t/a', 1, 0],
      ['t/b', 2, 1],
      ['u', 1, 0],
    ])
  })

  it('may have quotation marks, other delimiters, encodings and line ends', async () => {
    const quoted = await read(
      'tree;node;parent;minutes\r\nt;a;;0\r\nt;"b;""1""";a;2\r\nu;"é";;1\r\n"u";c;é;2\r\n',
    )
    expect(shapes(quoted)).toEqual([
      ['t', 2, 1],
      ['u', 2, 1],
    ])
    const words = Uint16Array.from(`\uFEFF${lines('ت,أ,,0', 'ت,ب,أ,1')}`, (letter) => letter.charCodeAt(0))
    expect(shapes(await read(new Uint8Array(words.buffer)))).toEqual([['ت', 2, 1]])
    expect(shapes(await read('sep=;\r\ntree;node;parent;minutes\rt;a;;0\rt;b;a;1'))).toEqual([['t', 2, 1]])
  })

  it('puts a child that comes before its parent at the parent’s minute, and says so', async () => {
    const forest = await read(lines('t,a,,10', 't,b,a,8', 't,c,b,9', 't,d,b,30'))
    expect(forest.backwards).toEqual({ count: 2, firstRow: 3 })
    expect([...forest.minutes]).toEqual([10, 10, 10, 30])
    expect(measure(forest, { at: 29, perTree: false })).toMatchObject({ nodes: 3, backwards: 2 })
  })
})

describe('a file that is no tree', () => {
  const refusals: [string, string, string][] = [
    ['', 'tree-empty', 'trees.csv holds no nodes'],
    ['tree,node,parent,minutes\n', 'tree-empty', 'trees.csv holds no nodes'],
    ['tree,node,minutes\nt,a,0', 'tree-columns', 'row 1: no column parent'],
    [lines('t,a,,0', 't,b,a'), 'tree-cells', 'row 3: it has 3 of 4 columns'],
    [lines('t,a,,0', 't,,a,1'), 'tree-cells', 'row 3: the node has no name'],
    [lines('t,a,,0', '', 't,b,a,soon'), 'tree-minutes', 'row 4: minutes: write a number, not "soon"'],
    [lines('t,a,,'), 'tree-minutes', 'row 2: minutes'],
    [lines('t,a,,0', 't,b,a,1', 't,b,a,2'), 'tree-twice', 'row 4: node "b" stands in row 3 already'],
    [lines('t,a,,0', 'u,b,a,1'), 'tree-parent', 'row 3: its parent "a" is no node of the same tree'],
    [lines('t,a,,0', 't,b,c,1', 't,c,b,2', 't,d,c,3'), 'tree-cycle', 'is among its own ancestors'],
    [lines('t,a,a,0'), 'tree-cycle', 'row 2: node "a" is among its own ancestors'],
    [lines('t,"a,,0', 't,b,a,1'), 'csv', 'a quotation mark is opened and never closed'],
    [lines('t,a,,0', 't,"b",z,1'), 'tree-parent', 'row 3: its parent "z"'],
    [lines('t,"a",,0', 't,b,a,x'), 'tree-minutes', 'row 3: minutes'],
  ]
  it.each(refusals)('is refused in one line: %j', async (text, key, line) => {
    for (const size of [1, 7, 65_536]) {
      const refused = await read(text, size).catch((error: unknown) => error)
      expect(refused).toMatchObject({
        name: 'AppError',
        key,
        message: expect.stringContaining(line) as string,
      })
    }
  })
})

const forests = fc.array(
  fc.record({
    tree: fc.constantFrom('t', 'u', 'v,w', '"x"', 'ي'),
    parent: fc.option(fc.nat()),
    delay: fc.integer({ min: 0, max: 500 }),
  }),
  { minLength: 1, maxLength: 40 },
)

/** Rows of a forest whose nodes are called alike in every tree. */
function rowsOf(nodes: { tree: string; parent: number | null; delay: number }[]): string[][] {
  const trees = new Map<string, number[]>()
  return nodes.map(({ tree, parent, delay }) => {
    const minutes = trees.get(tree) ?? []
    trees.set(tree, minutes)
    const isRoot = minutes.length === 0 || parent === null
    const above = isRoot ? -1 : parent % minutes.length
    minutes.push(isRoot ? delay : minutes[above]! + delay)
    return [tree, `${minutes.length - 1}n`, isRoot ? '' : `${above}n`, String(minutes.at(-1)! / 8)]
  })
}

const cell = (text: string) => (/[",]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
const file = (rows: string[][], quote: (text: string) => string) =>
  lines(...rows.map((row) => row.map(quote).join(',')))

describe('whatever the forest', () => {
  const measured = async (text: string, size: number) => {
    const { perTree, ...totals } = measure(await read(text, size), { at: null, perTree: true })
    return { ...totals, perTree: perTree!.sort((a, b) => (a.tree < b.tree ? -1 : 1)) }
  }

  it('lines in another order, cut into other chunks, are the same forest', async () => {
    await fc.assert(
      fc.asyncProperty(forests, fc.infiniteStream(fc.nat()), fc.nat(50), async (nodes, numbers, size) => {
        const rows = rowsOf(nodes)
        const shuffled = rows
          .map((row) => ({ row, place: numbers.next().value as number }))
          .sort((a, b) => a.place - b.place)
        const here = await measured(file(rows, cell), 65_536)
        expect(
          await measured(
            file(
              shuffled.map(({ row }) => row),
              cell,
            ),
            size + 1,
          ),
        ).toEqual(here)
        expect(here.nodes).toBe(rows.length)
      }),
    )
  })

  it('quotation marks around every cell change nothing', async () => {
    await fc.assert(
      fc.asyncProperty(forests, async (nodes) => {
        const rows = rowsOf(nodes.map((node) => ({ ...node, tree: node.tree.replace(/[",]/g, '') })))
        const all = (text: string) => `"${text}"`
        expect(await measured(file(rows, all), 13)).toEqual(await measured(file(rows, String), 13))
      }),
    )
  })
})

it('reads numbers as JavaScript reads them, and no other words', () => {
  const number = (text: string) => numberIn(encoder.encode(text), 0, encoder.encode(text).length)
  fc.assert(
    fc.property(
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      (value) => number(String(value)) === value,
    ),
  )
  fc.assert(
    fc.property(fc.integer(), fc.nat(1e6), (one, two) => number(`${one}.${two}`) === Number(`${one}.${two}`)),
  )
  for (const word of ['', '-', '.', '1,5', '0x10', 'Infinity', 'NaN', '1 2', '--1', '1.2.3', '١'])
    expect(number(word)).toBeNaN()
})

it('leaves to the CSV library only what takes more than taking marks off whole cells', async () => {
  const rows = ['t,"a, b",,0', 't,"c","a, b",1', 't,"d ""x""",c,2', '"t","e\nf","d ""x""",3', 't,g,"e\nf",4']
  for (let count = 1; count <= rows.length; count++) {
    const text = lines(...rows.slice(0, count))
    for (const size of [1, 2, 3, 65_536])
      expect(shapes(await read(text, size))).toEqual([['t', count, count - 1]])
    expect(
      shapes(
        await read(text.replaceAll('\n', '\r\n').replace('e\r\nf', 'e\nf').replace('e\r\nf', 'e\nf'), 5),
      ),
    ).toEqual([['t', count, count - 1]])
  }
})
