import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Context, text, whole } from '../verb.ts'
import { writeTreeFile } from './cascade-file.ts'
import { type Measured, median, runMeasured } from './child.ts'

/**
 * `bench cascade`: a tree file measured with the command line as people use it, all figures and every tree, beside a
 * process that reads the same file and splits its lines. Each round runs both, from start to end of the process.
 */
export async function benchCascade(context: Context) {
  const rows = whole('--rows', text(context, 'rows') ?? '1000000', 1)
  const rounds = whole('--rounds', text(context, 'rounds') ?? '5', 1)
  const folder = mkdtempSync(join(tmpdir(), 'mawja-bench-'))
  try {
    const file = join(folder, 'trees.csv')
    const bytes = await writeTreeFile(file, rows)
    const results = { ours: [] as Measured[], baseline: [] as Measured[] }
    for (let round = 0; round < rounds; round++) {
      results.baseline.push(
        await runMeasured([join(import.meta.dirname, 'cascade-baseline.ts'), file], context.environment),
      )
      results.ours.push(await measureOnce(context, folder, file, rows))
    }
    const perSecond = (all: readonly Measured[]) => Math.round(rows / median(all.map((one) => one.seconds)))
    return {
      figure: perSecond(results.ours),
      baseline: perSecond(results.baseline),
      // Each round by itself: what else the machine does weighs on both.
      ratio: median(results.ours.map((one, round) => results.baseline[round]!.seconds / one.seconds)),
      rssBytes: Math.max(...results.ours.map((one) => one.rssBytes)),
      rows,
      bytes,
      rounds,
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function measureOnce(context: Context, folder: string, file: string, rows: number): Promise<Measured> {
  const environment = { ...context.environment, MAWJA_DATABASE: join(folder, 'bench.db') }
  const cli = ['--import', import.meta.resolve('tsx'), join(import.meta.dirname, '../../cli.ts')]
  const measured = await runMeasured([...cli, 'cascade', '--tree', file, '--json'], environment)
  const { nodes } = JSON.parse(measured.out) as { nodes: number }
  if (nodes !== rows) throw new Error(`${nodes} of ${rows} nodes were measured`)
  return measured
}
