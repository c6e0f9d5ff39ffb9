import { z } from 'zod'
import { count, told } from './shapes.ts'

const part = z.number()
const maybe = z.number().nullable()
const arm = { arm: z.string(), n: count, successes: count }
const interval = { low: maybe, high: maybe }
const cell = told({ arm: z.string(), n: count, expected: part })
const checked = { cells: z.array(cell), p: maybe, isOff: z.boolean() }
const joined = told({ n: count, joined: count })

/** The comparison of a campaign's variants (docs/experiments.md). */
export const experimentShape = told({
  campaign: z.string(),
  measure: z.enum(['joins', 'clicks']),
  judged: z.enum(['all', 'waves', 'first']),
  method: z.string(),
  verdict: z.enum(['winner', 'none', 'early']),
  winner: z.string().nullable(),
  alwaysValidP: part,
  sampleRatioP: maybe,
  arms: z.array(
    told({ ...arm, rate: maybe, ...interval, fixed: told(interval).optional(), perThousand: maybe }),
  ),
  differences: z.array(told({ arm: z.string(), against: z.string(), difference: maybe, ...interval })),
  soFar: z.array(
    told({
      arm: z.string(),
      delivered: count,
      clicks: count,
      joins: count,
      unsubscribes: count,
      complaints: count,
    }),
  ),
  byWave: z.array(told({ wave: count, arms: z.array(told({ ...arm, share: part })) })),
  allocations: z.array(
    told({ wave: count, at: z.int(), shares: z.array(told({ variant: z.string(), share: part })) }),
  ),
  assignment: told({ ...checked, waves: z.array(told({ wave: count, ...checked })) }),
  comparableFrom: z.int().nullable(),
  incremental: told({
    treated: joined,
    heldOut: joined,
    direct: told({ difference: maybe, ...interval, isClear: z.boolean() }),
    spillOver: told({ joined: count, rate: maybe, ...interval }),
  }).nullable(),
})
