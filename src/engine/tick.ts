import { dayMs, retentionRules } from '../core/retention.ts'
import { scoreForecasts } from '../store/forecasts.ts'
import { forgetCalls } from '../store/idempotency.ts'
import { restEnds } from '../store/lanes.ts'
import { channelsDue, countRetrying, nextDue } from '../store/outbox.ts'
import { sweepSignIn } from '../store/sessions.ts'
import { expireStatements } from '../store/signups.ts'
import { allocateWaves } from './allocate.ts'
import { spanOf } from './auth/span.ts'
import type { Deps } from './deps.ts'
import { type Dispatched, dispatch, nothingDispatched } from './dispatch.ts'
import { enroll } from './enroll.ts'
import { holdWaves } from './hold.ts'
import { refreshOutlooks } from './outlook.ts'
import { nextRecurring } from './recurring.ts'
import { retainNightly } from './retention.ts'
import { watchCampaigns } from './stop.ts'
import { tally } from './tally.ts'
import { deliverWebhooks } from './webhooks-deliver.ts'
import { refuseOldZones } from './zones.ts'

/** People who never confirmed are forgotten to the minute; what else comes to its end goes at night. */
const forgetPendingMs = retentionRules.pending * dayMs

/** What has to happen every minute. Running it twice, late or at once with itself does no harm. */
export async function tick(deps: Deps): Promise<void> {
  await sendMinute(deps)
  await deliverWebhooks(deps)
  await scoreForecasts(deps.db, deps.clock.now())
  await refreshOutlooks(deps)
  await forgetCalls(deps.db, deps.clock.now())
  await retainNightly(deps)
  await sweepSignIn(deps.db, spanOf(deps))
}

async function sendMinute(deps: Deps): Promise<void> {
  const now = deps.clock.now()
  await deps.db.batch(expireStatements(deps.db, now, now - forgetPendingMs))
  await enroll(deps)
  await tally(deps)
  await watchCampaigns(deps)
  await holdWaves(deps)
  await allocateWaves(deps)
  for (const channel of await channelsDue(deps.db, deps.clock.now())) await deps.wake.ring(channel)
}

/** `retrying` counts the messages that still wait for another attempt at the end, not the attempts. */
export type Drained = Dispatched & { seconds: number }

/**
 * Ticks and dispatches until nothing is due. With `until`, time runs ahead: from one due message to the next, up to
 * that instant.
 *
 * @param until  ms; absent = now
 */
export async function drain(
  deps: Deps,
  it: { until?: number; signal?: AbortSignal; onProgress?: (done: Dispatched) => void } = {},
): Promise<Drained> {
  const startedAt = Date.now()
  const total = { ...nothingDispatched }
  let now = deps.clock.now()
  const ahead: Deps = {
    ...deps,
    clock: { now: () => Math.max(now, deps.clock.now()) },
    wake: { ring: async () => {} },
    // Where time leaps nobody waits for a place: it leaps there.
    ...(it.until !== undefined && deps.lanes ? { lanes: { ...deps.lanes, holdMs: 0 } } : {}),
  }
  refuseOldZones()
  // A rehearsal that runs years ahead must not let go of people who are there today.
  await retainNightly(deps)
  while (!it.signal?.aborted) {
    await sendMinute(ahead)
    if (await dispatchAll(ahead, it.signal, total)) {
      it.onProgress?.(total)
      continue
    }
    const next = it.until === undefined ? null : await nextEvent(ahead)
    if (next === null || next > it.until!) break
    now = next
  }
  await tally(ahead)
  const retrying = await countRetrying(deps.db)
  return { ...total, retrying, seconds: (Date.now() - startedAt) / 1000 }
}

/** The next message that falls due or that a step which recurs will put there, or the end of a channel's rest; ms. */
async function nextEvent(deps: Deps): Promise<number | null> {
  const now = deps.clock.now()
  const soon = [await nextDue(deps.db, now), await nextRecurring(deps, now), await restEnds(deps.db, now)]
  const found = soon.filter((at) => at !== null)
  return found.length ? Math.min(...found) : null
}

async function dispatchAll(deps: Deps, signal: AbortSignal | undefined, total: Dispatched): Promise<boolean> {
  let moved = false
  for (const channel of deps.channels.keys()) {
    const done = await dispatch(deps, { channel, ...(signal ? { signal } : {}) })
    for (const key of Object.keys(total) as (keyof Dispatched)[]) {
      total[key] += done[key]
      if (done[key]) moved = true
    }
  }
  return moved
}
