import { wholeHour } from '../core/hit.ts'
import {
  dayMs,
  graceDays,
  isShared,
  type Periods,
  periodsOf,
  type RetentionRule,
  ruleNames,
  type SharedRule,
  sharedRules,
} from '../core/retention.ts'
import { erasePeople, removeStragglers } from '../store/erasure.ts'
import { type Institution, listInstitutions } from '../store/institutions.ts'
import { factOf } from '../store/meta.ts'
import {
  countExpired,
  type Expired,
  expiredPeople,
  newestRun,
  noteRemoved,
  oldestOf,
  removeExpired,
  removeIdlePseudonyms,
  saveRun,
} from '../store/retention.ts'
import type { Deps } from './deps.ts'
import { scrub } from './forget.ts'

/** `removed` is what went in this run (or would go), `oldest` the day of the oldest that is left. */
export type RuleReport = { days: number; removed: number; oldest: string | null }
/** Shared rules stand once for all institutions: the shortest period that any of them asks for. */
export type RetentionReport = {
  at: string
  institutions: Record<string, Record<Exclude<RetentionRule, SharedRule>, RuleReport>>
} & Record<SharedRule, RuleReport>

const blockRows = 500
/** A tick must be short: what is left goes with the next one, a minute later. */
const blocksPerTick = 10
const notesOf = (day: number) => `retention:${day}`

/** Once a day: what has come to its end goes, and a report proves it. Called every minute, twice or late, it does no harm. */
export async function retainNightly(deps: Deps): Promise<void> {
  const today = Math.floor(deps.clock.now() / dayMs)
  const last = await newestRun(deps.db)
  if (last && last.at >= today * dayMs) return
  await retain(deps, { blocks: blocksPerTick, since: today * dayMs })
}

/**
 * Removes what has come to its end, for all institutions.
 *
 * @param it.blocks  stops after so many blocks of rows; absent = goes on to the end
 * @param it.since   at most one report from this instant on
 * @returns null when it stopped before the end
 */
export async function retain(
  deps: Deps,
  it: { blocks?: number; since?: number } = {},
): Promise<RetentionReport | null> {
  const now = deps.clock.now()
  const notes = notesOf(Math.floor(now / dayMs))
  const plans = await plansOf(deps, now)
  let left = it.blocks ?? Number.POSITIVE_INFINITY
  for (const plan of plans) {
    for (let rows = blockRows; rows >= blockRows; ) {
      if (left <= 0) return null
      rows = await removeBlock(deps, plan, now)
      // A look that finds nothing is no block: with many rules and institutions a run would never come to its end.
      if (rows) {
        left--
        await noteRemoved(deps.db, notes, plan.name, rows)
      }
    }
  }
  await removeStragglers(deps.db)
  const removed = JSON.parse((await factOf(deps.db, notes)) ?? '{}') as Record<string, number>
  const report = await reportOf(deps, plans, now, (plan) => removed[plan.name] ?? 0)
  const row = { at: now, report: JSON.stringify(report), notes: 'retention:%' }
  await saveRun(deps.db, { ...row, since: it.since ?? now })
  if (Object.keys(removed).length) await scrub(deps)
  return report
}

/** What a run would remove now. Changes nothing. */
export async function rehearseRetention(deps: Deps): Promise<RetentionReport> {
  const now = deps.clock.now()
  const plans = await plansOf(deps, now)
  const counts = new Map<Plan, number>()
  for (const plan of plans) counts.set(plan, await countExpired(deps.db, plan.rule, plan.expired))
  return reportOf(deps, plans, now, (plan) => counts.get(plan) ?? 0)
}

type Plan = { name: string; slug: string; rule: RetentionRule; days: number; expired: Expired; from: number }

/** Every rule at every institution. What belongs to all of them comes once, last. */
async function plansOf(deps: Deps, now: number): Promise<Plan[]> {
  const institutions = await listInstitutions(deps.db)
  const plan = (slug: string, institutionId: number, rule: RetentionRule, days: number): Plan => ({
    name: `${slug}/${rule}`,
    slug,
    rule,
    days,
    expired: { institutionId, before: now - days * dayMs, graceBefore: now - graceDays * dayMs },
    from: 0,
  })
  const own = institutions.flatMap((one) => {
    const periods = periodsFor(one)
    return ruleNames
      .filter((rule) => !isShared(rule))
      .map((rule) => plan(one.slug, one.id, rule, periods[rule]))
  })
  const shortest = (rule: SharedRule) =>
    Math.min(periodsOf({})[rule], ...institutions.map((one) => periodsFor(one)[rule]))
  return [...own, ...sharedRules.map((rule) => plan('', 0, rule, shortest(rule)))]
}

export const periodsFor = (institution: Institution): Periods =>
  periodsOf(JSON.parse(institution.retention) as Partial<Record<string, number>>)

/** @returns rows that went; fewer than a block = nothing is left of this plan */
async function removeBlock(deps: Deps, plan: Plan, now: number): Promise<number> {
  const { rule, expired } = plan
  if (rule === 'contact' || rule === 'pending') return removePeople(deps, plan, rule, now)
  const limit = { ...expired, limit: blockRows }
  const removed = await removeExpired(deps.db, rule, limit)
  if (rule !== 'traces' || removed === blockRows) return removed
  return removed + (await removeIdlePseudonyms(deps.db, limit))
}

/** The way of every erasure; only that nobody asked for it, so they may sign up anew. */
async function removePeople(
  deps: Deps,
  plan: Plan,
  rule: 'contact' | 'pending',
  now: number,
): Promise<number> {
  const contactIds = await expiredPeople(deps.db, rule, {
    ...plan.expired,
    after: plan.from,
    limit: blockRows,
  })
  if (!contactIds.length) return 0
  const { institutionId } = plan.expired
  await erasePeople(deps.db, { institutionId, contactIds, asked: null, now, hour: wholeHour(now) })
  // The next block begins behind this one instead of at the beginning of the table.
  plan.from = contactIds.at(-1)!
  return contactIds.length
}

async function reportOf(
  deps: Deps,
  plans: readonly Plan[],
  now: number,
  removed: (plan: Plan) => number,
): Promise<RetentionReport> {
  const none = { days: 0, removed: 0, oldest: null }
  const report: RetentionReport = {
    at: new Date(now).toISOString(),
    institutions: {},
    ...(Object.fromEntries(sharedRules.map((rule) => [rule, none])) as Record<SharedRule, RuleReport>),
  }
  for (const plan of plans) {
    const oldest = await oldestOf(deps.db, plan.rule, plan.expired.institutionId)
    const line = { days: plan.days, removed: removed(plan), oldest: oldest === null ? null : dayOf(oldest) }
    if (isShared(plan.rule)) report[plan.rule] = line
    else report.institutions[plan.slug] = { ...report.institutions[plan.slug]!, [plan.rule]: line }
  }
  return report
}

const dayOf = (at: number) => new Date(at).toISOString().slice(0, 10)
