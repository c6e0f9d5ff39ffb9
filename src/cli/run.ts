import { parseArgs } from 'node:util'
import { readSettings, type Settings } from '../config.ts'
import { AppError } from '../core/error.ts'
import { printAnswer } from './print.ts'
import { type Context, Usage, type Verb } from './verb.ts'

/**
 * One call of the command line.
 *
 * @returns exit code: 0 done · 1 refused, nothing changed (75 where a mail server asks) · 2 wrong usage
 */
export async function run(words: readonly string[], environment: NodeJS.ProcessEnv): Promise<0 | 1 | 2 | 75> {
  let refused: 1 | 75 = 1
  try {
    const { verb, rest } = await findVerb(words)
    refused = verb.refusedWith ?? 1
    const read = readWords(verb, rest)
    const settings = readSettings(environment)
    await act(verb, { ...read, settings, environment })
    return 0
  } catch (error) {
    return report(error) === 2 ? 2 : refused
  }
}

async function act(verb: Verb, context: Context & { settings: Settings }): Promise<void> {
  const answer = await verb.run(context)
  if (!answer) return
  process.stdout.write(context.options.json ? `${JSON.stringify(answer)}\n` : printAnswer(answer))
}

function report(error: unknown): 1 | 2 {
  if (error instanceof Usage) {
    process.stderr.write(`${error.message}\n`)
    return 2
  }
  if (error instanceof AppError) {
    process.stderr.write(`${error.message}\n`)
    return 1
  }
  const first = firstCause(error) as NodeJS.ErrnoException
  process.stderr.write(`${systemProblem(first) ?? first.stack ?? String(first)}\n`)
  return 1
}

/** A failed query is wrapped in one more error, whose words hold the values that were bound: people's. */
function firstCause(error: unknown): unknown {
  return error instanceof Error && error.cause instanceof Error ? firstCause(error.cause) : error
}

/** What machine and database say most often, said so that somebody can act on it. */
function systemProblem({ code = '', syscall, path }: NodeJS.ErrnoException): string | null {
  if (code.startsWith('SQLITE_')) return databaseProblem(code)
  if (code === 'ENOSPC' || code === 'EDQUOT') return fullDisk
  if (syscall === 'listen') return listenProblem(code)
  const place = path ?? 'a file'
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS')
    return `${place}: this process may not write there; check owner and permissions, MAWJA_DATABASE names the place`
  if (code === 'ENOTDIR' || code === 'EEXIST')
    return `${place}: no folder can be made there, because a file of that name stands in the way`
  return null
}

const fullDisk = 'the disk is full; make room and call again: nothing is half done'

function databaseProblem(code: string): string | null {
  const is = (...kinds: string[]) => kinds.some((kind) => code === kind || code.startsWith(`${kind}_`))
  if (is('SQLITE_NOTADB')) return 'MAWJA_DATABASE: that file is not a database of Mawja'
  if (is('SQLITE_CORRUPT'))
    return 'MAWJA_DATABASE: the file is damaged; keep a copy of it, then bring back the last backup (restore)'
  if (is('SQLITE_CANTOPEN'))
    return 'MAWJA_DATABASE: the file cannot be opened; check the folder and its permissions'
  if (is('SQLITE_READONLY')) return 'MAWJA_DATABASE: the file cannot be written; check its permissions'
  if (is('SQLITE_FULL')) return fullDisk
  if (is('SQLITE_IOERR'))
    return `the disk does not do what the database asks of it (${code}); look for a quota or a failing disk, then call again: nothing is half done`
  if (is('SQLITE_BUSY', 'SQLITE_LOCKED')) return 'the database is busy with another process; try again'
  return null
}

function listenProblem(code: string): string | null {
  if (code === 'EADDRINUSE')
    return 'MAWJA_PORT: another program listens there; stop it, or choose another port'
  if (code === 'EACCES') return 'MAWJA_HOST, MAWJA_PORT: this process may not listen there'
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') return 'MAWJA_HOST: this machine has no such address'
  return null
}

async function findVerb(words: readonly string[]): Promise<{ verb: Verb; rest: string[] }> {
  const [first = '', second = ''] = words
  // These count their memory: everything else that Mawja can do takes as much as a million rows.
  if (first === 'import') return { verb: (await import('./import.ts')).importVerb, rest: words.slice(1) }
  if (first === 'cascade') return { verb: (await import('./cascade.ts')).cascadeVerb, rest: words.slice(1) }
  if (first === 'forecast' && second !== 'plan')
    return { verb: (await import('./forecast.ts')).forecastVerb, rest: words.slice(1) }
  const { verbs } = await import('./verbs.ts')
  const verb =
    verbs.find((one) => one.name === `${first} ${second}`) ?? verbs.find((one) => one.name === first)
  if (verb) return { verb, rest: words.slice(verb.name.split(' ').length) }
  const list = verbs.map((one) => `  ${one.usage}\n      ${one.does}`).join('\n')
  throw new Usage(
    `${first && first !== '--help' ? `there is no verb "${first}"\n` : ''}mawja VERB … [--json]\n${list}`,
  )
}

function readWords(verb: Verb, rest: string[]): Pick<Context, 'words' | 'options'> {
  try {
    const { values, positionals } = parseArgs({
      args: rest,
      allowPositionals: true,
      options: { ...verb.options, json: { type: 'boolean' }, help: { type: 'boolean' } },
    })
    const missing = (verb.needs ?? []).filter(
      (name) => (values as Record<string, unknown>)[name] === undefined,
    )
    const { least, most } = verb.words
    if (values.help || missing.length || positionals.length < least || positionals.length > most) {
      const why = missing.length ? `${missing.map((name) => `--${name}`).join(', ')} missing\n` : ''
      throw new Usage(`${why}mawja ${verb.usage}\n    ${verb.does}`)
    }
    return { words: positionals, options: values as Context['options'] }
  } catch (error) {
    if (error instanceof Usage) throw error
    throw new Usage(`${(error as Error).message.split('. ')[0]}\nmawja ${verb.usage}`)
  }
}
