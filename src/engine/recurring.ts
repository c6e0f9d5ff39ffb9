import type { Step } from '../core/campaign.ts'
import type { Statement } from '../core/ports.ts'
import { nextOccurrence, type Occurrence } from '../core/schedule/recurrence.ts'
import { occurrencesOf, zoneOfTime } from '../core/schedule/step-start.ts'
import type { EveryTime } from '../core/schedule/step-time.ts'
import { queuePosts } from '../store/enrollment.ts'
import { type Institution, institutionById } from '../store/institutions.ts'
import { factOf, factStatement } from '../store/meta.ts'
import { type OccurrenceDue, participantClocks, queueOccurrences, timedCampaigns } from '../store/timed.ts'
import { accountOf } from './choices.ts'
import type { Deps } from './deps.ts'
import { type Running, runningOf } from './running.ts'
import { waveStarts } from './schedule.ts'
import { type ReaderClock, settleFor } from './step-dues.ts'
import { type Place, placeOf, senderPlace } from './timing.ts'

/** What recurs is in the outbox so long before its hour, ms: a million rows are not written in a second. */
const leadMs = 3_600_000
/** Somebody may have moved to another clock: nobody relies on the next hour for longer than this, ms. */
const lookAgainMs = 24 * 3_600_000

/** How far a step has been enrolled, and when there is something to do again; ms. */
type Progress = { until: number; next: number | null }

type Recurring = { step: Step & { at: EveryTime }; key: string; progress: Progress }

/**
 * Puts the next occurrences of each recurring step into the outbox. After a standstill only the newest one of those that
 * were missed: nobody wants a week of letters at once; the log says how many were passed over.
 */
export async function enrollOccurrences(deps: Deps, running: Running): Promise<void> {
  const now = deps.clock.now()
  for (const recurring of await recurringOf(deps, running)) {
    const { next } = recurring.progress
    if (next === null || next > now + leadMs) continue
    await enrollStep(deps, running, recurring, now)
  }
}

/** The earliest instant after `now` at which `enrollOccurrences` will have something to do, ms; null = never. */
export async function nextRecurring(deps: Deps, now: number): Promise<number | null> {
  const found: number[] = []
  for (const id of await timedCampaigns(deps.db)) {
    const running = await runningOf(deps, id)
    const all = running ? await recurringOf(deps, running) : []
    for (const { progress } of all) if (progress.next !== null) found.push(progress.next - leadMs)
  }
  const later = found.filter((at) => at > now)
  return later.length ? Math.min(...later) : null
}

async function recurringOf(deps: Deps, { campaign, edition }: Running): Promise<Recurring[]> {
  const steps = edition.definition.steps.filter((step): step is Recurring['step'] =>
    Boolean(step.at && 'every' in step.at),
  )
  const found: Recurring[] = []
  for (const step of steps) {
    const key = `enrolled-until/${campaign.id}/${step.id}`
    const known = await factOf(deps.db, key)
    const fresh = { until: campaign.launchedAt!, next: campaign.launchedAt! }
    found.push({ step, key, progress: known ? (JSON.parse(known) as Progress) : fresh })
  }
  return found
}

async function enrollStep(deps: Deps, running: Running, it: Recurring, now: number): Promise<void> {
  const { campaign, edition } = running
  const { step, key, progress } = it
  const institution = (await institutionById(deps.db, campaign.institutionId))!
  const sender = senderPlace(institution)
  const post = step.channel !== 'email'
  const clocks = post
    ? [{ timeZone: sender.zone, country: sender.country }]
    : await participantClocks(deps.db, campaign.id)
  const until = now + leadMs + 1
  const settle = await settleFor(deps, { institution, definition: edition.definition, step, now })
  const zoneOf = (place: Place) => ({ recipient: place.zone, sender: sender.zone })
  const dues = clocks.flatMap((clock) => {
    const place = post ? sender : placeOf(clock)
    const found = occurrencesOf(step.at, zoneOf(place), progress.until, until)
    return newest(deps, running, step, found, now).map(({ key: occurrence, at }) => {
      const { plannedAt, dueAt } = settle(at, place)
      return { ...clock, occurrence, plannedAt, dueAt }
    })
  })
  const next = nextOf(
    step.at,
    clocks.map((clock) => zoneOf(post ? sender : placeOf(clock))),
    until,
  )
  const kept: Progress = { until, next: next === null ? null : Math.min(next, until + lookAgainMs) }
  const queued = dues.length ? await queue(deps, running, { step, institution, dues, now }) : []
  await deps.db.batch([...queued, factStatement(deps.db, key, JSON.stringify(kept))])
}

function newest(
  deps: Deps,
  { campaign }: Running,
  step: Step,
  found: readonly Occurrence[],
  now: number,
): Occurrence[] {
  const missed = found.filter(({ at }) => at <= now)
  if (missed.length > 1)
    deps.log('occurrences-missed', { campaign: campaign.slug, step: step.id, count: missed.length - 1 })
  return [...missed.slice(-1), ...found.filter(({ at }) => at > now)]
}

function nextOf(
  time: EveryTime,
  clocks: readonly { recipient: string; sender: string }[],
  from: number,
): number | null {
  const zones = new Set(clocks.map((clock) => zoneOfTime(time.zone, clock)))
  const all = [...zones].map((zone) => nextOccurrence(time, zone, from)?.at ?? null)
  const known = all.filter((at) => at !== null)
  return known.length ? Math.min(...known) : null
}

async function queue(
  deps: Deps,
  { campaign, edition, offers }: Running,
  it: { step: Step; institution: Institution; dues: readonly (ReaderClock & OccurrenceDue)[]; now: number },
): Promise<Statement[]> {
  const { contents } = offers.get(it.step.id)!
  if (it.step.channel === 'email') {
    const waves = waveStarts(edition.definition, campaign.launchedAt!)
    const { dues, now } = it
    return [queueOccurrences(deps.db, { campaignId: campaign.id, offers: contents, dues, waves, now })]
  }
  const accountId = await accountOf(deps, it.institution)
  return it.dues.map((due) =>
    queuePosts(deps.db, { campaignId: campaign.id, accountId, choices: contents, ...due, now: it.now }),
  )
}
