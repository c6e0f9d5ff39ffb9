import { createReadStream } from 'node:fs'
import type { Forest } from '../core/cascade/forest.ts'
import { type Cascade, measure } from '../core/cascade/measure.ts'
import { readTreeFile } from '../engine/cascade-file.ts'
import { checkFile } from './file.ts'
import { type Context, text, Usage, type Verb } from './verb.ts'

const usage = 'cascade CAMPAIGN [--segments] | cascade --tree FILE.csv [--at MIN] [--per-tree]'

export const cascadeVerb: Verb = {
  name: 'cascade',
  usage,
  does: 'how a campaign, or any tree file, spread from person to person',
  words: { least: 0, most: 1 },
  options: {
    tree: { type: 'string' },
    at: { type: 'string' },
    'per-tree': { type: 'boolean' },
    segments: { type: 'boolean' },
  },
  run: (context) => {
    const [campaign] = context.words
    const file = text(context, 'tree')
    if ((campaign === undefined) === (file === undefined)) throw new Usage(`mawja ${usage}`)
    return file === undefined ? ofCampaign(context, campaign!) : ofFile(context, file)
  },
}

async function ofCampaign(context: Context, campaign: string): Promise<object> {
  if (context.options.at !== undefined || context.options['per-tree'])
    throw new Usage('--at and --per-tree go with --tree: no campaign keeps who brought whom')
  // A file counts its memory: the rest of Mawja takes more than a million nodes.
  const { command } = await import('./command.ts')
  return command(context, 'cascade', { campaign, segments: context.options.segments === true })
}

async function ofFile(context: Context, file: string): Promise<Cascade> {
  if (context.options.segments) throw new Usage('--segments goes with a campaign: a tree file has no people')
  const at = minutes(text(context, 'at'))
  const forest = await readTrees(file)
  return measure(forest, { at, perTree: context.options['per-tree'] === true })
}

/** A tree file; nodes that stand before their parent are told of on stderr. @throws AppError `file`, with row and column */
export async function readTrees(file: string): Promise<Forest> {
  checkFile(file)
  const forest = await readTreeFile(file, createReadStream(file, { highWaterMark: 1 << 18 }))
  const { count, firstRow } = forest.backwards
  if (count > 0)
    process.stderr.write(
      `${file}: ${count === 1 ? 'one node stands' : `${count} nodes stand`} before the parent in time, the first in row ${firstRow}; they count from the parent's minute on\n`,
    )
  return forest
}

/** @throws Usage */
function minutes(value: string | undefined): number | null {
  if (value === undefined) return null
  const number = value.trim() === '' ? Number.NaN : Number(value)
  if (!Number.isFinite(number)) throw new Usage(`--at: write minutes as a number, not "${value}"`)
  return number
}
