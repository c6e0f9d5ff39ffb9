import { type Counted, cascadeOfCounters } from '../cascade/counters.ts'
import { emailDelays, shareBy } from '../cascade/delay-law.ts'
import { type Bands, bandsOf, type Planned, simulate } from './branch.ts'
import { type Cohort, fitCounts, publishedEmail } from './evidence.ts'

/** As `Forecasted`, or the same with null where a forecast would be a guess, and one line that says why. */
export type ForecastOfCounts =
  | ({ observed: number; benchmark: number; tooEarly: null } & Bands)
  | ({ observed: number; benchmark: null; tooEarly: string } & Record<keyof Bands, null>)

const nothing = { forecast: null, low50: null, high50: null, low80: null, high80: null, benchmark: null }
/** Who came so long ago, in minutes, brings nobody any more. */
const longAgo = 1e9

/**
 * Participants of a campaign some minutes from now, from counts by generation alone. Delays are those of published e-mails,
 * because without edges none can be seen; how unequal participants are is assumed as for the reproduction number.
 *
 * @param it.generations  who has been reached, and what each generation brought; 0 = reached by the institution
 * @param it.planned      seeds that wait for their wave
 * @param it.span         minutes
 */
export function forecastCounts(it: {
  generations: readonly Counted[]
  planned: readonly Planned[]
  span: number
}): ForecastOfCounts {
  const { generations, planned, span } = it
  const { nodes, trees, rSeed } = cascadeOfCounters(generations, true)
  if (rSeed.tooEarly)
    return { observed: nodes, ...nothing, tooEarly: whyEarly(generations, rSeed.completeness) }
  const cohorts = {
    seed: joined(cohortsOf(generations.slice(0, 1))),
    viral: joined(cohortsOf(generations.slice(1))),
  }
  const fit = fitCounts(cohorts, publishedEmail)
  const { coming } = simulate({ fit, cohorts, span, planned })
  const seeds = planned.reduce((sum, one) => sum + (one.inMinutes <= span ? one.count : 0), trees)
  // Seeds / (1 - K) with K = joins so far / participants so far: what is planned, at the gain so far.
  const benchmark = Math.round((seeds * nodes) / trees)
  return { observed: nodes, ...bandsOf(nodes, coming), benchmark, tooEarly: null }
}

function whyEarly([seeds]: readonly Counted[], completeness: number | null): string {
  if (!seeds?.participants) return 'too early: nobody has been reached yet'
  const share = Math.round((completeness ?? 0) * 100)
  return `too early: ${seeds.children} joined of what ${seeds.participants} readers passed on, who have had ${share} % of their time; wait for more`
}

/** Those who were passed on bring by one law, whatever their generation: about equal ages (an eighth of an e-fold) are one. */
function joined(cohorts: readonly Cohort[]): Cohort[] {
  const near = Map.groupBy(cohorts, ({ age }) => Math.round(8 * Math.log(Math.max(1, age))))
  const sum = (of: readonly number[]) => of.reduce((total, one) => total + one, 0)
  return [...near.values()].map((all) => {
    const count = sum(all.map((one) => one.count))
    const age = sum(all.map((one) => one.age * one.count)) / count
    return { age, count, children: sum(all.map((one) => one.children)) }
  })
}

/** Whose children they are is not known: each cohort gets its expected part of its generation's. */
function cohortsOf(generations: readonly Counted[]): Cohort[] {
  return generations.flatMap(({ participants, children, arrivals }) => {
    const known = arrivals.reduce((sum, one) => sum + one.count, 0)
    const scale = known > participants ? participants / known : 1
    const all = [...arrivals, { age: longAgo, count: Math.max(0, participants - known) / scale }]
    const cohorts = all
      .filter((one) => one.count > 0)
      .map(({ age, count }) => ({ age, count: count * scale }))
    const exposure = cohorts.reduce((sum, one) => sum + one.count * shareBy(emailDelays, one.age), 0)
    return cohorts.map(({ age, count }) => ({
      age,
      count,
      children: exposure > 0 ? (children * count * shareBy(emailDelays, age)) / exposure : 0,
    }))
  })
}
