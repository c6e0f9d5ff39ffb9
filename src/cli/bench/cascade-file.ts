import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { seeded } from '../../core/chance.ts'

/**
 * Writes a tree file such as an export of reshares is: trees of 50 to 3,000 nodes, three quarters of the nodes at the
 * source, names of numbers, minutes to the second.
 *
 * @returns bytes
 */
export async function writeTreeFile(path: string, nodes: number): Promise<number> {
  const out = createWriteStream(path)
  const chance = seeded(1)
  let lines = ['tree,node,parent,minutes\n']
  let written = 0
  const minutes: number[] = []
  let [tree, size, place] = [0, 0, 0]
  for (let node = 0; node < nodes; node++, place++) {
    if (place >= size) {
      tree++
      place = 0
      size = 50 + Math.floor(2950 * chance() ** 3)
    }
    const parent = place === 0 ? -1 : chance() < 0.75 ? 0 : Math.floor(place * chance())
    // A minute to a week, most within hours.
    minutes[place] = parent < 0 ? 0 : minutes[parent]! + Math.exp(9.2 * chance())
    const name = (index: number) => 498000000000 + tree * 10_000 + index
    lines.push(`${tree},${name(place)},${parent < 0 ? -1 : name(parent)},${minutes[place]!.toFixed(2)}\n`)
    if (lines.length < 4000 && node < nodes - 1) continue
    const text = lines.join('')
    written += text.length
    lines = []
    if (!out.write(text)) await once(out, 'drain')
  }
  out.end()
  await once(out, 'finish')
  return written
}
