import type { ChildProcess } from 'node:child_process'
import { vi } from 'vitest'
import { startMawja } from './command-line.ts'

export type Line = { at: string; level: string; event: string } & Record<string, unknown>
export type Serving = {
  url: string
  process: ChildProcess
  /** What it wrote to stderr so far. */
  said(): string
  lines(): Line[]
  /** Resolves at the end of the process with its exit code, or the signal that ended it. */
  gone: Promise<number | string>
}

/** `serve` as a process of its own, once it listens. */
export async function startServe(environment: Record<string, string>): Promise<Serving> {
  const running = startMawja({ MAWJA_PORT: '0', ...environment }, 'serve')
  let [printed, said] = ['', '']
  running.stdout?.on('data', (piece: Buffer) => {
    printed += piece.toString()
  })
  running.stderr?.on('data', (piece: Buffer) => {
    said += piece.toString()
  })
  const gone = new Promise<number | string>((done) =>
    running.once('close', (code, signal) => done(signal ?? code ?? 1)),
  )
  await vi.waitFor(
    () => {
      if (!printed.endsWith('\n')) throw new Error(`it does not listen: ${said}`)
    },
    { timeout: 60_000, interval: 20 },
  )
  const { url } = JSON.parse(printed) as { url: string }
  const lines = () =>
    said
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as Line)
  return { url, process: running, said: () => said, lines, gone }
}
