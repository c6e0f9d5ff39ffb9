import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { join } from 'node:path'
import { run } from '../../src/cli/run.ts'

const root = join(import.meta.dirname, '../..')
const words = ['--import', 'tsx', join(root, 'src/cli.ts')]

export type Ran = { code: number; out: string; problem: string; json: Record<string, unknown> }

/** Calls the command line as a person would: a process of its own. `--json` is added. */
export function mawja(environment: Record<string, string>, ...args: string[]): Promise<Ran> {
  return new Promise((resolve) => {
    const env = { ...process.env, ...environment }
    execFile(
      process.execPath,
      [...words, ...args, '--json'],
      { env, cwd: root, maxBuffer: 1 << 26 },
      (error, out, problem) => {
        const code = error ? Number(error.code ?? 1) : 0
        resolve({
          code,
          out,
          problem,
          json: out.startsWith('{') ? (JSON.parse(out) as Record<string, unknown>) : {},
        })
      },
    )
  })
}

/** The same without a process of its own, where many calls in a row would wait for nothing else. */
export async function mawjaHere(environment: Record<string, string>, ...args: string[]): Promise<Ran> {
  const said = { stdout: '', stderr: '' }
  const before = { stdout: process.stdout.write, stderr: process.stderr.write }
  for (const stream of ['stdout', 'stderr'] as const) {
    process[stream].write = (text: string | Uint8Array) => {
      said[stream] += String(text)
      return true
    }
  }
  try {
    const code = await run([...args, '--json'], environment)
    const json = said.stdout.startsWith('{') ? (JSON.parse(said.stdout) as Record<string, unknown>) : {}
    return { code, out: said.stdout, problem: said.stderr, json }
  } finally {
    for (const stream of ['stdout', 'stderr'] as const) process[stream].write = before[stream]
  }
}

/** As `mawja`, left running. */
export function startMawja(environment: Record<string, string>, ...args: string[]): ChildProcess {
  return spawn(process.execPath, [...words, ...args, '--json'], {
    env: { ...process.env, ...environment },
    cwd: root,
  })
}
