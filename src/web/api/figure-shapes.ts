import { z } from 'zod'
import { campaignStates } from '../../core/campaign.ts'
import { joinFlags } from '../../core/join-flags.ts'
import { stepEvents } from '../../core/schedule/step-time.ts'
import { stopRules } from '../../core/stop-settings.ts'
import { count, counts, funnel, instant, told } from './shapes.ts'

const part = z.number()
const maybe = z.number().nullable()
const state = z.enum(campaignStates)
const hits = told({ raw: count, human: count })
const classed = hits.extend({ machine: count, preview: count, unknown: count })
const flags = z.record(z.enum(joinFlags), count)
const cells = z.record(
  z.string(),
  told({ audience: count, sent: count, clicks: count.nullable(), joins: count, unsubscribes: count }),
)
const finding = told({
  rule: z.enum(stopRules),
  stops: z.boolean(),
  figure: part,
  limit: part,
  count,
  of: count,
  strength: part,
})

export const statsShape = told({
  campaign: z.string(),
  state,
  stopped: finding.extend({ at: z.int() }).nullable(),
  warnings: z.array(finding),
  audience: count,
  excluded: funnel.shape.excluded,
  heldOut: count,
  sent: count,
  refused: count,
  unknown: count,
  skipped: count,
  waiting: count,
  posts: count,
  clicks: classed,
  visits: classed,
  pending: count,
  previews: counts,
  shares: count,
  signups: count,
  joins: count,
  flagged: flags,
  unsubscribes: count,
  bounces: count,
  complaints: count,
  byLanguage: cells,
  byCountry: cells,
  byVariant: cells,
  byLink: z.record(z.string(), hits),
  sharesByChannel: counts,
  generations: z.array(told({ generation: count, participants: count, children: count, r: maybe })),
  reproduction: maybe,
})

const text = z.string()
const stepTime = z.union([
  told({ at: text }),
  told({ local: text, zone: text }),
  told({ after: text, delay: text }),
  told({ on: z.enum(stepEvents), of: text, delay: text }),
  told({ every: text, from: text, until: text.optional(), local: text, zone: text }),
])
const clock = told({
  zone: text,
  country: text.nullable(),
  count,
  variant: text.optional(),
  waves: z.array(text),
  why: z.array(z.enum(['hours', 'weekday', 'holiday', 'ramadan', 'expired', 'late', 'closed']).nullable()),
})

export const planFunnel = funnel.extend({ heldOut: count })
export const planShape = told({
  campaign: text,
  state,
  edition: text,
  funnel: planFunnel,
  waves: z.array(told({ wave: count, share: part, count, startsAt: instant })),
  byZone: z.record(z.string(), told({ count, waves: z.array(text) })),
  steps: z.record(
    z.string(),
    told({
      channel: text,
      at: stepTime.nullable(),
      clocks: z.array(clock),
      notBefore: z.array(text.nullable()),
    }),
  ),
  warnings: z.array(
    told({
      kind: z.enum(['estimatedHoliday', 'besideEstimate', 'ramadanUnsure', 'dropped']),
      step: text,
      zone: text,
      country: text.nullable(),
      date: text,
      name: text,
      waves: z.array(count),
    }),
  ),
})

const r = told({
  estimate: maybe,
  low: maybe,
  high: maybe,
  dispersion: maybe,
  completeness: maybe,
  tooEarly: z.boolean(),
})
const generations = z.array(
  told({ generation: count, participants: count, children: count, r: maybe, low: maybe, high: maybe }),
)
const groups = z.array(told({ key: text, seeds: count, joins: count, r: maybe, low: maybe, high: maybe }))
const virality = told({ median: maybe, max: maybe })
export const cascadeShape = told({
  campaign: text,
  trees: count,
  nodes: count,
  depth: count,
  structuralVirality: virality,
  rSeed: r,
  rViral: r,
  rAll: r,
  dispersion: z.null(),
  assumedDispersion: part,
  generationMinutes: told({ median: maybe, p90: maybe }),
  gain: maybe,
  generations,
  chains: told({
    trees: count,
    nodes: count,
    depth: count,
    structuralVirality: virality,
    generationMinutes: told({ median: maybe, p90: maybe, of: count }),
  }).nullable(),
  groups: told({
    language: groups,
    country: groups,
    variant: groups,
    channel: z.array(told({ key: text, joins: count, share: part })),
  }),
  flagged: flags,
  withoutFlagged: told({ nodes: count, rSeed: r, rViral: r, gain: maybe, generations }),
})

const bands = { forecast: maybe, low50: maybe, high50: maybe, low80: maybe, high80: maybe, benchmark: maybe }
export const forecastShape = told({
  campaign: text,
  at: instant,
  horizon: instant,
  observed: count,
  ...bands,
  tooEarly: text.nullable(),
  planned: count,
  past: z.array(told({ at: instant, horizon: instant, observed: count, ...bands, actual: maybe })),
  record: told({
    scored: count,
    medianError: part,
    benchmarkError: part,
    within50: part,
    within80: part,
  }).nullable(),
})
export const forecastPlanShape = told({
  r: part,
  seeds: count,
  reach: part,
  gain: part,
  perDay: z.array(
    told({ day: count, seeds: count, reach: part, low50: part, high50: part, low80: part, high80: part }),
  ),
})
