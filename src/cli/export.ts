import { statSync } from 'node:fs'
import { mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { leastSmallest } from '../core/disclosure.ts'
import { AppError } from '../core/error.ts'
import { exportTallies } from '../engine/export.ts'
import { exportFormats } from '../engine/export-file.ts'
import { campaignNamed } from '../engine/named.ts'
import { withDeps } from './command.ts'
import { text, Usage, type Verb, whole } from './verb.ts'

const string = { type: 'string' } as const

export const exportVerb: Verb = {
  name: 'export',
  usage: 'export CAMPAIGN --as csv|xlsx|parquet --out FILE [--smallest N]',
  does: 'writes the figures of a campaign for analysts; small numbers are hidden',
  words: { least: 1, most: 1 },
  options: { as: string, out: string, smallest: string },
  needs: ['as', 'out'],
  run: async (context) => {
    const [as, out] = [text(context, 'as')!, text(context, 'out')!]
    const format = exportFormats.find((one) => one === as)
    if (!format) throw new Usage(`--as: write csv, xlsx or parquet, not "${as}"`)
    const least = text(context, 'smallest')
    const smallest = least === undefined ? undefined : whole('--smallest', least, leastSmallest)
    if (statSync(out, { throwIfNoEntry: false })?.isDirectory())
      throw new AppError('conflict', 'file', `--out: ${out} is a folder; write the name of a file`)
    const { file, ...answer } = await withDeps(context, async (deps) =>
      exportTallies(deps, { campaign: await campaignNamed(deps, context.words[0]!), as: format, smallest }),
    )
    await writeWhole(out, file)
    return { ...answer, out }
  },
}

/** Under another name first: a disk that is full leaves no half a file where a whole one stood. */
async function writeWhole(path: string, bytes: Uint8Array): Promise<void> {
  const part = `${path}.part`
  await mkdir(dirname(path), { recursive: true })
  try {
    await writeFile(part, bytes)
    await rename(part, path)
  } catch (error) {
    await rm(part, { force: true })
    throw error
  }
}
