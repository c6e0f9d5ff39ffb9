import { AppError } from '../error.ts'

/** A directed graph: what leads into node v, from whom and with which chance, stands at `starts[v]` to `starts[v + 1]`. */
export type Graph = {
  nodes: number
  edges: number
  starts: Int32Array
  from: Int32Array
  chance: Float64Array
  names: readonly string[]
}

export type Edge = { from: string; to: string; chance: number }

/** Nodes are numbered as they are met; several edges between two nodes each try for themselves. */
export function graphOf(edges: Iterable<Edge>): Graph {
  const numbers = new Map<string, number>()
  const names: string[] = []
  const numberOf = (name: string) => {
    const known = numbers.get(name)
    if (known !== undefined) return known
    numbers.set(name, names.length)
    return names.push(name) - 1
  }
  const [sources, targets, chances]: [number[], number[], number[]] = [[], [], []]
  for (const { from, to, chance } of edges) {
    sources.push(numberOf(from))
    targets.push(numberOf(to))
    chances.push(chance)
  }
  const starts = new Int32Array(names.length + 1)
  for (const target of targets) starts[target + 1]!++
  for (let node = 0; node < names.length; node++) starts[node + 1]! += starts[node]!
  const next = starts.slice()
  const from = new Int32Array(targets.length)
  const chance = new Float64Array(targets.length)
  targets.forEach((target, edge) => {
    const place = next[target]!++
    from[place] = sources[edge]!
    chance[place] = chances[edge]!
  })
  return { nodes: names.length, edges: targets.length, starts, from, chance, names }
}

/**
 * Reads the lines of an edge list: a header `from,to` or `from,to,p`, then one edge a line. Names hold no comma.
 *
 * @param usual  chance of an edge where the file has no column `p`
 * @throws AppError `graph-file`, with the row
 */
export function* readEdges(file: string, lines: Iterable<string>, usual: number): Generator<Edge> {
  let row = 0
  let columns: { from: number; to: number; p: number } | null = null
  const refuse = (line: string) => new AppError('invalid', 'graph-file', `${file}: row ${row}: ${line}`)
  for (const line of lines) {
    row++
    if (!line.trim()) continue
    const cells = line.split(',').map((cell) => cell.trim())
    if (!columns) {
      const place = (name: string) => cells.findIndex((cell) => cell.replace(/^\uFEFF/, '') === name)
      columns = { from: place('from'), to: place('to'), p: place('p') }
      if (columns.from < 0 || columns.to < 0)
        throw refuse('the first line names the columns from,to and perhaps p')
      continue
    }
    const [from, to] = [cells[columns.from], cells[columns.to]]
    if (!from || !to) throw refuse('an edge needs from and to')
    const said = columns.p < 0 ? '' : (cells[columns.p] ?? '')
    const chance = said === '' ? usual : Number(said)
    if (!(chance >= 0 && chance <= 1)) throw refuse(`p is a chance from 0 to 1, not "${said}"`)
    yield { from, to, chance }
  }
  if (!columns) throw new AppError('invalid', 'graph-file', `${file} is empty`)
}
