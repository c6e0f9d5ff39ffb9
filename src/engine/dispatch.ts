import type { Outgoing, Receipt } from '../core/channel.ts'
import { isAboutAddress } from '../core/give-up.ts'
import { wholeHour } from '../core/hit.ts'
import type { Channel, Statement } from '../core/ports.ts'
import { retryAt } from '../core/retry.ts'
import { keyedNumber } from '../core/token.ts'
import { grouped } from '../store/grouped.ts'
import { type Finish, finishStatements, putOffReasons } from '../store/outbox.ts'
import { type NewReturn, returnStatements } from '../store/returns.ts'
import { composePost, mailFor } from './compose.ts'
import type { Deps } from './deps.ts'
import { type ContentReader, contentReader, feedOf, type Task } from './feed.ts'
import { noteHandOver } from './hand-over.ts'
import { openPassage, type Passage } from './passage.ts'
import { recheck } from './recheck.ts'
import { stormWatch } from './storm.ts'

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
  const [readContents, storm] = [contentReader(deps), stormWatch(deps)]
  let taken = 1
  while (taken > 0 && !it.signal?.aborted)
    taken = await sendAll(deps, { channel, stop: it.signal, readContents, storm }, total)
  return total
}

type Outcome = { lease: string; finish: Finish }

/** @returns how many messages were taken up */
async function sendAll(
  deps: Deps,
  it: {
    channel: Channel
    stop: AbortSignal | undefined
    readContents: ContentReader
    storm: ReturnType<typeof stormWatch>
  },
  total: Dispatched,
): Promise<number> {
  const { channel } = it
  const guarded = deps.lanes?.channels.has(channel.name) ? deps.lanes : null
  const passage = guarded && (await openPassage(deps, guarded, channel))
  if (guarded && !passage) return 0
  const feed = feedOf(deps, { ...it, passage })
  let [taken, underWay] = [0, 0]
  const write = grouped<Outcome>(
    async (outcomes) => {
      await writeDown(deps, outcomes)
      await passage?.settle()
      await it.storm(outcomes.length, outcomes.filter(({ finish }) => finish.state === 'refused').length)
    },
    () => underWay,
  )
  const prepared = async (patient = true) => {
    const task = await feed.next(patient)
    return task && prepare(deps, channel, task, passage?.perConnection(task))
  }
  const work = async () => {
    // One to send and one that is ready: what comes next is made while the other side answers.
    let current = await prepared()
    let next = current && (await prepared(false))
    while (current && !it.stop?.aborted && !passage?.isClosed()) {
      taken++
      underWay++
      const finishing = handle(deps, channel, current, next?.message, passage)
      const following = next && prepared(false)
      // Whoever waits for it hears of a failure; should the writing fail before, nobody waits.
      following?.catch(() => {})
      const finish = await finishing
      passage?.over(current.task, null)
      count(total, channel.name, finish)
      // The next one starts only when this one is written down: a crash repeats no more than what is under way.
      await write({ lease: current.task.lease, finish })
      underWay--
      current = next ?? (await prepared())
      next = following ? ((await following) ?? null) : current && (await prepared(false))
    }
    for (const left of [current, next]) if (left) feed.giveBack(left.task)
  }
  try {
    await Promise.all(Array.from({ length: passage?.probing ? 1 : channel.concurrency }, work))
    await feed.release()
  } finally {
    await passage?.close()
  }
  return taken
}

/** Without a message where something stands in its way for now. */
type Prepared = { task: Task; message?: Outgoing; error?: Error }

function prepare(deps: Deps, channel: Channel, task: Task, perConnection: number | undefined): Prepared {
  if (recheck(task.row, task.ready, deps.clock.now())) return { task }
  try {
    const message = messageOf(deps, task)
    if (perConnection && message.kind === 'mail') message.perConnection = perConnection
    channel.prepare?.(message)
    return { task, message }
  } catch (error) {
    return { task, error: error as Error }
  }
}

function messageOf(deps: Deps, { row, ready, pseudonym }: Task): Outgoing {
  if (row.contactKind === 'account')
    return composePost(deps, ready, { messageId: row.id, account: row.address ?? ready.institution.slug })
  const { id: messageId, firstAttemptAt: date } = row
  return mailFor(deps, ready, { ...row, messageId, address: row.address!, pseudonym, date })
}

async function writeDown(deps: Deps, outcomes: readonly Outcome[]): Promise<void> {
  const now = deps.clock.now()
  const byLease = Map.groupBy(outcomes, (outcome) => outcome.lease)
  const statements = [...byLease].flatMap(([lease, all]) => {
    const finishes = all.map((one) => one.finish)
    return finishStatements(deps.db, { lease, finishes, now, at: wholeHour(now) })
  })
  await deps.db.batch([...statements, ...refusedStatements(deps, outcomes, now)])
}

/** An answer that says something about the address is judged as what comes back later is. */
function refusedStatements(deps: Deps, outcomes: readonly Outcome[], at: number): Statement[] {
  const news = outcomes.flatMap(({ finish: { id: messageId, state, reason } }): NewReturn[] =>
    state === 'refused' && isAboutAddress(reason)
      ? [{ messageId, kind: 'bounce', reason, status: null, source: 'smtp', at }]
      : [],
  )
  return news.length ? returnStatements(deps.db, news, { now: at, hour: wholeHour(at) }) : []
}

async function handle(
  deps: Deps,
  channel: Channel,
  prepared: Prepared,
  next: Outgoing | undefined,
  passage: Passage | null,
): Promise<Finish> {
  const { row, ready } = prepared.task
  const now = deps.clock.now()
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
  const receipt = await send(deps, channel, prepared, next)
  passage?.over(prepared.task, receipt)
  if (receipt.outcome === 'accepted') {
    // An answer is read at once by whoever waits for it.
    if (ready.step?.trigger === 'launch') noteHandOver(deps, row.contentId)
    return finish('accepted', { remoteId: receipt.remoteId })
  }
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

async function send(
  deps: Deps,
  channel: Channel,
  prepared: Prepared,
  next: Outgoing | undefined,
): Promise<Receipt> {
  const { row, ready, signal } = prepared.task
  try {
    if (prepared.error) throw prepared.error
    return await channel.send(prepared.message ?? messageOf(deps, prepared.task), signal, next)
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
