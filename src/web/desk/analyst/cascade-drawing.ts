import { type HierarchyPointNode, hierarchy, tree } from 'd3-hierarchy'
import { orderOf } from '../../../core/cascade/forest.ts'
import { directionOf } from '../../../i18n/words.ts'
import { count } from '../../ui/say.ts'
import { chartWidth } from './chart.ts'

/** More nodes than this are a grey disc: then generations are drawn instead. */
export const mostDrawn = 800
/** Rows of a drawing by generation; all later generations share the last one. */
const mostRows = 20
/** Trees with a colour of their own; the others are one. */
const ownTrees = 6

/** Who came by whom, as a drawing that stays readable: a tree around its beginning, or bars by generation. */
export function drawCascade(parent: Int32Array, language: string): string {
  return parent.length <= mostDrawn ? radial(parent) : stacked(parent, language)
}

type Branch = { node: number; children: Branch[] }

/** All trees share one centre, which stands for the institution and is nobody; each ring is a generation. */
function radial(parent: Int32Array): string {
  const branches = Array.from(parent, (_, node): Branch => ({ node, children: [] }))
  const centre: Branch = { node: -1, children: [] }
  for (const [node, above] of parent.entries())
    (above < 0 ? centre : branches[above]!).children.push(branches[node]!)
  const radius = chartWidth / 2
  const layout = tree<Branch>()
    .size([2 * Math.PI, radius - 12])
    .separation((a, b) => (a.parent === b.parent ? 1 : 2) / Math.max(1, a.depth))
  const root = layout(hierarchy(centre))
  const rings = Array.from({ length: root.height }, (_, ring) => ((ring + 1) * (radius - 12)) / root.height)
  const all = root.descendants().slice(1)
  const size = all.length > 250 ? 2.5 : all.length > 60 ? 4 : 6
  const parts = [
    ...rings.map((at) => `<circle r="${at.toFixed(1)}" fill="none" stroke="var(--line)"/>`),
    ...all.filter((one) => one.depth > 1).map(linkOf),
    ...all.map((one) => dot(one, size)),
  ]
  return `<svg viewBox="${-radius} ${-radius} ${2 * radius} ${2 * radius}">${parts.join('')}</svg>`
}

const place = ({ x, y }: { x: number; y: number }) => [
  (y * Math.sin(x)).toFixed(1),
  (-y * Math.cos(x)).toFixed(1),
]

/** A curve that leaves its ring straight outwards. */
function linkOf(one: HierarchyPointNode<Branch>): string {
  const from = one.parent!
  const middle = (from.y + one.y) / 2
  const points = [from, { x: from.x, y: middle }, { x: one.x, y: middle }, one].map((at) =>
    place(at).join(' '),
  )
  return `<path d="M${points[0]}C${points[1]} ${points[2]} ${points[3]}" fill="none" stroke="var(--edge)"/>`
}

/** Those who began are hollow. */
function dot(one: HierarchyPointNode<Branch>, size: number): string {
  const [x, y] = place(one)
  const fill =
    one.depth === 1 ? 'fill="var(--surface)" stroke="var(--chart-2)" stroke-width="2"' : 'fill="var(--chart)"'
  return `<circle cx="${x}" cy="${y}" r="${size}" ${fill}/>`
}

const [rowHeight, barHeight, gutter] = [30, 20, 60]

/** A bar for each generation, cut by tree: the largest ones first, all others together at the end. */
function stacked(parent: Int32Array, language: string): string {
  const rtl = directionOf(language) === 'rtl'
  const rows = generationRows(parent)
  const most = Math.max(...rows.map((row) => row.total))
  const room = chartWidth - 2 * gutter
  const mirrored = (x: number, width: number) => (rtl ? chartWidth - x - width : x)
  const anchors = rtl ? ['start', 'end'] : ['end', 'start']
  const parts = rows.flatMap(({ label, total, segments }, row) => {
    const y = row * rowHeight + (rowHeight - barHeight) / 2
    const write = (x: number, anchor: string, said: string) =>
      `<text x="${mirrored(x, 0)}" y="${y + barHeight - 5}" text-anchor="${anchor}" fill="var(--ink)" font-size="14">${said}</text>`
    let start = gutter
    const bars = segments.map((size, segment) => {
      const width = (size / most) * room
      const x = mirrored(start, width)
      start += width
      const opacity = segment === ownTrees ? 0.25 : 1 - segment * 0.1
      return `<rect x="${x.toFixed(2)}" y="${y}" width="${width.toFixed(2)}" height="${barHeight}" fill="var(--chart)" fill-opacity="${opacity.toFixed(2)}" stroke="var(--surface)"/>`
    })
    const [before, after] = anchors as [string, string]
    return [write(gutter - 8, before, label), ...bars, write(start + 6, after, count(language, total))]
  })
  return `<svg viewBox="0 0 ${chartWidth} ${rows.length * rowHeight}">${parts.join('')}</svg>`
}

type GenerationRow = { label: string; total: number; segments: number[] }

function generationRows(parent: Int32Array): GenerationRow[] {
  const { depth, tree: treeOf, roots } = orderOf(parent)
  const sizes = new Int32Array(roots.length)
  for (const own of treeOf) sizes[own]!++
  const largest = Array.from(roots.keys()).sort((a, b) => sizes[b]! - sizes[a]!)
  const segmentOf = new Int32Array(roots.length).fill(ownTrees)
  for (const [segment, own] of largest.slice(0, ownTrees).entries()) segmentOf[own] = segment
  const deepest = depth.reduce((most, one) => Math.max(most, one), 0)
  const rows = Array.from({ length: Math.min(mostRows, deepest + 1) }, (_, row) => ({
    label: row === mostRows - 1 && deepest >= mostRows ? `${row}+` : String(row),
    total: 0,
    segments: new Array<number>(ownTrees + 1).fill(0),
  }))
  for (let node = 0; node < parent.length; node++) {
    const row = rows[Math.min(depth[node]!, rows.length - 1)]!
    row.total++
    row.segments[segmentOf[treeOf[node]!]!]!++
  }
  return rows
}
