import { AppError } from '../core/error.ts'
import { forecastPlan, forecastPlanInput } from '../engine/forecast-plan.ts'
import { text, Usage, type Verb } from './verb.ts'

const string = { type: 'string' } as const
const options = {
  'seeds-per-day': 'seedsPerDay',
  days: 'days',
  'share-rate': 'shareRate',
  conversion: 'conversion',
  'delay-hours': 'delayHours',
} as const

export const forecastPlanVerb: Verb = {
  name: 'forecast plan',
  usage: 'forecast plan --seeds-per-day N --days D --share-rate SHARE --conversion N --delay-hours H',
  does: 'what a campaign would reach by day, before there is one',
  words: { least: 0, most: 0 },
  options: Object.fromEntries(Object.keys(options).map((name) => [name, string])),
  needs: Object.keys(options),
  run: async (context) => {
    const given = Object.entries(options).map(([option, name]) => [
      name,
      number(option, text(context, option)!),
    ])
    const read = forecastPlanInput.safeParse(Object.fromEntries(given))
    if (read.success) return forecastPlan(read.data)
    const [issue] = read.error.issues
    const option = Object.entries(options).find(([, name]) => name === issue!.path[0])![0]
    throw new AppError('invalid', 'forecast-plan', `--${option}: ${issue!.message}`)
  },
}

/** @throws Usage */
function number(option: string, value: string): number {
  const read = value.trim() === '' ? Number.NaN : Number(value)
  if (!Number.isFinite(read)) throw new Usage(`--${option}: write a number, not "${value}"`)
  return read
}
