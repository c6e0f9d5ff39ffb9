import { spawn } from 'node:child_process'
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as later } from 'node:timers/promises'
import { type Context, text, whole } from '../verb.ts'
import { type ChaosSink, startChaosSink } from './chaos-sink.ts'
import { verdictOf } from './chaos-verdict.ts'
import { peakOf } from './child.ts'
import { fillSendBench } from './send-fill.ts'
import { surroundingsOf } from './surroundings.ts'

const connections = 20

/**
 * `bench chaos`: a launched campaign sent to a server that behaves badly, by a process that is killed at random and
 * started again, until nothing waits; then person by person what became of it. Baseline: the same campaign to the same
 * server on a good day, without a kill; `figure` and `baseline` are mails a second.
 */
export async function benchChaos(context: Context) {
  const recipients = whole('--recipients', text(context, 'recipients') ?? '50000', 1)
  const kills = whole('--kills', text(context, 'kills') ?? '20', 0)
  const seed = whole('--seed', text(context, 'seed') ?? '1', 0)
  const folder = mkdtempSync(join(tmpdir(), 'mawja-bench-'))
  try {
    const launched = join(folder, 'launched.db')
    await fillSendBench(surroundings(context, launched, 9), recipients)
    const trial = async (calm: boolean, killAt: readonly number[]) => {
      const sink = await startChaosSink({ seed, calm })
      const database = join(folder, calm ? 'calm.db' : 'chaos.db')
      copyFileSync(launched, database)
      const startedAt = performance.now()
      const rssBytes = await sendToTheEnd(surroundings(context, database, sink.port), sink, killAt)
      const perSecond = recipients / ((performance.now() - startedAt) / 1000)
      const verdict = calm ? null : await verdictOf(database, { sink, seed, recipients })
      await sink.stop()
      return { perSecond, rssBytes, verdict }
    }
    const calm = await trial(true, [])
    const chaos = await trial(false, killPlaces(recipients, kills))
    return {
      figure: Math.round(chaos.perSecond),
      baseline: Math.round(calm.perSecond),
      ratio: chaos.perSecond / calm.perSecond,
      rssBytes: chaos.rssBytes,
      kills,
      connections,
      seed,
      ...chaos.verdict!,
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function surroundings(context: Context, database: string, port: number): NodeJS.ProcessEnv {
  return surroundingsOf(context, database, {
    MAWJA_PUBLIC_URL: 'https://lettres.mre.example',
    MAWJA_MAIL_URL: `smtp://127.0.0.1:${port}?tls=none&connections=${connections}`,
  })
}

/** After how many arrivals to kill: at random, but before so much has arrived that nothing is under way any more. */
function killPlaces(recipients: number, kills: number): number[] {
  const places = Array.from({ length: kills }, () => Math.floor(Math.random() * recipients * 0.9))
  return places.sort((left, right) => left - right)
}

/** @returns highest memory of any of the processes */
async function sendToTheEnd(
  environment: NodeJS.ProcessEnv,
  sink: ChaosSink,
  killAt: readonly number[],
): Promise<number> {
  let rssBytes = 0
  for (const place of [...killAt, Number.POSITIVE_INFINITY]) {
    const words = ['--import', import.meta.resolve('tsx'), join(import.meta.dirname, 'chaos-drain.ts')]
    const child = spawn(process.execPath, words, { env: environment, stdio: ['ignore', 'ignore', 'inherit'] })
    const ended = new Promise<string>((done) =>
      child.once('close', (code, signal) => done(signal ?? `${code}`)),
    )
    let end: string | undefined
    void ended.then((how) => {
      end = how
    })
    // One that is killed has always sent something before: a kill that hits nobody would prove nothing.
    const enough = Math.max(place, sink.count() + 1)
    while (end === undefined && sink.count() < enough) {
      rssBytes = Math.max(rssBytes, peakOf(child.pid!))
      await later(1)
    }
    if (end === undefined) child.kill('SIGKILL')
    const how = await ended
    const asked = place === Number.POSITIVE_INFINITY ? '0' : 'SIGKILL'
    if (how !== asked) throw new Error(`the sending process ended with ${how} where ${asked} was expected`)
  }
  return rssBytes
}
