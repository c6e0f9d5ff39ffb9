import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { setTimeout as later } from 'node:timers/promises'
import { AppError } from '../../core/error.ts'

/** Debian keeps both where an ordinary user's search path does not look. */
const folders = ['/usr/sbin', '/usr/local/sbin', '/opt/homebrew/sbin', '/usr/libexec/postfix']

/** Postfix's program for tests of that name. @throws AppError `bench-program` */
export function postfixProgram(name: 'smtp-sink' | 'smtp-source'): string {
  const found = [...(process.env.PATH ?? '').split(':'), ...folders]
    .map((folder) => `${folder}/${name}`)
    .find((path) => existsSync(path))
  if (found) return found
  const line = `${name} is missing; it comes with Postfix (Debian: apt install postfix)`
  throw new AppError('unavailable', 'bench-program', line)
}

/** `smtp-sink` on a free port of this machine: takes every mail and throws it away. */
export async function startSink(): Promise<{ port: number; stop(): void }> {
  const program = postfixProgram('smtp-sink')
  const port = await freePort()
  // As root it wants to become somebody else.
  const user = process.getuid?.() === 0 ? ['-u', 'nobody'] : []
  const child = spawn(program, [...user, `127.0.0.1:${port}`, '1024'], { stdio: 'ignore' })
  await answering(port, child)
  return { port, stop: () => child.kill() }
}

/**
 * Seconds that `smtp-source` takes for so many mails of one size over connections it keeps.
 *
 * @param bytes  of each message
 */
export async function sourceSeconds(
  port: number,
  it: { mails: number; bytes: number; connections: number },
): Promise<number> {
  const count = ['-d', '-s', `${it.connections}`, '-m', `${it.mails}`, '-l', `${it.bytes}`]
  const words = [...count, '-f', 'lettre@mre.example', '-t', 'reader@diaspora.example', `127.0.0.1:${port}`]
  const startedAt = performance.now()
  const done = spawn(postfixProgram('smtp-source'), words, { stdio: ['ignore', 'ignore', 'inherit'] })
  const code = await new Promise<number | null>((ended) => done.once('close', ended))
  if (code !== 0) throw new Error(`smtp-source ended with ${code}`)
  return (performance.now() - startedAt) / 1000
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const { port } = server.address() as { port: number }
  await new Promise((closed) => server.close(closed))
  return port
}

async function answering(port: number, child: ChildProcess): Promise<void> {
  for (let tries = 0; tries < 100 && child.exitCode === null; tries++) {
    if (await accepts(port)) return
    await later(50)
  }
  child.kill()
  throw new Error(`smtp-sink does not answer on port ${port}`)
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    const end = (is: boolean) => () => {
      socket.destroy()
      resolve(is)
    }
    socket.once('connect', end(true)).once('error', end(false))
  })
}
