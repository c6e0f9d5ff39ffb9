import type { Context, MiddlewareHandler } from 'hono'
import { AppError } from '../../core/error.ts'
import { networkOf } from '../../core/network.ts'
import type { Deps } from '../../engine/deps.ts'
import { addressOf } from '../reader.ts'

const withinMs = 10 * 60_000
/** Enough for a family at one table, or for a consulate with a queue; too few to fill anybody's inbox. */
const mostForms = 30

const forms = networkLimit(mostForms)

/**
 * Lets a network send 30 forms in 10 minutes, counted by each process for itself.
 *
 * @throws AppError `busy`
 */
export function limitNetwork(c: Context, now: number): void {
  if (forms.isSpent(c, now)) throw new AppError('unavailable', 'busy', 'too many forms, wait ten minutes')
  forms.count(c, now)
}

/** Old links of a whole office stay far below; whoever guesses gets no further. */
const mostGuesses = 60
const tokenAreas = ['/r/', '/s/', '/j/', '/v/', '/p/', '/me/', '/data/', '/desk/sign-in/', '/desk/set-up/']

/**
 * Pages behind tokens of mails and links: 60 that led nowhere within 10 minutes, and the network waits, whatever it asks
 * for. `/u/` is not counted: nothing may stand in the way of leaving.
 *
 * @throws AppError `busy`
 */
export function guessLimit(deps: Deps, areas: readonly string[] = tokenAreas): MiddlewareHandler {
  const guesses = networkLimit(mostGuesses)
  return async (c, next) => {
    if (!areas.some((area) => c.req.path.startsWith(area))) return next()
    const now = deps.clock.now()
    if (guesses.isSpent(c, now))
      throw new AppError('unavailable', 'busy', 'too many links that lead nowhere, wait ten minutes')
    await next()
    if (c.res.status === 404) guesses.count(c, now)
  }
}

/** Counts what comes from a network within 10 minutes; `isSpent` when there have been `most`. */
export function networkLimit(most: number) {
  /** Network → instants, the network that came last at the end. In memory alone, and cut: no address. */
  const seen = new Map<string, number[]>()
  const recent = (network: string, now: number) =>
    (seen.get(network) ?? []).filter((at) => at > now - withinMs)
  return {
    isSpent(c: Context, now: number): boolean {
      forgetBefore(seen, now - withinMs)
      const network = networkOf(addressOf(c))
      return network !== null && recent(network, now).length >= most
    },
    count(c: Context, now: number): void {
      const network = networkOf(addressOf(c))
      if (!network) return
      const instants = [...recent(network, now), now]
      seen.delete(network)
      seen.set(network, instants)
    },
  }
}

function forgetBefore(seen: Map<string, number[]>, limit: number): void {
  for (const [network, instants] of seen) {
    if (instants.at(-1)! > limit) return
    seen.delete(network)
  }
}
