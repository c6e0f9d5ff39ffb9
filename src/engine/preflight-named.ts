import { z } from 'zod'
import { AppError } from '../core/error.ts'
import type { Deps } from './deps.ts'
import { actor, institutionNamed } from './named.ts'
import { type PreflightAnswer, preflight } from './preflight.ts'

export const preflightInput = z.strictObject({
  /** A campaign, or a domain: the slugs of campaigns have no dot. */
  of: z.string(),
  institution: z.string().optional(),
  as: z.string().optional(),
  /** Whether what receivers would refuse is a refusal here too. */
  strict: z.boolean().optional(),
})

/** @throws AppError `preflight` when asked to be strict and something fails; it is written down all the same */
export async function preflightNamed(
  deps: Deps,
  { of, institution, as, strict = false }: z.infer<typeof preflightInput>,
): Promise<PreflightAnswer> {
  const found = await preflight(deps, await placeOf(deps, { of, institution, as }))
  const faults = found.findings.filter(({ verdict }) => verdict === 'fail')
  if (!strict || !faults.length) return found
  const lines = faults.map(({ check, line }) => `${check}: ${line}`)
  throw new AppError('conflict', 'preflight', `${found.domain}: ${lines.join('; ')}`)
}

async function placeOf(deps: Deps, it: Pick<z.infer<typeof preflightInput>, 'of' | 'institution' | 'as'>) {
  if (!it.of.includes('.')) return actor(deps, { campaign: it.of, as: it.as })
  const { id } = await institutionNamed(deps, it.institution)
  return { domain: it.of, institutionId: id }
}
