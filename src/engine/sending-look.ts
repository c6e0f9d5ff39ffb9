import { AppError } from '../core/error.ts'
import type { Institution } from '../store/institutions.ts'
import { looksSince } from '../store/sending.ts'
import type { Deps } from './deps.ts'
import { preflightNamed } from './preflight-named.ts'

/** The DNS itself remembers its answers for minutes: who looks more often sees the same. */
const restMs = 60_000
const withinMs = 10 * 60_000
const mostLooks = 20

/**
 * `preflight` of a domain for somebody at the desk, who may not make the installation ask name servers without end.
 *
 * @throws AppError `domain`; `looked-just-now` within a minute of the last look at it; `looked-often` after twenty looks
 * of the institution in ten minutes
 */
export async function lookAtDomain(deps: Deps, it: { institution: Institution; domain: string }) {
  const { institution } = it
  const domain = it.domain.trim().toLowerCase()
  if (!domain.includes('.')) throw new AppError('invalid', 'domain', `"${domain}" is not a domain`)
  const now = deps.clock.now()
  const place = { institutionId: institution.id, domain }
  const { count, last } = await looksSince(deps.db, { ...place, since: now - withinMs })
  if (last !== null && last > now - restMs)
    throw new AppError('conflict', 'looked-just-now', `${domain} was looked at less than a minute ago`)
  if (count >= mostLooks)
    throw new AppError('unavailable', 'looked-often', 'too many looks, wait ten minutes')
  return preflightNamed(deps, { of: domain, institution: institution.slug })
}
