import { capOf, dayOf, type WarmUpDay, type WarmUpPlan } from '../core/lane/warm-up.ts'
import { knownDomains } from '../store/mail-domains.ts'
import { addReturned, beginDay, latestDay, type Place, returnedSince, takeOfDay } from '../store/warm-up.ts'
import type { Deps } from './deps.ts'
import { providerOf } from './lane-domains.ts'

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
    const latest = await latestDay(deps.db, place)
    if (latest?.day !== place.day) {
      const last = latest && (await withReturned(deps, { ...place, last: latest }))
      const cap = capOf(it.plan, last, place.day)
      if (cap === null) return { given: 0, againAt }
      await beginDay(deps.db, { ...place, cap })
      const { domain, provider } = place
      deps.log('warm-up-day', { domain, provider, cap, before: latest?.cap ?? 0 })
      continue
    }
    const given = Math.max(0, Math.min(it.count, latest.cap - latest.sent))
    if (given === 0 || (await takeOfDay(deps.db, { ...place, sent: latest.sent, count: given })))
      return { given, againAt }
  }
}

/** The day with what has come back since: complaints and bounces take hours. */
async function withReturned(deps: Deps, it: Place & { last: WarmUpDay }): Promise<WarmUpDay> {
  const { domain, provider, last } = it
  const about = { domain, signs: domain === deps.lanes?.signer, sender: deps.settings.mailFrom }
  const rows = await returnedSince(deps.db, { ...about, since: Date.parse(last.day) })
  const providers = await providersOf(
    deps,
    rows.map((row) => row.domain),
  )
  const ours = rows.filter((row) => warmUpName(providers(row.domain)) === provider)
  const sum = (what: 'complaints' | 'unknownUsers') => ours.reduce((total, row) => total + row[what], 0)
  const more = { complaints: sum('complaints'), unknownUsers: sum('unknownUsers') }
  if (more.complaints + more.unknownUsers === 0) return last
  await addReturned(deps.db, { domain, provider, day: last.day, before: last, ...more })
  return {
    ...last,
    complaints: last.complaints + more.complaints,
    unknownUsers: last.unknownUsers + more.unknownUsers,
  }
}

async function providersOf(deps: Deps, domains: readonly string[]): Promise<(domain: string) => string> {
  const known = await knownDomains(deps.db, domains, 0)
  return (domain) => (deps.lanes && providerOf(deps.lanes, domain)) ?? known.get(domain) ?? ''
}
