import { generateKeyPairSync } from 'node:crypto'
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readSettings } from '../../config.ts'
import { openNode } from '../../node.ts'
import { type Context, text, whole } from '../verb.ts'
import { median, runMeasured } from './child.ts'
import { fillSendBench } from './send-fill.ts'
import { meanMailBytes } from './send-size.ts'
import { postfixProgram, sourceSeconds, startSink } from './sink.ts'
import { surroundingsOf } from './surroundings.ts'

const connections = 20

type Sent = { perSecond: number; cpuMicros: number; rssBytes: number }

/**
 * `bench send`: personalised mails of a launched campaign, with the ledger on disk, beside Postfix's `smtp-source`
 * sending one text of the same size to the same sink over as many connections. Each round measures all three.
 */
export async function benchSend(context: Context) {
  const mails = whole('--mails', text(context, 'mails') ?? '20000', 1)
  const rounds = whole('--rounds', text(context, 'rounds') ?? '5', 1)
  postfixProgram('smtp-source')
  const folder = mkdtempSync(join(tmpdir(), 'mawja-bench-'))
  const sink = await startSink()
  try {
    const environment = surroundings(context, join(folder, 'launched.db'), sink.port)
    await fillSendBench(environment, mails)
    const { deps, close } = await openNode(readSettings(environment))
    const bytes = await meanMailBytes(deps, 200).finally(close)
    await warmUp(context, folder, sink.port)
    const results = { baseline: [] as number[], plain: [] as Sent[], signed: [] as Sent[] }
    for (let round = 0; round < rounds; round++) {
      results.baseline.push(mails / (await sourceSeconds(sink.port, { mails, bytes, connections })))
      results.plain.push(await sendOnce(environment, folder, mails))
      results.signed.push(await sendOnce({ ...environment, ...signing(folder) }, folder, mails))
    }
    return answer(results, { mails, rounds, mailBytes: bytes })
  } finally {
    sink.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

function surroundings(context: Context, database: string, port: number): NodeJS.ProcessEnv {
  return surroundingsOf(context, database, {
    MAWJA_PUBLIC_URL: 'https://lettres.mre.example',
    MAWJA_CACHE_MB: '4',
    // Lines are kept, as smtp-source keeps its own.
    MAWJA_MAIL_URL: `smtp://127.0.0.1:${port}?tls=none&connections=${connections}&perConnection=999999`,
  })
}

function signing(folder: string): NodeJS.ProcessEnv {
  const file = join(folder, 'dkim.pem')
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  writeFileSync(file, privateKey.export({ type: 'pkcs8', format: 'pem' }))
  return { MAWJA_DKIM_DOMAIN: 'mre.example', MAWJA_DKIM_SELECTOR: 'bench', MAWJA_DKIM_KEY_FILE: file }
}

/**
 * Node reads the sources by itself and keeps what it has compiled, so that the memory is the sending's and not the
 * compiler's; docs/operating.md says how to start a sender with these limits.
 */
const sender = [
  '--max-semi-space-size=1',
  '--max-old-space-size=64',
  join(import.meta.dirname, 'send-drain.ts'),
]

const started = (environment: NodeJS.ProcessEnv, folder: string, database: string) =>
  runMeasured(sender, {
    ...environment,
    // One heap of the C library's for all threads: otherwise each keeps pages of its own that it has no use for.
    MALLOC_ARENA_MAX: '1',
    NODE_COMPILE_CACHE: join(folder, 'compiled'),
    MAWJA_DATABASE: join(folder, database),
  })

/** A small campaign goes first: what it compiled is kept for the rounds. */
async function warmUp(context: Context, folder: string, port: number): Promise<void> {
  const environment = surroundings(context, join(folder, 'small.db'), port)
  await fillSendBench(environment, 2000)
  await started(environment, folder, 'small.db')
}

/** Drains a fresh copy of the launched database. */
async function sendOnce(environment: NodeJS.ProcessEnv, folder: string, mails: number): Promise<Sent> {
  const database = join(folder, 'round.db')
  copyFileSync(join(folder, 'launched.db'), database)
  const { out, rssBytes } = await started(environment, folder, 'round.db')
  for (const end of ['', '-wal', '-shm']) rmSync(`${database}${end}`, { force: true })
  const { sent, seconds, cpuSeconds } = JSON.parse(out) as Record<string, number>
  if (sent !== mails) throw new Error(`${sent} of ${mails} mails were sent: ${out}`)
  return { perSecond: mails / seconds!, cpuMicros: (cpuSeconds! * 1e6) / mails, rssBytes }
}

function answer(
  { baseline, plain, signed }: { baseline: number[]; plain: Sent[]; signed: Sent[] },
  counts: { mails: number; rounds: number; mailBytes: number },
) {
  const rate = (all: Sent[]) => Math.round(median(all.map((one) => one.perSecond)))
  // Each against the baseline of its own round: what else the machine does weighs on both.
  const ratio = (all: Sent[]) => median(all.map((one, round) => one.perSecond / baseline[round]!))
  const cpu = (all: Sent[]) => Math.round(median(all.map((one) => one.cpuMicros)))
  return {
    figure: rate(plain),
    baseline: Math.round(median(baseline)),
    ratio: ratio(plain),
    rssBytes: Math.max(...plain.map((one) => one.rssBytes)),
    cpuMicros: cpu(plain),
    dkim: { figure: rate(signed), ratio: ratio(signed), cpuMicros: cpu(signed) },
    ...counts,
  }
}
