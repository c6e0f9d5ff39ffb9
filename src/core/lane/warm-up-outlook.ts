import { capOf, type WarmUpDay, type WarmUpPlan } from './warm-up.ts'

const dayMs = 86_400_000

/** What may go on a day; null before the plan's first. */
export type ComingDay = { day: string; cap: number | null }

/**
 * Today and the days after it at one provider, should each of them go well: half of what is allowed is used and no limit
 * is passed.
 *
 * @param latest  the latest day on which anything went, today included
 * @param today  YYYY-MM-DD, UTC
 */
export function warmUpOutlook(
  plan: WarmUpPlan,
  it: { latest: WarmUpDay | null; today: string; days: number },
): ComingDay[] {
  const { latest, today, days } = it
  const coming: ComingDay[] = []
  for (let ahead = 0; ahead < days; ahead++) {
    const day = new Date(Date.parse(today) + ahead * dayMs).toISOString().slice(0, 10)
    const before = coming.at(-1)?.cap ?? null
    if (latest?.day === day) coming.push({ day, cap: latest.cap })
    else if (before === null || day < plan.from) coming.push({ day, cap: capOf(plan, latest, day) })
    else coming.push({ day, cap: Math.floor(before * plan.growth) })
  }
  return coming
}
