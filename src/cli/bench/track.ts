import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readSettings } from '../../config.ts'
import { sealClick } from '../../core/tokens.ts'
import { openNode } from '../../node.ts'
import { type Context, text, whole } from '../verb.ts'
import { median } from './child.ts'
import { fillSendBench } from './send-fill.ts'
import { type Server, startServer } from './server.ts'
import { surroundingsOf } from './surroundings.ts'
import { load, wrkProgram } from './wrk.ts'

/** Two languages, their links, so many generations: as many different addresses as a campaign has. */
const generations = 20
const tsx = ['--import', import.meta.resolve('tsx')]

/**
 * `bench track`: clicks of a running campaign, each answered when its event is on the disk, beside an empty answer of
 * Hono's under the same load; and `judged`, the same from many networks, with mail filters among them. After each round
 * the events are counted: `lost` are answers without one, `bursts` clicks taken for a machine's.
 */
export async function benchTrack(context: Context) {
  const rounds = whole('--rounds', text(context, 'rounds') ?? '5', 1)
  const seconds = whole('--seconds', text(context, 'seconds') ?? '5', 1)
  wrkProgram()
  const folder = mkdtempSync(join(tmpdir(), 'mawja-bench-'))
  const environment = surroundings(context, folder)
  const servers: Server[] = []
  const start = async (words: string[]) => {
    const server = await startServer(words, environment)
    servers.push(server)
    return server
  }
  try {
    await fillSendBench(environment, 100)
    const paths = await clickPaths(environment)
    const empty = await start([...tsx, join(import.meta.dirname, 'track-baseline.ts')])
    const ours = await start([...tsx, join(import.meta.dirname, '../../cli.ts'), 'serve', '--json'])
    const ask = (server: Server, long: number, isJudged: boolean) =>
      load(server.url, { paths, seconds: long, script: join(folder, 'load.lua'), isJudged })
    for (const server of servers) await ask(server, 1, true)
    const results: Results = { plain: [], judged: [], baseline: [], lost: 0, bursts: 0 }
    for (let round = 0; round < rounds; round++) {
      results.baseline.push((await ask(empty, seconds, false)).perSecond)
      for (const kind of ['plain', 'judged'] as const) {
        const before = await countClicks(environment)
        const { perSecond, answers, faults } = await ask(ours, seconds, kind === 'judged')
        if (faults) throw new Error(`${faults} of ${answers} clicks were not answered with a redirect`)
        const after = await countClicks(environment)
        results.lost += Math.max(0, answers - (after.clicks - before.clicks))
        results.bursts += after.bursts - before.bursts
        results[kind].push(perSecond)
      }
    }
    const rssBytes = ours.rssBytes()
    return { ...answer(results), rssBytes, rounds }
  } finally {
    await Promise.all(servers.map((server) => server.stop()))
    rmSync(folder, { recursive: true, force: true })
  }
}

type Results = { plain: number[]; judged: number[]; baseline: number[]; lost: number; bursts: number }

function answer({ plain, judged, baseline, lost, bursts }: Results) {
  // Each against the baseline of its own round: what else the machine does weighs on both.
  const measured = (all: number[]) => ({
    figure: Math.round(median(all)),
    ratio: median(all.map((figure, round) => figure / baseline[round]!)),
  })
  return {
    ...measured(plain),
    baseline: Math.round(median(baseline)),
    judged: measured(judged),
    lost,
    bursts,
  }
}

function surroundings(context: Context, folder: string): NodeJS.ProcessEnv {
  return surroundingsOf(context, join(folder, 'launched.db'), { MAWJA_PORT: '0', MAWJA_LOG: 'warn' })
}

async function clickPaths(environment: NodeJS.ProcessEnv): Promise<string[]> {
  const { deps, close } = await openNode(readSettings(environment))
  try {
    const sql = `SELECT o.id AS contentId, l.id AS linkId FROM contents o JOIN editions e ON e.id = o.edition_id
      JOIN links l ON l.campaign_id = e.campaign_id WHERE o.step = 'lettre' AND l.url LIKE 'https:%'`
    const { results } = await deps.db.prepare(sql).all<{ contentId: number; linkId: number }>()
    return results.flatMap((place) =>
      Array.from(
        { length: generations },
        (_, generation) => `/c/${sealClick(deps.keys, { ...place, generation })}`,
      ),
    )
  } finally {
    await close()
  }
}

type Clicks = { clicks: number; bursts: number }

async function countClicks(environment: NodeJS.ProcessEnv): Promise<Clicks> {
  const { deps, close } = await openNode(readSettings(environment))
  const sql = `SELECT count(*) AS clicks, count(*) FILTER (WHERE reasons LIKE '%+burst%') AS bursts
    FROM events WHERE kind = 'click'`
  const row = await deps.db.prepare(sql).first<Clicks>()
  await close()
  return row!
}
