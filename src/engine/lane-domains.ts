import { isReserved, providerByMx } from '../core/lane/providers.ts'
import { knownDomains, saveDomains } from '../store/mail-domains.ts'
import type { Deps } from './deps.ts'
import type { Lanes } from './lanes.ts'

const dayMs = 86_400_000
/** Domains move to another provider now and then. */
const believeMs = 7 * dayMs
const atOnce = 8
/** What is not answered by then goes as if nobody were known to receive it. */
const patienceMs = 10_000
/** A resolver that fails so often in a row is left alone for a while. */
const failuresToRest = 3
const restMs = 5 * 60_000
/** A process that runs for months must not remember every domain there is. */
const mostLearned = 200_000

/** @returns '' = nobody that is known, undefined = has to be learned */
export function providerOf(lanes: Lanes, domain: string): string | undefined {
  return lanes.byDomain.get(domain)?.id ?? lanes.learned.get(domain)
}

/**
 * Learns who receives for domains: from what was looked up within a week, else from their MX. Never fails; domains that
 * could not be looked up have no provider, for this process and for now.
 */
export async function learnDomains(deps: Deps, lanes: Lanes, domains: readonly string[]): Promise<void> {
  if (lanes.learned.size > mostLearned) lanes.learned.clear()
  const now = deps.clock.now()
  const asked = domains.filter((domain) => !isReserved(domain))
  for (const domain of domains) if (isReserved(domain)) lanes.learned.set(domain, '')
  if (asked.length === 0) return
  for (const [domain, provider] of await knownDomains(deps.db, asked, now - believeMs))
    lanes.learned.set(domain, inUse(lanes, provider))
  const unknown = asked.filter((domain) => !lanes.learned.has(domain))
  if (unknown.length === 0 || lanes.askAgainAt > now) {
    for (const domain of unknown) lanes.learned.set(domain, '')
    if (unknown.length) lanes.unsureUntil = lanes.askAgainAt
    return
  }
  await inTime(lookUp(deps, lanes, unknown))
  const unanswered = unknown.filter((domain) => !lanes.learned.has(domain))
  for (const domain of unanswered) lanes.learned.set(domain, '')
  if (unanswered.length) lanes.unsureUntil = Math.max(lanes.askAgainAt, now + restMs)
}

/** A lane that the operator has taken out since drives as others do. */
const inUse = ({ byId }: Lanes, id: string) => (byId.has(id) ? id : '')

async function inTime(work: Promise<void>): Promise<void> {
  const late = Promise.withResolvers<void>()
  const timer = setTimeout(late.resolve, patienceMs)
  await Promise.race([work, late.promise])
  clearTimeout(timer)
}

/** What was learned a day ago, or guessed for want of an answer, is looked at again. */
export function doubt(lanes: Lanes, now: number): void {
  if (now < lanes.unsureUntil) return
  lanes.learned.clear()
  lanes.unsureUntil = now + dayMs
}

async function lookUp(deps: Deps, lanes: Lanes, domains: readonly string[]): Promise<void> {
  const [left, found] = [[...domains], new Map<string, string>()]
  let failures = 0
  const ask = async () => {
    for (let domain = left.pop(); domain !== undefined && failures < failuresToRest; domain = left.pop()) {
      try {
        const provider = providerByMx(lanes.providers, await deps.dns.mx(domain))?.id ?? ''
        found.set(domain, provider)
        lanes.learned.set(domain, provider)
        failures = 0
      } catch {
        failures++
      }
    }
  }
  await Promise.all(Array.from({ length: Math.min(atOnce, left.length) }, ask))
  if (failures >= failuresToRest) {
    lanes.askAgainAt = deps.clock.now() + restMs
    deps.log('resolver-rests', { seconds: restMs / 1000 })
  }
  if (found.size) await saveDomains(deps.db, found, deps.clock.now()).catch(() => {})
}
