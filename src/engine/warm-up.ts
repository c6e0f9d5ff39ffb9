import { z } from 'zod'
import { AppError } from '../core/error.ts'
import { dayOf, verdictOf, type WarmUpPlan } from '../core/lane/warm-up.ts'
import { officerById } from '../store/institutions.ts'
import { endWarmUpPlan, saveWarmUpPlan, type WarmUpRow, warmUpPlans, warmUpTable } from '../store/warm-up.ts'
import { audit } from './audit.ts'
import { command } from './command.ts'
import type { Deps } from './deps.ts'

const domain = z
  .string()
  .toLowerCase()
  .regex(/^([a-z0-9-]{1,63}\.)+[a-z0-9-]{2,63}$/, 'write a domain as lettres.institution.example')

/** How a sending domain is made known to its receivers, as an operator says it. */
export const warmUpCommands = {
  'warm-up start': command(
    z.strictObject({
      domain,
      first: z.number().int().min(1).max(10_000).default(50),
      growth: z.number().gt(1).max(2).default(1.5),
      from: z.iso.date('write a date as 2026-12-01').optional(),
    }),
    startWarmUp,
  ),
  'warm-up show': command(z.strictObject({ domain }), (deps, it) => showWarmUp(deps, it.domain)),
  'warm-up stop': command(z.strictObject({ domain }), stopWarmUp),
}

export type WarmUp = {
  domain: string
  plan: WarmUpPlan | null
  /** What the day says about the next; null for the day under way. */
  days: (WarmUpRow & { verdict: ReturnType<typeof verdictOf> | null })[]
}

/** Starting again changes the plan and keeps the days: what a provider has learned it has not forgotten. */
async function startWarmUp(
  deps: Deps,
  it: { domain: string; first: number; growth: number; from?: string | undefined },
): Promise<WarmUp> {
  const plan = { first: it.first, growth: it.growth, from: it.from ?? dayOf(deps.clock.now()) }
  await saveWarmUpPlan(deps.db, it.domain, plan)
  await noted(deps, 'warm-up-start', it.domain, plan)
  return showWarmUp(deps, it.domain)
}

async function showWarmUp(deps: Deps, name: string): Promise<WarmUp> {
  const [plans, rows] = [await warmUpPlans(deps.db), await warmUpTable(deps.db, name)]
  const today = dayOf(deps.clock.now())
  const days = rows.map((row) => ({ ...row, verdict: row.day === today ? null : verdictOf(row) }))
  return { domain: name, plan: plans.get(name) ?? null, days }
}

/** @throws AppError `warm-up` when none was under way */
async function stopWarmUp(deps: Deps, it: { domain: string }): Promise<WarmUp> {
  if (!(await endWarmUpPlan(deps.db, it.domain)))
    throw new AppError(
      'not_found',
      'warm-up',
      `${it.domain} is not warming up; mawja warm-up show ${it.domain} shows its days`,
    )
  await noted(deps, 'warm-up-stop', it.domain)
  return showWarmUp(deps, it.domain)
}

/** A plan is the installation's; what somebody of an institution does to it stands in that institution's log. */
async function noted(
  deps: Deps,
  act: 'warm-up-start' | 'warm-up-stop',
  name: string,
  detail: Record<string, string | number> = {},
): Promise<void> {
  const officer = deps.actor === undefined ? undefined : await officerById(deps.db, deps.actor)
  const institutionId = officer?.institutionId ?? null
  await audit(deps, { institutionId, officerId: null, act, subject: `domain:${name}`, detail })
}
