import { AppError } from '../core/error.ts'
import {
  dayOf,
  verdictOf,
  type WarmUpDay,
  type WarmUpPlan,
  type WarmUpVerdict,
} from '../core/lane/warm-up.ts'
import { type ComingDay, warmUpOutlook } from '../core/lane/warm-up-outlook.ts'
import type { WarmUpRow } from '../store/warm-up.ts'
import { latestDays, warmUpPlans } from '../store/warm-up.ts'
import type { Deps } from './deps.ts'
import { type SendingDomain, sendingDomains } from './sending-domains.ts'

const daysAhead = 6

export type WarmUpLine = {
  /** `other` = all that nobody knows; null = every provider, nothing has gone yet. */
  provider: string | null
  /** Today's; `cap` is null before the plan begins. */
  cap: number | null
  sent: number
  /** How the last day before today went; null when there was none. */
  last: { day: string; sent: number; cap: number; verdict: Exclude<WarmUpVerdict, 'first'> } | null
  /** The days after today, should each go well. */
  coming: ComingDay[]
}

/** A domain's way into the world. Without a plan: as it was when the plan was stopped. */
export type WarmUpState = { plan: WarmUpPlan | null; lines: WarmUpLine[] }

/** How each domain stands that warms up, or once did, by domain. */
export async function warmUpStates(
  deps: Deps,
  domains: readonly string[],
): Promise<Map<string, WarmUpState>> {
  const plans = await warmUpPlans(deps.db)
  const today = dayOf(deps.clock.now())
  const states = new Map<string, WarmUpState>()
  for (const domain of domains) {
    const plan = plans.get(domain) ?? null
    const byProvider = Map.groupBy(await latestDays(deps.db, { domain, day: today }), (row) => row.provider)
    const lines = [...byProvider].map(([provider, rows]) => lineOf(plan, provider, rows, today))
    if (plan && !lines.length) lines.push(lineOf(plan, null, [], today))
    if (plan || lines.length) states.set(domain, { plan, lines })
  }
  return states
}

/** @param rows  of one provider, the newest first: today's where it has begun, and the day before */
function lineOf(
  plan: WarmUpPlan | null,
  provider: string | null,
  rows: readonly WarmUpRow[],
  today: string,
): WarmUpLine {
  const now = rows.find((row) => row.day === today)
  const before = rows.find((row) => row.day < today) ?? null
  const latest: WarmUpDay | null = now ?? before
  const days = plan ? warmUpOutlook(plan, { latest, today, days: 1 + daysAhead }) : []
  return {
    provider,
    cap: plan ? days[0]!.cap : null,
    sent: now?.sent ?? 0,
    last: before && { day: before.day, sent: before.sent, cap: before.cap, verdict: verdictOf(before) },
    coming: days.slice(1),
  }
}

/**
 * Whether an institution may say how fast a domain is made known: its own, and nobody else's.
 *
 * @throws AppError `sending-domain`, `shared-domain`
 */
export async function ownDomain(
  deps: Deps,
  it: { institutionId: number; domain: string },
): Promise<SendingDomain> {
  const found = (await sendingDomains(deps, it.institutionId)).find(({ domain }) => domain === it.domain)
  if (!found)
    throw new AppError('not_found', 'sending-domain', `${it.domain} is not one of this institution's domains`)
  if (found.shared)
    throw new AppError('forbidden', 'shared-domain', `others send from ${it.domain} too; ask the operator`)
  return found
}
