import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Context, text, whole } from '../verb.ts'
import { type Measured, median, runMeasured } from './child.ts'
import { writeBenchFile } from './import-file.ts'

/** `bench import`: a file of invented people into an empty database, beside the CSV library reading the same file. */
export async function benchImport(context: Context) {
  const rows = whole('--rows', text(context, 'rows') ?? '1000000', 1)
  const repeat = whole('--repeat', text(context, 'repeat') ?? '1', 1)
  const folder = mkdtempSync(join(tmpdir(), 'mawja-bench-'))
  try {
    const file = join(folder, 'people.csv')
    await writeBenchFile(file, rows)
    const baselines: number[] = []
    const imports: Measured[] = []
    for (let round = 0; round < repeat; round++) {
      const baseline = join(import.meta.dirname, 'import-baseline.ts')
      baselines.push((await runMeasured([baseline, file], context.environment)).seconds)
      imports.push(await importOnce(context, folder, file, round))
    }
    const figure = median(imports.map((one) => one.seconds))
    const baseline = median(baselines)
    const rssBytes = Math.max(...imports.map((one) => one.rssBytes))
    return { figure, baseline, ratio: figure / baseline, rssBytes, rows }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Into a database of its own, with the command line as people use it. */
async function importOnce(context: Context, folder: string, file: string, round: number): Promise<Measured> {
  const database = join(folder, `bench-${round}.db`)
  const environment = { ...context.environment, MAWJA_DATABASE: database }
  const cli = ['--import', import.meta.resolve('tsx'), join(import.meta.dirname, '../../cli.ts')]
  await runMeasured([...cli, 'institution', 'add', 'bench', '--name', 'Bench'], environment)
  const consent = ['--basis', 'consent', '--source', 'bench', '--consented-at', '2025-06-01']
  const words = [...cli, 'import', file, '--institution', 'bench', ...consent, '--json']
  const measured = await runMeasured(words, environment)
  rmSync(database)
  return measured
}
