import { wholeHour } from '../core/hit.ts'
import { reserve } from '../core/lane/lane.ts'
import type { Provider } from '../core/lane/providers.ts'
import { holdConnections } from '../store/lanes.ts'
import { type Finish, finishStatements, leaseMs } from '../store/outbox.ts'
import type { Task } from './feed.ts'
import { changeLane } from './lanes.ts'
import type { State } from './passage.ts'
import { warmUpCount } from './passage-account.ts'
import { takeOfWarmUp } from './warm-up-take.ts'

/** A message that a provider's pace, or a domain that warms up, may hold back. */
export type Candidate = {
  task: Task
  /** '' = none that is known. */
  provider: string
  lane: Provider | null
  warming: string | null
  isUrgent: boolean
}

type PutOff = { task: Task; dueAt: number; reason: 'throttled' | 'warmup' }

/** Without a free connection it is worth asking again after this. */
const connectionMs = 5_000

/**
 * Takes places for claimed messages, one writing for each provider (and one for each that a warming domain writes to),
 * and puts off those that got none.
 *
 * @returns those that go at once
 */
export async function sortOut(state: State, candidates: readonly Candidate[]): Promise<Task[]> {
  const putOff: PutOff[] = []
  const free: Task[] = []
  for (const group of Map.groupBy(candidates, groupOf).values()) {
    const warmed = await throughWarmUp(state, group, putOff)
    if (warmed.length === 0) continue
    if (warmed[0]!.lane) await throughLane(state, warmed, putOff)
    else for (const candidate of warmed) free.push(noted(state, candidate).task)
  }
  if (putOff.length) await writeDown(state, putOff)
  return free
}

const groupOf = ({ provider, warming }: Candidate) => `${provider}/${warming ?? ''}`

const noted = (state: State, candidate: Candidate) => {
  state.known.set(candidate.task, candidate)
  return candidate
}

async function throughWarmUp(
  state: State,
  group: readonly Candidate[],
  putOff: PutOff[],
): Promise<readonly Candidate[]> {
  const [{ warming, provider }] = group as [Candidate, ...Candidate[]]
  const plan = warming && state.plans.get(warming)
  if (!warming || !plan) return group
  const [urgent, others] = parted(group, ({ isUrgent }) => isUrgent)
  if (urgent.length) warmUpCount(state.account, warming, provider, { sent: urgent.length })
  if (others.length === 0) return urgent
  const { given, againAt } = await takeOfWarmUp(state.deps, {
    domain: warming,
    plan,
    provider,
    count: others.length,
  })
  for (const { task } of others.slice(given)) putOff.push({ task, dueAt: againAt, reason: 'warmup' })
  return [...urgent, ...others.slice(0, given)]
}

async function throughLane(state: State, group: readonly Candidate[], putOff: PutOff[]): Promise<void> {
  const { deps, lanes } = state
  const now = deps.clock.now()
  const lane = group[0]!.lane!
  if ((await connections(state, lane)) === 0) {
    for (const { task } of group) putOff.push({ task, dueAt: now + connectionMs, reason: 'throttled' })
    return giveBackWarmUp(state, group)
  }
  const [first, last] = parted(group, ({ task, isUrgent }) => isUrgent || task.row.reason === 'throttled')
  const ask = {
    perMinute: lane.perMinute,
    returning: first.length,
    fresh: last.length,
    now,
    holdMs: lanes.holdMs,
  }
  const { places, bookings } = await changeLane(state.book, lane.id, (row) => reserve(row, ask))
  const inOrder = [...first, ...last]
  const going = inOrder
    .slice(0, places.length)
    .map((one, index) => ({ ...noted(state, one), at: places[index]! }))
  state.held.push(...going)
  state.held.sort((a, b) => a.at - b.at)
  const others = inOrder.slice(places.length)
  for (const [index, { task }] of others.entries())
    putOff.push({ task, dueAt: bookings[index]!, reason: 'throttled' })
  giveBackWarmUp(state, others)
}

/** How many connections to a provider this process may have in use; asked again with each batch. */
export async function connections(state: State, lane: Provider): Promise<number> {
  const { deps, channel, holder } = state
  const now = deps.clock.now()
  const inUse = state.inUse.get(lane.id) ?? 0
  const wish = { provider: lane.id, cap: lane.connections, inUse, now, until: now + leaseMs }
  const granted = await holdConnections(deps.db, { channel: channel.name, holder, ...wish })
  state.granted.set(lane.id, granted)
  return granted
}

function giveBackWarmUp({ account }: State, group: readonly Candidate[]): void {
  for (const { warming, provider } of group)
    if (warming) warmUpCount(account, warming, provider, { sent: -1 })
}

function parted<T>(all: readonly T[], isFirst: (one: T) => boolean): [T[], T[]] {
  return [all.filter(isFirst), all.filter((one) => !isFirst(one))]
}

async function writeDown({ deps }: State, putOff: readonly PutOff[]): Promise<void> {
  const now = deps.clock.now()
  const leases = Map.groupBy(putOff, ({ task }) => task.lease)
  const statements = [...leases].flatMap(([lease, all]) => {
    const finishes = all.map(
      ({ task, dueAt, reason }): Finish => ({
        id: task.row.id,
        state: 'queued',
        dueAt,
        remoteId: null,
        reason,
      }),
    )
    return finishStatements(deps.db, { lease, finishes, now, at: wholeHour(now) })
  })
  await deps.db.batch(statements)
}
