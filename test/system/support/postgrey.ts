import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chown, mkdtemp, rm } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { vi } from 'vitest'
import { freePort, userId } from './postfix.ts'

export type Postgrey = {
  /** For `check_policy_service` of main.cf. */
  service: string
  /** Waits until whoever was put off before this call may come back. */
  passable(): Promise<void>
  stop(): Promise<void>
}

/** Greylisting by Debian's postgrey: whoever sends to somebody for the first time is put off for `delay` seconds. */
export async function startPostgrey(delay: number): Promise<Postgrey> {
  const folder = await mkdtemp(join(tmpdir(), 'mawja-postgrey-'))
  await chown(folder, await userId('postgrey'), 0)
  const port = await freePort()
  const words = [`--inet=127.0.0.1:${port}`, `--delay=${delay}`, `--dbdir=${folder}`]
  // Nobody is excused: no list of well-known senders, no trust that grows.
  const nobody = ['--whitelist-clients=/dev/null', '--auto-whitelist-clients=0']
  const running = spawn('postgrey', [...words, ...nobody], { stdio: 'ignore' })
  let asked = 0
  const isPutOff = async (name: string) => (await ask(port, name)).startsWith('action=DEFER')
  await vi.waitFor(() => isPutOff('start'), { timeout: 15_000, interval: 50 })
  return {
    service: `inet:127.0.0.1:${port}`,
    async passable() {
      const name = `later${asked++}`
      const wait = async () => {
        if (await isPutOff(name)) throw new Error('still put off')
      }
      await vi.waitFor(wait, { timeout: 30_000, interval: 100 })
    },
    stop: () => stop(running, folder),
  }
}

async function stop(running: ChildProcess, folder: string): Promise<void> {
  const gone = once(running, 'exit')
  running.kill()
  await gone
  await rm(folder, { recursive: true, force: true })
}

/** One question in Postfix's protocol for policies (SMTPD_POLICY_README): lines, then an empty one. */
function ask(port: number, name: string): Promise<string> {
  const question = {
    request: 'smtpd_access_policy',
    protocol_state: 'RCPT',
    protocol_name: 'ESMTP',
    client_address: '192.0.2.1',
    client_name: 'mx.mre.example',
    sender: `${name}@mre.example`,
    recipient: `${name}@diaspora.example`,
    instance: `${process.pid}.${name}.${Date.now()}`,
  }
  return new Promise((done, failed) => {
    const socket = connect(port, '127.0.0.1')
    let answer = ''
    socket.on('error', failed)
    socket.on('data', (piece) => {
      answer += piece.toString()
      if (answer.endsWith('\n\n')) socket.end()
    })
    socket.on('close', () => done(answer))
    const lines = Object.entries(question).map(([key, value]) => `${key}=${value}\n`)
    socket.write(`${lines.join('')}\n`)
  })
}
