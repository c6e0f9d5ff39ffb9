import { z } from 'zod'
import { type Reach, whatIf } from '../core/forecast/what-if.ts'

const above0 = z.number().positive('write a number above 0')

export const forecastPlanInput = z.strictObject({
  seedsPerDay: z.int().min(1, 'write a whole number from 1').max(100_000_000),
  days: z.int().min(1, 'write a whole number of days from 1').max(365, 'a year is the longest'),
  shareRate: z.number().min(0, 'write a share from 0 to 1').max(1, 'write a share from 0 to 1'),
  conversion: z.number().min(0, 'write a number from 0'),
  delayHours: above0,
})

/** What a campaign would come to, before there is one. Reads and changes nothing. */
export const forecastPlan = (it: z.output<typeof forecastPlanInput>): Reach => whatIf(it)
