/** How a sending domain is made known to its receivers: little at first, more each day that went well. */
export type WarmUpPlan = {
  /** Messages to each provider on the first day. */
  first: number
  /** What a good day is multiplied by for the next. */
  growth: number
  /** First day, YYYY-MM-DD, UTC. */
  from: string
}

/** A day of a domain at a provider, as it went. */
export type WarmUpDay = {
  day: string
  cap: number
  sent: number
  deferred: number
  unknownUsers: number
  complaints: number
}

/** Shares of what was sent from which a day did not go well (M3AAWG's practice for new senders). */
export const warmUpLimits = { deferred: 0.1, unknownUsers: 0.02, complaints: 0.001 } as const
export type WarmUpVerdict = 'first' | 'grow' | 'hold' | 'reduce'

/** Fewer than that prove nothing but a great excess. */
const fewSent = 20

/**
 * Grow: nothing passed its limit, and at least half of what was allowed went out, for a name is made by sending. Hold:
 * too little went, or a limit was passed. Reduce: by more than twice, or more than one.
 */
export function verdictOf(day: WarmUpDay): Exclude<WarmUpVerdict, 'first'> {
  const excess = (['deferred', 'unknownUsers', 'complaints'] as const)
    .map((what) => day[what] / Math.max(day.sent, fewSent) / warmUpLimits[what])
    // One complaint in fifty letters is one person, not a rate.
    .map((times, index) => (index === 2 && day.complaints < 2 ? Math.min(times, 1) : times))
    .filter((times) => times > 1)
  if (excess.length > 1 || excess.some((times) => times > 2)) return 'reduce'
  return excess.length || day.sent * 2 < day.cap ? 'hold' : 'grow'
}

/**
 * What may go today.
 *
 * @param last  the latest day before today on which anything went; null on the first
 * @returns null before the plan's first day: nothing may go yet
 */
export function capOf(plan: WarmUpPlan, last: WarmUpDay | null, today: string): number | null {
  if (today < plan.from) return null
  if (!last || last.day < plan.from) return plan.first
  const verdict = verdictOf(last)
  if (verdict === 'grow') return Math.floor(last.cap * plan.growth)
  return verdict === 'hold' ? last.cap : Math.max(Math.min(plan.first, last.cap), Math.floor(last.cap / 2))
}

const _dayMs = 86_400_000

/** The UTC day of an instant, YYYY-MM-DD. */
export const dayOf = (at: number) => new Date(at).toISOString().slice(0, 10)

/** Whose plan a letter counts for: the From domain, one above it, or the domain that signs. */
export function warmingDomain(plans: ReadonlyMap<string, WarmUpPlan>, from: string, signer: string | null) {
  const labels = from.toLowerCase().split('.')
  const candidates = labels.map((_, index) => labels.slice(index).join('.'))
  return [...candidates, signer ?? ''].find((domain) => plans.has(domain)) ?? null
}
