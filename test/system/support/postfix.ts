import { execFile } from 'node:child_process'
import { chown, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { vi } from 'vitest'
import { mainCf, masterCf } from './postfix-config.ts'

const run = promisify(execFile)

export type Delivered = {
  /** Name of the file in `folder`. */
  file: string
  /** The envelope's recipient and sender, as Postfix noted them. */
  to: string
  from: string
  /** The whole message, CRLF lines. */
  raw: string
}

/**
 * A Postfix of the test's own: it takes mail on a port of 127.0.0.1, delivers everything for `*.example` into one
 * maildir, and refuses local parts that begin with `gone` (550 5.1.1). Needs root, as Postfix does.
 */
export type Postfix = {
  port: number
  /** For `parseSmtpSettings`. */
  url: string
  /** Where the delivered messages lie, one file each. */
  folder: string
  /** Waits until so many are delivered and the queue is empty, then reads them all. */
  delivered(count: number, timeoutMs?: number): Promise<Delivered[]>
  log(): Promise<string>
  stop(): Promise<void>
}

/**
 * @param settings  more lines for main.cf, such as `{ smtpd_recipient_limit: '1' }`
 * @param services  more lines for master.cf: transports of the test's own
 */
export async function startPostfix(
  settings: Record<string, string> = {},
  services: readonly string[] = [],
): Promise<Postfix> {
  const root = await mkdtemp(join(tmpdir(), 'mawja-postfix-'))
  const port = await freePort()
  const owner = await userId('nobody')
  for (const folder of ['etc', 'queue', 'data', 'mail']) await mkdir(join(root, folder))
  await run('chmod', ['755', root])
  await chown(join(root, 'data'), await userId('postfix'), 0)
  await chown(join(root, 'mail'), owner, 0)
  await writeFile(join(root, 'etc/main.cf'), mainCf(root, owner, settings))
  await writeFile(join(root, 'etc/master.cf'), masterCf(port, services))
  await writeFile(join(root, 'etc/domains'), '/\\.example$/ here\n')
  await writeFile(join(root, 'etc/mailboxes'), 'if !/^gone/\n/.+@/ all/\nendif\n')
  // returns when the master process takes connections
  await run('postfix', ['-c', join(root, 'etc'), 'start'])
  return postfixAt(root, port)
}

function postfixAt(root: string, port: number): Postfix {
  const folder = join(root, 'mail/all/new')
  return {
    port,
    url: `smtp://127.0.0.1:${port}?tls=none`,
    folder,
    async delivered(count, timeoutMs = 60_000) {
      const settled = async () => {
        const files = await readdir(folder).catch(() => [])
        const queued = await queueLength(join(root, 'queue'))
        if (files.length < count || queued > 0)
          throw new Error(`${files.length} of ${count} delivered, ${queued} in the queue`)
      }
      await vi.waitFor(settled, { timeout: timeoutMs, interval: 50 })
      return Promise.all((await readdir(folder)).map((file) => read(folder, file)))
    },
    log: () => readFile(join(root, 'log'), 'utf8'),
    async stop() {
      await run('postfix', ['-c', join(root, 'etc'), 'stop'])
      await rm(root, { recursive: true, force: true })
    },
  }
}

async function read(folder: string, file: string): Promise<Delivered> {
  const raw = (await readFile(join(folder, file), 'latin1')).replace(/\r?\n/g, '\r\n')
  const note = (name: string) => new RegExp(`^${name}: <?([^>\\r]*)`, 'm').exec(raw)?.[1] ?? ''
  return { file, to: note('X-Original-To'), from: note('Return-Path'), raw }
}

async function queueLength(queue: string): Promise<number> {
  let count = 0
  for (const name of ['incoming', 'active', 'deferred', 'maildrop']) {
    const entries = await readdir(join(queue, name), { recursive: true, withFileTypes: true }).catch(() => [])
    count += entries.filter((entry) => entry.isFile()).length
  }
  return count
}

export async function userId(name: string): Promise<number> {
  const { stdout } = await run('id', ['-u', name])
  return Number(stdout)
}

export async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo
  await new Promise((done) => server.close(done))
  return port
}
