import { isAnswer } from '../core/campaign.ts'
import type { Receipt } from '../core/channel.ts'
import { breakerState, failuresToOpen } from '../core/lane/breaker.ts'
import { signOf } from '../core/lane/sign.ts'
import { type WarmUpPlan, warmingDomain } from '../core/lane/warm-up.ts'
import type { Channel } from '../core/ports.ts'
import { letGo } from '../store/lanes.ts'
import { leaseMs } from '../store/outbox.ts'
import { warmUpPlans } from '../store/warm-up.ts'
import { type ConnectionShare, shareConnections } from './connection-share.ts'
import type { Deps } from './deps.ts'
import type { Task } from './feed.ts'
import { doubt, learnDomains, providerOf } from './lane-domains.ts'
import { changeLane, type LaneBook, type Lanes, openBook } from './lanes.ts'
import { type Account, heard, leaveProbe, openAccount, settle, warmUpCount } from './passage-account.ts'
import { type Candidate, sortOut } from './passage-sort.ts'
import { take, turn } from './passage-wait.ts'
import { recheck } from './recheck.ts'

/**
 * Between the outbox and the channel: decides which of the claimed messages go now, which are held until their place
 * comes, and which come again later. docs/lanes.md explains the whole.
 */
export type Passage = {
  /** One message alone goes, to see whether the channel works again. */
  readonly probing: boolean
  /** Nothing more may begin. */
  isClosed(): boolean
  /** @returns those that go at once; the others are held, or put off and written down */
  admit(tasks: readonly Task[]): Promise<Task[]>
  /** One that was held and may go now. */
  take(): Task | null
  /** Messages after which a connection that carries this one is closed; undefined = the channel's own limit. */
  perConnection(task: Task): number | undefined
  /** How many are held. */
  held(): number
  /** Resolves when it is worth asking again. */
  turn(): Promise<void>
  /** The message is done with, or is not begun (`receipt` null). */
  over(task: Task, receipt: Receipt | null): void
  /** Writes down what the answers say about lanes and channel. */
  settle(): Promise<void>
  /** Takes back all that are held, for the outbox. */
  empty(): Task[]
  /** Lets go of connections. */
  close(): Promise<void>
}

export type State = {
  deps: Deps
  lanes: Lanes
  channel: Channel
  book: LaneBook
  account: Account
  plans: ReadonlyMap<string, WarmUpPlan>
  holder: string
  probing: boolean
  isOver: boolean
  /** Failures without a success between, as seen here. */
  failures: number
  /** Those of them that wait for their place, the earliest first. */
  held: (Candidate & { at: number })[]
  /** Known to be free to go, after a look at the DNS. */
  ready: Task[]
  /** Look-ups under way, with their messages. */
  learning: Set<readonly Task[]>
  /** Of messages handed out or held. */
  known: Map<Task, Candidate>
  /** By provider: connections in use, and how many may be. */
  inUse: Map<string, number>
  granted: Map<string, number>
  failure: { error: unknown } | null
  wake: () => void
  share: ConnectionShare
}

/** @returns null when the channel rests: nothing is sent */
export async function openPassage(deps: Deps, lanes: Lanes, channel: Channel): Promise<Passage | null> {
  const book = await openBook(deps, channel.name)
  const now = deps.clock.now()
  doubt(lanes, now)
  const before = breakerState(book.lanes.get('') ?? closed, now)
  if (before === 'open') return null
  if (before === 'half-open' && !(await isOurProbe(book))) return null
  const holder = `${deps.holder}/${crypto.randomUUID()}`
  const state: State = {
    deps,
    lanes,
    channel,
    book,
    account: openAccount(book, { tallies: lanes.tallies, probing: before === 'half-open' }),
    plans: channel.name === 'email' ? await warmUpPlans(deps.db) : new Map(),
    holder,
    probing: before === 'half-open',
    isOver: false,
    failures: 0,
    held: [],
    ready: [],
    learning: new Set(),
    known: new Map(),
    inUse: new Map(),
    granted: new Map(),
    failure: null,
    wake: () => {},
    share: await shareConnections(deps, channel, holder),
  }
  return passageOver(state)
}

const closed = { failures: 0, pausedUntil: null }
/** A probe that never ended is followed by another after this. */
const probeMs = leaseMs

/** Of all processes one sends the message that decides. */
async function isOurProbe(book: LaneBook): Promise<boolean> {
  const now = book.deps.clock.now()
  const { ours } = await changeLane(book, '', (lane) =>
    breakerState(lane, now) === 'half-open'
      ? { lane: { ...lane, pausedUntil: now + probeMs, changedAt: now }, ours: true }
      : { lane, ours: false },
  )
  return ours
}

function passageOver(state: State): Passage {
  return {
    probing: state.probing,
    isClosed: () => state.isOver,
    admit: (tasks) => admit(state, tasks),
    take: () => take(state),
    perConnection: (task) => state.known.get(task)?.lane?.perConnection,
    held: () => state.held.length + state.ready.length + state.learning.size,
    turn: () => turn(state),
    over: (task, receipt) => over(state, task, receipt),
    settle: async () => {
      if (await settle(state.account)) state.isOver = true
    },
    empty: () => empty(state),
    close: () => close(state),
  }
}

async function admit(state: State, tasks: readonly Task[]): Promise<Task[]> {
  const { deps, lanes, channel } = state
  if (channel.name !== 'email' || !(lanes.throttled || state.plans.size)) return [...tasks]
  const [free, sorted, unknown]: [Task[], Candidate[], Task[]] = [[], [], []]
  const now = deps.clock.now()
  for (const task of tasks) {
    const provider = providerOf(lanes, domainOf(task.row.address ?? ''))
    if (provider === undefined && task.row.address) unknown.push(task)
    else {
      const candidate = candidateOf(state, task, provider ?? '')
      // What is not going to be sent needs no place.
      if (!candidate || recheck(task.row, task.ready, now)) free.push(task)
      else sorted.push(candidate)
    }
  }
  if (unknown.length) learn(state, unknown)
  return sorted.length ? [...free, ...(await sortOut(state, sorted))] : free
}

const domainOf = (address: string) => address.slice(address.lastIndexOf('@') + 1)

/** Null when nothing holds the message back: no lane, no warming up. */
function candidateOf(state: State, task: Task, provider: string): Candidate | null {
  const { plans, lanes } = state
  const from = task.ready.edition.definition.sender.email ?? state.deps.settings.mailFrom ?? ''
  const warming = plans.size ? warmingDomain(plans, domainOf(from), lanes.signer) : null
  const lane = lanes.throttled ? (lanes.byId.get(provider) ?? null) : null
  // Whoever just did something waits for an answer.
  const isUrgent = isAnswer(task.row)
  return lane || warming ? { task, provider, lane, warming, isUrgent } : null
}

/** The others do not wait for the DNS. */
function learn(state: State, tasks: readonly Task[]): void {
  const { deps, lanes, learning } = state
  learning.add(tasks)
  const domains = [...new Set(tasks.map((task) => domainOf(task.row.address!)))]
  const done = async () => {
    await learnDomains(deps, lanes, domains)
    // Given back meanwhile.
    if (!learning.has(tasks)) return
    state.ready.push(...(await admit(state, tasks)))
  }
  done()
    .catch((error: unknown) => {
      state.failure = { error }
    })
    .finally(() => {
      learning.delete(tasks)
      state.wake()
    })
}

function over(state: State, task: Task, receipt: Receipt | null): void {
  const candidate = state.known.get(task)
  state.known.delete(task)
  if (candidate?.lane) state.inUse.set(candidate.provider, (state.inUse.get(candidate.provider) ?? 1) - 1)
  if (candidate?.warming && !receipt)
    warmUpCount(state.account, candidate.warming, candidate.provider, { sent: -1 })
  if (receipt) listen(state, candidate, receipt)
  state.wake()
}

const free = { provider: '', lane: null, warming: null }

function listen(state: State, candidate: Candidate | undefined, receipt: Receipt): void {
  // What could not even be made says nothing about the way out.
  if (receipt.outcome === 'refused' && receipt.reason === 'system' && !receipt.retryable) return
  const sign = signOf(receipt)
  const { provider, warming } = candidate ?? free
  heard(state.account, candidate ?? free, sign)
  if (warming && receipt.outcome === 'refused' && receipt.reason === 'unknown_user')
    warmUpCount(state.account, warming, provider, { unknownUsers: 1 })
  state.failures = sign === 'failed' ? state.failures + 1 : 0
  // At once, not after the next writing: those behind would fail as well.
  if (state.probing || state.failures >= failuresToOpen) state.isOver = true
}

function empty(state: State): Task[] {
  const left = [
    ...state.held.splice(0).map((one) => one.task),
    ...state.ready.splice(0),
    ...[...state.learning].flat(),
  ]
  state.learning.clear()
  for (const task of left) {
    const candidate = state.known.get(task)
    state.known.delete(task)
    if (candidate?.warming) warmUpCount(state.account, candidate.warming, candidate.provider, { sent: -1 })
  }
  return left
}

async function close(state: State): Promise<void> {
  state.share.end()
  await settle(state.account)
  await leaveProbe(state.account)
  const { deps, channel, holder } = state
  if (state.granted.size === 0 && !channel.connections) return
  await letGo(deps.db, { channel: channel.name, holder, now: deps.clock.now() }).run()
}
