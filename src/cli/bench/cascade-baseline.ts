import { createReadStream } from 'node:fs'

/** Reading a tree file and splitting its lines at the commas: the baseline of `bench cascade`, in a process of its own. */
let rows = 0
let cells = 0
let kept = ''
for await (const chunk of createReadStream(process.argv[2]!, { encoding: 'utf8', highWaterMark: 1 << 18 })) {
  const lines = (kept + chunk).split('\n')
  kept = lines.pop()!
  for (const line of lines) {
    cells += line.split(',').length
    rows++
  }
}
process.stdout.write(`${JSON.stringify({ rows, cells })}\n`)
