import { capOf, dayOf, type WarmUpPlan } from '../core/lane/warm-up.ts'
import { beginDay, latestDays, takeOfDay } from '../store/warm-up.ts'
import type { Deps } from './deps.ts'

const dayMs = 86_400_000

/** What the row of a domain's day is called for providers that nobody knows. */
export const warmUpName = (provider: string) => provider || 'other'

/**
 * Takes up to `count` of what a warming domain may still send to a provider today.
 *
 * @returns how many may go, and when the others should ask again: the same hour of the next day, or of the plan's first
 */
export async function takeOfWarmUp(
  deps: Deps,
  it: { domain: string; plan: WarmUpPlan; provider: string; count: number },
): Promise<{ given: number; againAt: number }> {
  const now = deps.clock.now()
  const place = { domain: it.domain, provider: warmUpName(it.provider), day: dayOf(now) }
  const againAt = Math.max(now + dayMs, Date.parse(it.plan.from) + (now % dayMs))
  for (;;) {
    const [latest] = await latestDays(deps.db, place)
    if (latest?.day !== place.day) {
      const cap = capOf(it.plan, latest ?? null, place.day)
      if (cap === null) return { given: 0, againAt }
      await beginDay(deps.db, { ...place, cap })
      deps.log('warm-up-day', { domain: it.domain, provider: place.provider, cap, before: latest?.cap ?? 0 })
      continue
    }
    const given = Math.max(0, Math.min(it.count, latest.cap - latest.sent))
    if (given === 0 || (await takeOfDay(deps.db, { ...place, sent: latest.sent, count: given })))
      return { given, againAt }
  }
}
