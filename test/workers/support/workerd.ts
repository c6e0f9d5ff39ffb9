import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { delimiter, dirname, extname, join } from 'node:path'
import { convertV4MiniflareOptions, Miniflare, type V4WorkerOptions } from 'miniflare'
import { unstable_getMiniflareWorkerOptions as readConfig } from 'wrangler'
import type { Db } from '../../../src/core/ports.ts'
import { type Ran, recorderModule } from './recorder.ts'

export const root = join(import.meta.dirname, '../../..')
const wrangler = createRequire(import.meta.url)
  .resolve('wrangler/package.json')
  .replace('package.json', 'bin/wrangler.js')

export type Workerd = {
  url: string
  db: Db
  /** The databases asked for besides, with nothing in them. */
  spare: Readonly<Record<string, Db>>
  fetch(path: string, init?: RequestInit): Promise<Response>
  /** The cron trigger of a minute. */
  minute(): Promise<void>
  /** A mail as Email Routing brings it; false when it was turned away. */
  mail(raw: Uint8Array, envelope: { from: string; to: string }): Promise<boolean>
  /** Every statement since the last time this was asked. */
  ran(): Promise<Ran[]>
  /** Sets the clock of the worker ahead. @returns what it shows now, ms */
  ahead(ms: number): Promise<number>
  close(): Promise<void>
}

/**
 * The worker as it would be uploaded, in workerd on this machine, with the bindings of wrangler.toml.
 *
 * @param settings  MAWJA_* as variables
 * @param spare     names of more databases
 * @param outside   answers what the worker asks of the Internet; absent = the Internet does
 */
export async function startWorkerd(
  settings: Record<string, string>,
  spare: readonly string[] = [],
  outside?: (request: Request) => Promise<Response>,
): Promise<Workerd> {
  const folder = mkdtempSync(join(tmpdir(), 'mawja-worker-'))
  bundle(folder)
  const config = readConfig(join(root, 'wrangler.toml')).workerOptions as V4WorkerOptions
  const d1 = config.d1Databases as Record<string, unknown>
  const worker = {
    ...config,
    name: 'mawja',
    rootPath: folder,
    modulesRoot: folder,
    modules: modulesOf(folder),
    bindings: settings,
    d1Databases: { ...d1, ...Object.fromEntries(spare.map((name) => [name, { id: name }])) },
    queueConsumers: quick(config.queueConsumers),
    ...(outside ? { outboundService: outside } : {}),
  } as V4WorkerOptions
  const miniflare = new Miniflare(
    convertV4MiniflareOptions({ workers: [worker], unsafeTriggerHandlers: true }),
  )
  const url = String(await miniflare.ready).replace(/\/$/, '')
  const db = async (name: string) => (await miniflare.getD1Database(name)) as unknown as Db
  const entry = (await miniflare.getWorker()) as unknown as Scheduled
  return {
    url,
    db: await db('DB'),
    spare: Object.fromEntries(await Promise.all(spare.map(async (name) => [name, await db(name)] as const))),
    fetch: (path, init) => fetch(new URL(path, url), { redirect: 'manual', ...init }),
    minute: async () => {
      const { outcome } = await entry.scheduled({ cron: '* * * * *' })
      if (outcome !== 'ok') throw new Error(`the tick ended with ${outcome}`)
    },
    mail: async (raw, envelope) => {
      const path = `/cdn-cgi/local/email?${new URLSearchParams(envelope)}`
      return (await fetch(new URL(path, url), { method: 'POST', body: raw.slice() })).ok
    },
    ran: async () => (await (await fetch(new URL('/recorded', url))).json()) as Ran[],
    ahead: async (ms) => (await (await fetch(new URL(`/ahead?ms=${ms}`, url))).json()) as number,
    close: async () => {
      await miniflare.dispose()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

type Scheduled = { scheduled(event: { cron: string }): Promise<{ outcome: string }> }

/** What `npm run build` does; needs no network and no login. */
export function bundle(folder: string): string {
  const run = spawnSync(process.execPath, [wrangler, 'deploy', '--dry-run', '--outdir', folder], {
    cwd: root,
    encoding: 'utf8',
    env: {
      PATH: `${dirname(process.execPath)}${delimiter}${process.env.PATH}`,
      HOME: process.env.HOME,
      CI: '1',
      WRANGLER_SEND_METRICS: 'false',
      WRANGLER_LOG_PATH: folder,
    },
  })
  if (run.status !== 0) throw new Error(`wrangler could not bundle the worker\n${run.stdout}\n${run.stderr}`)
  return run.stdout
}

const types: Record<string, string> = {
  '.js': 'ESModule',
  '.mjml': 'Text',
  '.md': 'Text',
  '.css': 'Text',
  '.svg': 'Text',
  '.wasm': 'CompiledWasm',
  '.woff2': 'Data',
}

function modulesOf(folder: string) {
  const files = readdirSync(folder).filter((name) => extname(name) in types)
  const entry = { type: 'ESModule', path: join(folder, 'recorder.js'), contents: recorderModule }
  const rest = files.map((name) => ({
    // Scripts for browsers are text to the worker.
    type: name.endsWith('.min.js') ? 'Text' : types[extname(name)],
    path: join(folder, name),
    contents: readFileSync(join(folder, name)),
  }))
  return [entry, ...rest]
}

/** A test does not wait a second for a bell. */
function quick(consumers: unknown): Record<string, object> {
  return Object.fromEntries(
    Object.entries(consumers as Record<string, object>).map(([queue, it]) => [
      queue,
      { ...it, maxBatchTimeout: 0 },
    ]),
  )
}
