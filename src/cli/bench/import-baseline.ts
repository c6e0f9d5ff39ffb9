import { createReadStream } from 'node:fs'
import { parse } from 'csv-parse'

/** The CSV library reading a file and throwing the rows away: the baseline of `bench import`, in a process of its own. */
let rows = 0
const parser = createReadStream(process.argv[2]!, { highWaterMark: 1 << 18 }).pipe(parse({ bom: true }))
parser.on('data', () => {
  rows++
})
parser.on('end', () => process.stdout.write(`${rows}\n`))
