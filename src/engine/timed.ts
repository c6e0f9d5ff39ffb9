import { type CampaignDefinition, durationMs, type Step } from '../core/campaign.ts'
import type { Statement } from '../core/ports.ts'
import type { EventTime } from '../core/schedule/step-time.ts'
import { factOf, factStatement } from '../store/meta.ts'
import { newestTrace, queueAfterArrival, queueAfterClick, timedCampaigns, told } from '../store/timed.ts'
import type { Deps } from './deps.ts'
import { enrollOccurrences } from './recurring.ts'
import { type Running, runningOf } from './running.ts'

/** Puts into the outbox what recurs, and what follows what people did since the last time. */
export async function enrollTimed(deps: Deps): Promise<void> {
  for (const id of await timedCampaigns(deps.db)) {
    const running = await runningOf(deps, id)
    if (!running) continue
    await enrollOccurrences(deps, running)
    await followArrivals(deps, running)
    await followClicks(deps, running)
  }
}

/** A step that begins so long after what somebody did, itself or because it follows (`after`) one that does. */
export type Follower = { step: Step; on: EventTime['on']; of: string; afterMs: number }

export function followers({ steps }: CampaignDefinition): Follower[] {
  return steps.flatMap((step) => {
    const found = eventOf(steps, step)
    return found ? [{ step, ...found }] : []
  })
}

function eventOf(steps: readonly Step[], { at }: Step): Omit<Follower, 'step'> | null {
  if (!at) return null
  if ('on' in at) return { on: at.on, of: at.of, afterMs: durationMs(at.delay) }
  if (!('after' in at)) return null
  const before = eventOf(steps, steps.find(({ id }) => id === at.after)!)
  return before && { ...before, afterMs: before.afterMs + durationMs(at.delay) }
}

/** The mark of what has arrived is taken off in the batch that lets its followers in: none is lost, none comes twice. */
async function followArrivals(deps: Deps, { edition, offers }: Running): Promise<void> {
  const now = deps.clock.now()
  const arrivals = followers(edition.definition).filter(({ on }) => on === 'received')
  for (const [of, following] of Map.groupBy(arrivals, (one) => one.of)) {
    const sourceStepId = offers.get(of)!.row.id
    const statements = following.map(({ step, afterMs }) =>
      queueAfterArrival(deps.db, { sourceStepId, offers: offers.get(step.id)!.contents, afterMs, now }),
    )
    await deps.db.batch([...statements, told(deps.db, sourceStepId)])
  }
}

/** A number of a row may come again when the newest row was deleted: so many are looked at once more. */
const overlapRows = 1_000

async function followClicks(deps: Deps, { campaign, edition, offers }: Running): Promise<void> {
  const clicks = followers(edition.definition).filter(({ on }) => on === 'clicked')
  if (!clicks.length) return
  const key = `clicks-followed/${campaign.id}`
  const [upToTrace, before] = [await newestTrace(deps.db), Number((await factOf(deps.db, key)) ?? 0)]
  if (upToTrace === before) return
  const range = { afterTrace: Math.min(before, upToTrace) - overlapRows, upToTrace }
  const statements: Statement[] = clicks.map(({ step, of, afterMs }) =>
    queueAfterClick(deps.db, {
      campaignId: campaign.id,
      editionId: edition.id,
      sourceStep: of,
      offers: offers.get(step.id)!.contents,
      afterMs,
      now: deps.clock.now(),
      ...range,
    }),
  )
  await deps.db.batch([...statements, factStatement(deps.db, key, String(upToTrace))])
}
