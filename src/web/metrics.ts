import type { Context } from 'hono'
import { breakerState } from '../core/lane/breaker.ts'
import { allowedFactor } from '../core/lane/lane.ts'
import type { Deps } from '../engine/deps.ts'
import { allLanes, type LaneGauge } from '../store/lanes.ts'
import { campaignCounts, eventCounts, outboxGauges, unknownCount } from '../store/metrics.ts'

type Sample = { labels?: Record<string, string>; value: number }

/**
 * The state of the installation for Prometheus, in its text format 0.0.4. Counts only: no campaign, no institution, no
 * person has a name here.
 */
export const metrics = (deps: Deps) => async (c: Context) =>
  c.body(await metricsText(deps), 200, {
    'Content-Type': 'text/plain; version=0.0.4; charset=utf-8',
    'Cache-Control': 'no-store',
  })

async function metricsText(deps: Deps): Promise<string> {
  const now = deps.clock.now()
  const [queues, lanes] = [await outboxGauges(deps.db, now), await allLanes(deps.db)]
  const byChannel = (value: (queue: (typeof queues)[number]) => number): Sample[] =>
    queues.map((queue) => ({ labels: { channel: queue.channel }, value: value(queue) }))
  return [
    family(
      'mawja_outbox_due',
      'gauge',
      'Messages that are due now, up to 100000.',
      byChannel((queue) => queue.due),
    ),
    family(
      'mawja_outbox_later',
      'gauge',
      'Messages that wait for their time, up to 100000.',
      byChannel((queue) => queue.later),
    ),
    family(
      'mawja_outbox_oldest_due_seconds',
      'gauge',
      'How long the oldest due message has waited.',
      byChannel((queue) => (queue.oldestAt === null ? 0 : Math.max(0, now - queue.oldestAt) / 1000)),
    ),
    family(
      'mawja_channel_resting',
      'gauge',
      '1 while nothing goes out on a channel, for it failed many times in a row.',
      lanes.flatMap((lane): Sample[] =>
        lane.provider === ''
          ? [{ labels: { channel: lane.channel }, value: breakerState(lane, now) === 'closed' ? 0 : 1 }]
          : [],
      ),
    ),
    family(
      'mawja_lane_factor',
      'gauge',
      'Part of the usual rate at which a receiving provider is written to; 0 while it is left in peace.',
      lanes.flatMap((lane): Sample[] => (lane.provider === '' ? [] : [laneSample(lane, now)])),
    ),
    family('mawja_messages_unknown', 'gauge', 'Messages whose answer was lost, for an officer to settle.', [
      { value: await unknownCount(deps.db) },
    ]),
    family(
      'mawja_campaigns',
      'gauge',
      'Campaigns by state.',
      (await campaignCounts(deps.db)).map(({ state, count }) => ({ labels: { state }, value: count })),
    ),
    family(
      'mawja_events_total',
      'counter',
      'What happened, by kind; hits also by what they look like.',
      (await eventCounts(deps.db)).map(({ kind, class: likely, count }) => ({
        labels: { kind, ...(likely ? { class: likely } : {}) },
        value: count,
      })),
    ),
  ].join('')
}

function laneSample(lane: LaneGauge, now: number): Sample {
  const { channel, provider, pausedUntil } = lane
  return { labels: { channel, provider }, value: (pausedUntil ?? 0) > now ? 0 : allowedFactor(lane, now) }
}

/** Labels hold words of our own: nothing in them needs escaping but what never occurs. */
function family(name: string, type: 'gauge' | 'counter', help: string, samples: readonly Sample[]): string {
  const lines = samples.map(({ labels = {}, value }) => {
    const inner = Object.entries(labels).map(([key, text]) => `${key}="${text.replace(/["\\\n]/g, '_')}"`)
    return `${name}${inner.length ? `{${inner.join(',')}}` : ''} ${value}\n`
  })
  return `# HELP ${name} ${help}\n# TYPE ${name} ${type}\n${lines.join('')}`
}
