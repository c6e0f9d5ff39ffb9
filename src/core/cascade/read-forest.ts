import { AppError } from '../error.ts'
import { type Forest, orderOf } from './forest.ts'
import type { Cells } from './lines.ts'
import { copied, makeNames, type Names } from './names.ts'
import { numberIn } from './number-in.ts'

export const treeColumns = ['tree', 'node', 'parent', 'minutes'] as const

export type ForestReader = {
  /** The first line names the columns, in any order and among others; each line after it is one node. */
  take(cells: Cells): void
  /** @throws AppError `tree-empty` | `tree-parent` | `tree-cycle` */
  finish(): Forest
}

const decoder = new TextDecoder()
const notYet = -2

/**
 * Takes a tree file line by line. A parent may come after its children; a name means one node within its tree, another
 * one in another tree. A node whose parent is empty or -1 is a root, and begins a tree of its own: seeds are never
 * joined under a common node, which would make every spread look two or three steps deep.
 *
 * @param file  its name, for messages
 * @throws AppError `tree-columns` | `tree-cells` | `tree-minutes` | `tree-twice`, with the row
 */
export function readForest(file: string): ForestReader {
  const [treeNames, names] = [makeNames(), makeNames()]
  let places: Place | null = null
  let room = 1024
  /** Parent of each name, -1 for roots, `notYet` while it is only named as a parent. */
  let parent = new Int32Array(room).fill(notYet)
  let minutes = new Float64Array(room)
  /** Row that defines the node; for one that is not defined yet, the first that names it. */
  let rows = new Int32Array(room)
  let lastRow = 1

  const refuse = (key: string, row: number, line: string) =>
    new AppError('invalid', key, `${file}: row ${row}: ${line}`, { row })

  function numberOf(cells: Cells, start: number, end: number, tree: number, salt: number): number {
    const before = names.count()
    const node = names.intern(cells.bytes, start, end, tree, salt)
    if (node < before) return node
    if (node === room) makeRoom()
    rows[node] = cells.row
    return node
  }

  function makeRoom(): void {
    parent = copied(parent, new Int32Array(room * 2).fill(notYet))
    minutes = copied(minutes, new Float64Array(room * 2))
    rows = copied(rows, new Int32Array(room * 2))
    room *= 2
  }

  function take(cells: Cells): void {
    if (places === null) {
      places = placesOf(file, cells)
      return
    }
    lastRow = cells.row
    if (cells.count < places.least)
      throw refuse('tree-cells', cells.row, `it has ${cells.count} of ${places.least} columns`)
    trim(cells, places)
    const { bytes, starts, ends, row } = cells
    const [treeAt, nodeAt, parentAt, minutesAt] = places.columns
    const tree = treeNames.intern(bytes, starts[treeAt]!, ends[treeAt]!, 0, 0)
    const salt = treeNames.hashOf(tree)
    if (starts[nodeAt]! === ends[nodeAt]!) throw refuse('tree-cells', row, 'the node has no name')
    const node = numberOf(cells, starts[nodeAt]!, ends[nodeAt]!, tree, salt)
    if (parent[node] !== notYet)
      throw refuse('tree-twice', row, `node "${names.textOf(node)}" stands in row ${rows[node]} already`)
    const at = numberIn(bytes, starts[minutesAt]!, ends[minutesAt]!)
    if (Number.isNaN(at)) {
      const found = decoder.decode(bytes.subarray(starts[minutesAt]!, ends[minutesAt]!))
      throw refuse('tree-minutes', row, `minutes: write a number, not "${found.slice(0, 40)}"`)
    }
    minutes[node] = at
    rows[node] = row
    const [from, to] = [starts[parentAt]!, ends[parentAt]!]
    parent[node] = isRoot(bytes, from, to) ? -1 : numberOf(cells, from, to, tree, salt)
  }

  function finish(): Forest {
    if (places === null || lastRow === 1)
      throw new AppError(
        'invalid',
        'tree-empty',
        `${file} holds no nodes: write a line with ${treeColumns.join(',')}, then a line for each node`,
      )
    const nodes = names.count()
    const parents = parent.subarray(0, nodes)
    const lost = parents.indexOf(notYet)
    if (lost >= 0)
      throw refuse(
        'tree-parent',
        rows[lost]!,
        `its parent "${names.textOf(lost)}" is no node of the same tree`,
      )
    const { reached, ...placed } = orderOf(parents)
    if (reached < nodes) {
      const node = oneOfCircle(parents, placed.order.subarray(0, reached))
      throw refuse('tree-cycle', rows[node]!, `node "${names.textOf(node)}" is among its own ancestors`)
    }
    const { roots } = placed
    return {
      ...placed,
      nodes,
      trees: roots.length,
      parent: parents,
      minutes: minutes.subarray(0, nodes),
      treeHash: new Uint32Array(roots.map(names.hashOf)),
      treeName: treeNaming(roots, names, treeNames),
      backwards: putForward(parents, minutes, placed.order, rows),
    }
  }

  return { take, finish }
}

type Place = { columns: readonly [number, number, number, number]; least: number }

function placesOf(file: string, cells: Cells): Place {
  const header = Array.from({ length: cells.count }, (_, cell) =>
    decoder.decode(cells.bytes.subarray(cells.starts[cell]!, cells.ends[cell]!)).trim().toLowerCase(),
  )
  const columns = treeColumns.map((name) => header.indexOf(name)) as [number, number, number, number]
  const missing = treeColumns.filter((_, index) => columns[index]! < 0)
  if (missing.length === 0) return { columns, least: Math.max(...columns) + 1 }
  const line = `${file}: row ${cells.row}: no column ${missing.join(', ')}; a tree file has ${treeColumns.join(',')}`
  throw new AppError('invalid', 'tree-columns', line)
}

/** Blanks around a cell do not make another name. */
function trim({ bytes, starts, ends }: Cells, { columns }: Place): void {
  for (let index = 0; index < 4; index++) {
    const cell = columns[index]!
    let [start, end] = [starts[cell]!, ends[cell]!]
    while (start < end && isBlank(bytes[start]!)) start++
    while (start < end && isBlank(bytes[end - 1]!)) end--
    starts[cell] = start
    ends[cell] = end
  }
}

const isBlank = (byte: number) => byte === 32 || byte === 9

/** By the file's word for the tree; with the root's where that word has several. */
function treeNaming(roots: Int32Array, names: Names, treeNames: Names): (tree: number) => string {
  const count = new Int32Array(treeNames.count())
  for (const root of roots) count[names.ownerOf(root)]!++
  return (tree) => {
    const root = roots[tree]!
    const owner = names.ownerOf(root)
    return count[owner]! > 1 ? `${treeNames.textOf(owner)}/${names.textOf(root)}` : treeNames.textOf(owner)
  }
}

/** Empty, or -1. */
const isRoot = (bytes: Uint8Array, start: number, end: number) =>
  start === end || (end - start === 2 && bytes[start] === 45 && bytes[start + 1] === 49)

/** Some node that leads back to itself, reached by going up far enough from one that no root leads to. */
function oneOfCircle(parent: Int32Array, ordered: Int32Array): number {
  const placed = new Uint8Array(parent.length)
  for (const node of ordered) placed[node] = 1
  let node = placed.indexOf(0)
  for (let steps = 0; steps < parent.length; steps++) node = parent[node]!
  return node
}

/**
 * A child cannot come before its parent; where clocks of several servers say so, the child counts from its parent's
 * minute on (a delay of zero).
 */
function putForward(
  parent: Int32Array,
  minutes: Float64Array,
  order: Int32Array,
  rows: Int32Array,
): Forest['backwards'] {
  let count = 0
  let firstRow = 0
  for (let at = 0; at < order.length; at++) {
    const node = order[at]!
    const above = parent[node]!
    if (above < 0 || minutes[node]! >= minutes[above]!) continue
    minutes[node] = minutes[above]!
    count++
    if (firstRow === 0 || rows[node]! < firstRow) firstRow = rows[node]!
  }
  return { count, firstRow }
}
