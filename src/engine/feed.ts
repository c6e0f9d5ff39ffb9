import type { Channel } from '../core/ports.ts'
import { type Claimed, claim, leaseMs, releaseStatement } from '../store/outbox.ts'
import type { Deps } from './deps.ts'
import { pseudonymsFor } from './measure.ts'
import type { Passage } from './passage.ts'
import { type Ready, readyToSend } from './ready.ts'

/** A claimed message with all that is needed to send it. */
export type Task = {
  row: Claimed
  lease: string
  ready: Ready
  pseudonym: number | null
  /** Fires when the lease is nearly over. */
  signal: AbortSignal
}

/** Due messages of a channel, one after the other. */
export type Feed = {
  /**
   * Null when nothing is due any more, or at the stop.
   *
   * @param patient  false: null as well while the next one waits for its place
   */
  next(patient?: boolean): Promise<Task | null>
  /** For a task that was taken and not begun. */
  giveBack(task: Task): void
  /** Gives back to the queue what was claimed and not taken. */
  release(): Promise<void>
}

/** Nothing begins in the last half minute of a lease: its end would be too late to be written down. */
const startWithinMs = leaseMs - 30_000
/** A claim holds about as much as goes out in this time: what has changed since is soon seen, and the disk is spared. */
const batchMs = 500
const mostAtOnce = 400
/** While messages wait for their place, it is looked so often whether others are due. */
const lookAgainMs = 1_000

type State = {
  deps: Deps
  channel: Channel
  stop: AbortSignal | undefined
  passage: Passage | null
  readContents: ContentReader
  waiting: Task[]
  /** How many the next claim asks for. */
  limit: number
  claimedAt: number
  claiming: Promise<void> | null
  /** Nothing more is claimed. */
  dry: boolean
  failure: { error: unknown } | null
}
export type ContentReader = (claimed: readonly Claimed[]) => Promise<ReadonlyMap<number, Ready>>

export function feedOf(
  deps: Deps,
  it: {
    channel: Channel
    stop: AbortSignal | undefined
    passage: Passage | null
    readContents: ContentReader
  },
): Feed {
  const limit = leastAtOnce(it.channel)
  const fresh = { waiting: [], limit, claimedAt: 0, claiming: null, dry: false, failure: null }
  const state: State = { deps, ...it, ...fresh }
  return {
    next: (patient = true) => next(state, patient),
    giveBack: (task) => giveBack(state, task),
    release: () => release(state),
  }
}

const leastAtOnce = ({ concurrency }: Channel) => Math.max(20, concurrency * 4)

async function next(state: State, patient: boolean): Promise<Task | null> {
  const { waiting, channel, stop, passage } = state
  while (!stop?.aborted && !passage?.isClosed()) {
    // The next batch is there before the last one is used up, so that no line ever waits for another.
    if (waiting.length <= channel.concurrency) refill(state)
    if (state.failure) throw state.failure.error
    const task = passage?.take() ?? waiting.pop()
    if (task && !task.signal.aborted) return task
    if (task) {
      // Too late for this lease: it goes back, to be claimed anew.
      giveBack(state, task)
      state.dry = true
    }
    if (!state.dry) await state.claiming
    else if (!patient || !passage?.held()) return null
    else {
      await passage.turn()
      if (Date.now() - state.claimedAt >= lookAgainMs) state.dry = false
    }
  }
  return null
}

function giveBack(state: State, task: Task): void {
  state.passage?.over(task, null)
  state.waiting.push(task)
}

function refill(state: State): void {
  if (state.dry || state.claiming) return
  state.claiming = claimMore(state)
    .catch((error: unknown) => {
      state.failure = { error }
    })
    .finally(() => {
      state.claiming = null
    })
}

async function claimMore(state: State): Promise<void> {
  const { deps, channel, passage } = state
  resize(state)
  const now = deps.clock.now()
  const limit = passage?.probing ? 1 : state.limit
  const lease = `${deps.holder}/${crypto.randomUUID()}`
  const claimed = await claim(deps.db, { channel: channel.name, now, limit, lease })
  if (claimed.length === 0) {
    state.dry = true
    return
  }
  const contents = await state.readContents(claimed)
  const pseudonyms = await pseudonymsFor(deps, claimed, contents)
  const signal = AbortSignal.timeout(startWithinMs)
  const tasks = claimed.map((row) => {
    const [ready, pseudonym] = [contents.get(row.contentId)!, pseudonyms.get(row.id) ?? null]
    return { row, lease, ready, pseudonym, signal }
  })
  // Taken from the end.
  state.waiting.unshift(...(passage ? await passage.admit(tasks) : tasks).reverse())
}

/** Twice as many while they go out fast, half as many when they do not. */
function resize(state: State): void {
  const [before, now] = [state.claimedAt, Date.now()]
  state.claimedAt = now
  if (before === 0) return
  const tookMs = now - before
  const wanted = tookMs < batchMs / 2 ? state.limit * 2 : tookMs > batchMs * 2 ? state.limit / 2 : state.limit
  state.limit = Math.max(leastAtOnce(state.channel), Math.min(mostAtOnce, Math.floor(wanted)))
}

async function release({ deps, waiting, passage, claiming }: State): Promise<void> {
  await claiming
  waiting.push(...(passage?.empty() ?? []))
  const now = deps.clock.now()
  const leases = Map.groupBy(waiting, (task) => task.lease)
  const statements = [...leases].map(([lease, tasks]) =>
    releaseStatement(deps.db, { lease, ids: tasks.map(({ row }) => row.id), now }),
  )
  if (statements.length) await deps.db.batch(statements)
}

/** Contents never change, but how much a campaign may count can: nothing is believed for longer than this. */
const believeMs = 5_000

/** Reads each content once for many batches: its texts weigh more than all the rest of a message. */
export function contentReader(deps: Deps): ContentReader {
  let known = new Map<number, Ready>()
  let since = Date.now()
  return async (claimed) => {
    if (Date.now() - since > believeMs) {
      known = new Map()
      since = Date.now()
    }
    for (const { contentId } of claimed) {
      if (!known.has(contentId)) known.set(contentId, await readyToSend(deps, contentId))
    }
    return known
  }
}
