import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'

export type Measured = { seconds: number; rssBytes: number; out: string }

/**
 * Runs Node in a process of its own and measures the whole of it, from its start to its end.
 *
 * @param words  what stands after `node`
 */
export async function runMeasured(
  words: readonly string[],
  environment: NodeJS.ProcessEnv,
): Promise<Measured> {
  const startedAt = performance.now()
  const child = spawn(process.execPath, words, { env: environment, stdio: ['ignore', 'pipe', 'inherit'] })
  let out = ''
  child.stdout.on('data', (chunk: Buffer) => {
    out += chunk.toString()
  })
  let rssBytes = 0
  // The system keeps the highest value by itself; asking now and then only makes sure that the last answer is late.
  const watch = setInterval(() => {
    rssBytes = Math.max(rssBytes, peakOf(child.pid!))
  }, 20)
  const code = await new Promise<number | null>((ended) => child.once('close', ended))
  clearInterval(watch)
  if (code !== 0) throw new Error(`${words.join(' ')} ended with ${code}`)
  return { seconds: (performance.now() - startedAt) / 1000, rssBytes, out }
}

/** Highest resident memory so far of a process on Linux; 0 elsewhere. */
export function peakOf(pid: number): number {
  try {
    const line = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))
    return Number(line?.[1] ?? 0) * 1024
  } catch {
    return 0
  }
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((left, right) => left - right)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}
