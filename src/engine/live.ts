import type { Reason } from '../core/channel.ts'
import { breakerState } from '../core/lane/breaker.ts'
import { type Pace, paceOf, timeLeft } from '../core/pace.ts'
import type { Finding } from '../core/stop-rules.ts'
import type { Campaign } from '../store/campaigns.ts'
import { allLanes } from '../store/lanes.ts'
import { mostNewest, newestSent, outcomes, type Retrying, retrying, waitingByWave } from '../store/live.ts'
import type { Deps } from './deps.ts'
import { findingsOf } from './stop.ts'
import { type WaveSize, waveSizes } from './wave-sizes.ts'

/** `size` is null where nobody knows beforehand how many there will be. */
export type LiveWave = { wave: number; waiting: number; size: number | null; startsAt: number | null }
export type LiveStep = {
  step: string
  channel: string
  sent: number
  refused: number
  skipped: number
  waiting: number
  waves: LiveWave[]
}
/** A channel that rests as a whole, or a provider that is left in peace. */
export type Resting = { channel: string; provider: string; until: number | null }

export type Live = {
  steps: LiveStep[]
  waiting: number
  pace: Pace | null
  /** ms; null without a pace, or when nothing waits. */
  left: { from: number; until: number } | null
  refused: { reason: Reason; count: number }[]
  retrying: Retrying
  resting: Resting[]
  /** Stop rules that warn. */
  warnings: Finding[]
}

/** How a campaign that is under way stands at this moment. Asks indexes and tallies, no row of a message that waits. */
export async function live(deps: Deps, campaign: Campaign): Promise<Live> {
  const { db, clock } = deps
  const now = clock.now()
  const [counts, done, sent] = await Promise.all([
    waitingByWave(db, campaign.id),
    outcomes(db, campaign.id),
    newestSent(db, campaign.id),
  ])
  const waiting = counts.reduce((sum, { count }) => sum + count, 0)
  const pace = paceOf(sent, now, sent.length < mostNewest)
  const last = Math.max(0, ...counts.map((one) => one.last))
  return {
    steps: stepsOf(counts, done, await waveSizes(deps, campaign)),
    waiting,
    pace,
    left: pace && waiting && campaign.state === 'running' ? timeLeft(pace, { waiting, last, now }) : null,
    refused: reasonsOf(done),
    retrying: await retrying(db, campaign.id),
    resting: await restingOf(deps),
    warnings: (await findingsOf(deps, campaign)).filter(({ stops }) => !stops),
  }
}

/** Channels that rest and providers that are left in peace. */
export async function restingOf({ db, clock }: Pick<Deps, 'db' | 'clock'>): Promise<Resting[]> {
  const now = clock.now()
  const lanes = await allLanes(db)
  return lanes
    .filter((lane) =>
      lane.provider === '' ? breakerState(lane, now) !== 'closed' : (lane.pausedUntil ?? 0) > now,
    )
    .map(({ channel, provider, pausedUntil }) => ({ channel, provider, until: pausedUntil }))
}

function stepsOf(
  counts: Awaited<ReturnType<typeof waitingByWave>>,
  done: Awaited<ReturnType<typeof outcomes>>,
  sizes: readonly WaveSize[],
): LiveStep[] {
  const names = new Map([...done, ...counts].map(({ step, channel }) => [step, channel]))
  return [...names].map(([step, channel]) => {
    const of = (kind: string) =>
      done.reduce((sum, one) => sum + (one.step === step && one.kind === kind ? one.count : 0), 0)
    const own = counts.filter((one) => one.step === step)
    const waiting = own.reduce((sum, { count }) => sum + count, 0)
    const totals = { sent: of('sent'), refused: of('refused'), skipped: of('skipped'), waiting }
    return { step, channel, ...totals, waves: wavesOf(channel, own, totals, sizes) }
  })
}

/** A mail that the launch queued has every wave of it; one that follows what people do has none. */
function wavesOf(
  channel: string,
  own: Awaited<ReturnType<typeof waitingByWave>>,
  totals: Pick<LiveStep, 'sent' | 'refused' | 'skipped' | 'waiting'>,
  sizes: readonly WaveSize[],
): LiveWave[] {
  const all = totals.sent + totals.refused + totals.skipped + totals.waiting
  const people = sizes.reduce((sum, { size }) => sum + size, 0)
  if (channel === 'email' && people > 0 && all >= people)
    return sizes.map(({ wave, size, startsAt }) => {
      const waiting = own.find((one) => one.wave === wave)?.count ?? 0
      return { wave, waiting: Math.min(waiting, size), size, startsAt }
    })
  return own
    .filter(({ wave }) => wave > 0)
    .map(({ wave, count }) => ({ wave, waiting: count, size: null, startsAt: null }))
}

function reasonsOf(done: Awaited<ReturnType<typeof outcomes>>): Live['refused'] {
  const refused = Map.groupBy(
    done.filter(({ kind }) => kind === 'refused'),
    (one) => one.class,
  )
  return [...refused]
    .map(([reason, rows]) => ({
      reason: reason as Reason,
      count: rows.reduce((sum, { count }) => sum + count, 0),
    }))
    .sort((a, b) => b.count - a.count)
}
