import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Context, text, whole } from '../verb.ts'
import { median } from './child.ts'
import { campaign, fillPagesBench } from './pages-fill.ts'
import { type Server, startServer } from './server.ts'
import { surroundingsOf } from './surroundings.ts'

const tsx = ['--import', import.meta.resolve('tsx')]

/** What officers, analysts and admins look at all day. */
const paths = [
  '/desk',
  ...['', '/live', '/figures', '/figures/spread', '/figures/skills', '/report', '/replies', '/edit'].map(
    (page) => `/desk/campaigns/${campaign}${page}`,
  ),
  '/desk/calendar',
  '/desk/figures',
  '/desk/audiences',
  '/desk/templates',
  ...['people', 'audit', 'suppressions', 'sending', 'webhooks', 'settings', 'days'].map(
    (page) => `/desk/admin/${page}`,
  ),
]

type Page = { path: string; ms: number; baselineMs: number; ratio: number; bytes: number }

/**
 * `bench pages`: pages of the desk in a large house, one at a time as one person looks at them, each beside an empty answer
 * of Hono's in the same round. `figure` is the slowest page's median in ms; every page is looked at once before.
 */
export async function benchPages(context: Context) {
  const contacts = whole('--contacts', text(context, 'contacts') ?? '1000000', 1)
  const events = whole('--events', text(context, 'events') ?? '10000000', 1)
  const rounds = whole('--rounds', text(context, 'rounds') ?? '15', 1)
  const folder = mkdtempSync(join(tmpdir(), 'mawja-bench-'))
  const environment = surroundingsOf(context, join(folder, 'bench.db'), { MAWJA_PORT: '0' })
  const servers: Server[] = []
  const start = async (words: string[]) => {
    const server = await startServer([...tsx, ...words], environment)
    servers.push(server)
    return server
  }
  try {
    const cookie = await fillPagesBench(environment, { contacts, events, now: Date.now() })
    const empty = await start([join(import.meta.dirname, 'track-baseline.ts')])
    const ours = await start([join(import.meta.dirname, '../../cli.ts'), 'serve', '--json'])
    const pages: Page[] = []
    for (const path of paths) pages.push(await measure({ path, cookie, rounds, empty, ours }))
    const worst = pages.reduce((left, right) => (right.ms > left.ms ? right : left))
    const { ms: figure, baselineMs: baseline, ratio } = worst
    return { figure, baseline, ratio, rssBytes: ours.rssBytes(), contacts, events, rounds, pages }
  } finally {
    await Promise.all(servers.map((server) => server.stop()))
    rmSync(folder, { recursive: true, force: true })
  }
}

async function measure(it: {
  path: string
  cookie: string
  rounds: number
  empty: Server
  ours: Server
}): Promise<Page> {
  const { path, cookie, rounds, empty, ours } = it
  const look = async (server: Server) => {
    const startedAt = performance.now()
    const answer = await fetch(server.url + path, { headers: { cookie }, redirect: 'manual' })
    const bytes = (await answer.arrayBuffer()).byteLength
    if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}`)
    return { ms: performance.now() - startedAt, bytes }
  }
  const { bytes } = await look(ours)
  await look(empty)
  const taken: { ms: number; baselineMs: number }[] = []
  for (let round = 0; round < rounds; round++)
    taken.push({ baselineMs: (await look(empty)).ms, ms: (await look(ours)).ms })
  const ms = median(taken.map((one) => one.ms))
  const baselineMs = median(taken.map((one) => one.baselineMs))
  return { path, ms, baselineMs, ratio: ms / baselineMs, bytes }
}
