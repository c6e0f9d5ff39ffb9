import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { peakOf } from './child.ts'

export type Server = { url: string; rssBytes(): number; stop(): Promise<void> }

/**
 * Starts a server in a process of its own; its first line on stdout is `{"url": …}`.
 *
 * @param words  what stands after `node`
 */
export async function startServer(words: readonly string[], environment: NodeJS.ProcessEnv): Promise<Server> {
  const child = spawn(process.execPath, words, { env: environment, stdio: ['ignore', 'pipe', 'inherit'] })
  const ended = new Promise<void>((done) => child.once('close', () => done()))
  const lines = createInterface({ input: child.stdout })
  const line = await Promise.race([
    new Promise<string>((first) => lines.once('line', first)),
    ended.then(() => {
      throw new Error(`${words.join(' ')} ended before it answered`)
    }),
  ])
  return {
    url: (JSON.parse(line) as { url: string }).url,
    rssBytes: () => peakOf(child.pid!),
    stop: () => {
      child.kill()
      return ended
    },
  }
}
