import type { Context } from 'hono'
import type { Deps } from '../engine/deps.ts'
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
  const queues = await outboxGauges(deps.db, now)
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

/** Labels hold words of our own: nothing in them needs escaping but what never occurs. */
function family(name: string, type: 'gauge' | 'counter', help: string, samples: readonly Sample[]): string {
  const lines = samples.map(({ labels = {}, value }) => {
    const inner = Object.entries(labels).map(([key, text]) => `${key}="${text.replace(/["\\\n]/g, '_')}"`)
    return `${name}${inner.length ? `{${inner.join(',')}}` : ''} ${value}\n`
  })
  return `# HELP ${name} ${help}\n# TYPE ${name} ${type}\n${lines.join('')}`
}
