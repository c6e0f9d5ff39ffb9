import type { Task } from './feed.ts'
import type { State } from './passage.ts'
import { type Candidate, connections } from './passage-sort.ts'

/** It is looked so often whether another process has let a connection go. */
const pollMs = 1_000

/** A message whose place has come and for which a connection is free; or one that needs neither. */
export function take(state: State): Task | null {
  if (state.failure) throw state.failure.error
  const free = state.ready.pop()
  if (free) return free
  const now = state.deps.clock.now()
  const index = state.held.findIndex((one) => one.at <= now && hasConnection(state, one))
  if (index < 0) return null
  const [next] = state.held.splice(index, 1)
  if (next!.lane) state.inUse.set(next!.provider, (state.inUse.get(next!.provider) ?? 0) + 1)
  return next!.task
}

const hasConnection = ({ inUse, granted }: State, { lane, provider }: Candidate) =>
  !lane || (inUse.get(provider) ?? 0) < (granted.get(provider) ?? 0)

/** Resolves when it is worth asking again: a place has come, a connection is free, a domain is known. */
export async function turn(state: State): Promise<void> {
  const next = state.held.find((one) => hasConnection(state, one))
  const waitMs = next ? Math.max(1, Math.min(pollMs, next.at - state.deps.clock.now())) : pollMs
  await new Promise<void>((done) => {
    const timer = setTimeout(done, waitMs)
    const before = state.wake
    state.wake = () => {
      before()
      clearTimeout(timer)
      done()
    }
  })
  state.wake = () => {}
  await askForConnections(state)
}

/** Others took the last meanwhile: what is held for a provider without any would wait for ever. */
async function askForConnections(state: State): Promise<void> {
  const stuck = state.held.flatMap(({ lane }) => (lane && !state.granted.get(lane.id) ? [lane] : []))
  for (const lane of new Set(stuck)) await connections(state, lane)
}
