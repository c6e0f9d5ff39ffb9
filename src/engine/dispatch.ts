import type { Receipt } from '../core/channel.ts'
import { wholeHour } from '../core/hit.ts'
import type { Channel } from '../core/ports.ts'
import { retryAt } from '../core/retry.ts'
import { keyedNumber } from '../core/token.ts'
import { grouped } from '../store/grouped.ts'
import {
  type Claimed,
  claim,
  type Finish,
  finishStatements,
  leaseMs,
  putOffReasons,
  releaseStatement,
} from '../store/outbox.ts'
import { composePost, mailFor } from './compose.ts'
import type { Deps } from './deps.ts'
import { pseudonymsFor } from './measure.ts'
import { type Ready, readyContent } from './ready.ts'
import { recheck } from './recheck.ts'

export type Dispatched = {
  sent: number
  posts: number
  refused: number
  retrying: number
  unknown: number
  skipped: number
}
export const nothingDispatched: Dispatched = {
  sent: 0,
  posts: 0,
  refused: 0,
  retrying: 0,
  unknown: 0,
  skipped: 0,
}

/** Nothing begins in the last half minute of a lease: its end would be too late to be written down. */
const startWithinMs = leaseMs - 30_000

/**
 * Takes what is due on a channel, looks at each once more, hands it over and writes down what came of it, until
 * nothing is due. A stop lets what is under way finish and gives the rest back.
 */
export async function dispatch(
  deps: Deps,
  it: { channel: string; signal?: AbortSignal },
): Promise<Dispatched> {
  const channel = deps.channels.get(it.channel)
  const total = { ...nothingDispatched }
  if (!channel) return total
  const limit = Math.max(20, channel.concurrency * 4)
  const readContents = contentReader(deps)
  while (!it.signal?.aborted) {
    const lease = `${deps.holder}/${crypto.randomUUID()}`
    const claimed = await claim(deps.db, { channel: channel.name, now: deps.clock.now(), limit, lease })
    if (claimed.length === 0) break
    await sendAll(deps, channel, claimed, await readContents(claimed), lease, it.signal, total)
  }
  return total
}

async function sendAll(
  deps: Deps,
  channel: Channel,
  claimed: readonly Claimed[],
  contents: ReadonlyMap<number, Ready>,
  lease: string,
  stop: AbortSignal | undefined,
  total: Dispatched,
): Promise<void> {
  const now = deps.clock.now()
  const write = grouped<Finish>(async (finishes) => {
    await deps.db.batch(finishStatements(deps.db, { lease, finishes, now, at: wholeHour(now) }))
  })
  const pseudonyms = await pseudonymsFor(deps, claimed, contents)
  const startBy = Date.now() + startWithinMs
  const signal = AbortSignal.timeout(startWithinMs)
  const waiting = [...claimed]
  const work = async () => {
    for (let row = waiting.shift(); row; row = waiting.shift()) {
      if (stop?.aborted || Date.now() > startBy) {
        waiting.push(row)
        return
      }
      const ready = contents.get(row.contentId)!
      const pseudonym = pseudonyms.get(row.id) ?? null
      const finish = await handle(deps, { channel, row, ready, pseudonym, now, signal })
      count(total, channel.name, finish)
      // The next one starts only when this one is written down: a crash repeats no more than what is under way.
      await write(finish)
    }
  }
  await Promise.all(Array.from({ length: Math.min(channel.concurrency, claimed.length) }, work))
  if (waiting.length) {
    await deps.db.batch([releaseStatement(deps.db, { lease, ids: waiting.map((row) => row.id), now })])
  }
}

/** Contents never change, but how much a campaign may count can: nothing is believed for longer than this. */
const believeMs = 5_000

/** Reads each content once for many batches: its texts weigh more than all the rest of a message. */
function contentReader(deps: Deps) {
  let known = new Map<number, Ready>()
  let since = Date.now()
  return async (claimed: readonly Claimed[]): Promise<ReadonlyMap<number, Ready>> => {
    if (Date.now() - since > believeMs) {
      known = new Map()
      since = Date.now()
    }
    for (const { contentId } of claimed) {
      if (!known.has(contentId)) known.set(contentId, await readyContent(deps, contentId))
    }
    return known
  }
}

type Task = {
  channel: Channel
  row: Claimed
  ready: Ready
  pseudonym: number | null
  now: number
  signal: AbortSignal
}

async function handle(deps: Deps, task: Task): Promise<Finish> {
  const { channel, row, ready, now } = task
  const finish = (state: Finish['state'], more: Partial<Finish> = {}): Finish => ({
    id: row.id,
    state,
    dueAt: null,
    remoteId: null,
    reason: null,
    ...more,
  })
  const hindrance = recheck(row, ready, now)
  if (hindrance && 'skip' in hindrance) return finish('skipped', { reason: hindrance.skip })
  if (hindrance) return finish('queued', { dueAt: hindrance.until, reason: hindrance.reason })
  if (row.interrupted && channel.onUnknown === 'ask') return finish('unknown', { reason: 'interrupted' })
  const receipt = await send(deps, task)
  if (receipt.outcome === 'accepted') return finish('accepted', { remoteId: receipt.remoteId })
  if (receipt.outcome === 'unknown' && channel.onUnknown === 'ask') {
    deps.log('message-unknown', { message: row.id, campaign: ready.campaign.slug })
    return finish('unknown', { reason: 'lost-answer' })
  }
  const reason = receipt.outcome === 'refused' ? receipt.reason : 'network'
  const again = receipt.outcome === 'unknown' || receipt.retryable
  const retryAfterMs = receipt.outcome === 'refused' ? receipt.retryAfterMs : undefined
  const spread = (keyedNumber(deps.keys, `retry/${row.id}/${row.attempts}`) % 1000) / 1000
  const dueAt = again ? retryAt(row.attempts, row.firstAttemptAt, now, retryAfterMs, spread) : null
  return dueAt === null ? finish('refused', { reason }) : finish('queued', { dueAt, reason })
}

async function send(deps: Deps, { channel, row, ready, pseudonym, signal }: Task): Promise<Receipt> {
  try {
    const message =
      row.contactKind === 'account'
        ? composePost(deps, ready, { messageId: row.id, account: row.address ?? ready.institution.slug })
        : mailFor(deps, ready, {
            ...row,
            messageId: row.id,
            address: row.address!,
            pseudonym,
            date: row.firstAttemptAt,
          })
    return await channel.send(message, signal)
  } catch (error) {
    // A message that cannot be made must not stop the ones behind it.
    deps.log('message-failed', {
      message: row.id,
      campaign: ready.campaign.slug,
      problem: (error as Error).name,
    })
    return { outcome: 'refused', reason: 'system', detail: (error as Error).message, retryable: false }
  }
}

function count(total: Dispatched, channel: string, finish: Finish): void {
  if (finish.state === 'accepted') total[channel === 'email' ? 'sent' : 'posts']++
  else if (finish.state !== 'queued') total[finish.state]++
  else if (!putOffReasons.includes(finish.reason ?? '')) total.retrying++
}
