import type { Reason } from './channel.ts'
import { sampleRatio } from './chi-square.ts'
import type { StopLimits, StopRule } from './stop-settings.ts'

/** How a campaign stands, in counts alone. */
export type StopFigures = {
  /** Mails that a server took and that did not come back. */
  delivered: number
  complaints: number
  /** Mails with an outcome: taken, or refused for good. */
  tried: number
  /** Of those, came back or were refused because nobody is there. */
  bounced: number
  /** The last `lastOutcomes` at most, and those among them that were refused for a reason of ours. */
  recent: { outcomes: number; failed: number }
  /** Participants of the launch by variant (of variants with hours of their own: mails tried), and what servers took of it. */
  variants: readonly { assigned: number; accepted: number }[]
}

export const lastOutcomes = 200

/** Refusals that say something about the sender, the message or the line, and nothing about the address. */
export const ownFaults: readonly Reason[] = [
  'system',
  'network',
  'policy_or_auth',
  'reputation_or_block',
  'content_or_spam',
  'rate_or_greylist',
  'expired',
]

/**
 * A rule that has something to say. `figure` and `limit` are percent, of the sample ratio a probability; `strength` is
 * what grows as it gets worse.
 */
export type Finding = {
  rule: StopRule
  /** False: a warning, nothing is held. */
  stops: boolean
  figure: number
  limit: number
  count: number
  of: number
  strength: number
}

/** Part of the limit from which on there is a warning: 0.1 % complaints, 2 % bounces. */
const warnsFrom: Partial<Record<StopRule, number>> = { complaints: 1 / 3, bounces: 2 / 5 }

/** Every rule that stops or warns, those that stop first. */
export function judge(figures: StopFigures, limits: StopLimits): Finding[] {
  const { delivered, complaints, tried, bounced, recent } = figures
  const findings = [
    share('complaints', limits.complaints, complaints, delivered),
    share('bounces', limits.bounces, bounced, tried),
    share('errors', limits.errors, recent.failed, recent.outcomes),
    mismatch(figures.variants, limits.sampleRatio.p),
  ].filter((one) => one !== null)
  return findings.sort((a, b) => Number(b.stops) - Number(a.stops))
}

function share(
  rule: StopRule,
  { percent, once }: { percent: number; once: number },
  count: number,
  of: number,
): Finding | null {
  if (of < once || count === 0) return null
  // 0.3 is no binary fraction: three of a thousand must count as 0.3 %.
  const reaches = (limit: number) => count * 100 >= limit * of - 1e-9
  const stops = reaches(percent)
  if (!stops && !reaches(percent * (warnsFrom[rule] ?? 1))) return null
  const figure = (count * 100) / of
  return { rule, stops, figure, limit: percent, count, of, strength: figure }
}

/** Whether one variant arrives less than another: then the figures of the variants cannot be compared. */
function mismatch(variants: StopFigures['variants'], limit: number): Finding | null {
  const cells = variants.map(({ assigned, accepted }) => ({ expected: assigned, observed: accepted }))
  const ratio = sampleRatio(cells)
  if (!ratio || ratio.p >= limit) return null
  const count = Math.min(...cells.map((cell) => cell.observed))
  const of = cells.reduce((sum, cell) => sum + cell.observed, 0)
  return { rule: 'sampleRatio', stops: true, figure: ratio.p, limit, count, of, strength: ratio.statistic }
}

/** How far a rule had gone when somebody decided to go on all the same, by rule. */
export type Despite = Partial<Record<StopRule, number>>

const growth = 1.5

/** The finding that stops the campaign now. One that was overridden counts again when it has grown by half. */
export function stopping(findings: readonly Finding[], despite: Despite): Finding | null {
  const holds = ({ rule, strength }: Finding) =>
    despite[rule] === undefined || strength >= despite[rule] * growth - 1e-9
  return findings.find((one) => one.stops && holds(one)) ?? null
}

/** Overridden rules that are below their limit again: the next time they stop as they did the first time. */
export function lapsed(findings: readonly Finding[], despite: Despite): StopRule[] {
  const over = findings.filter((one) => one.stops).map((one) => one.rule)
  return (Object.keys(despite) as StopRule[]).filter((rule) => !over.includes(rule))
}
