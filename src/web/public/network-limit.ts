import type { Context } from 'hono'
import { AppError } from '../../core/error.ts'

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

type Socket = { incoming?: { socket?: { remoteAddress?: string } } }

/**
 * Where a form comes from: on Node the other end of the connection or, when that is a proxy of our own network, whom
 * the proxy names last; on Workers whom Cloudflare names. Anybody else's headers are not believed.
 */
function addressOf(c: Context): string | null {
  const connection = (c.env as Socket | undefined)?.incoming?.socket?.remoteAddress
  if (!connection) return c.req.header('cf-connecting-ip') ?? null
  if (!isOwnNetwork(connection)) return connection
  return c.req.header('x-forwarded-for')?.split(',').at(-1)?.trim() || null
}

const plain = (address: string) => address.replace(/^::ffff:(?=\d+\.)/i, '')

const isOwnNetwork = (address: string) =>
  /^(127\.|10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|::1$|f[cd])/i.test(plain(address))

/** `203.0.113.9` → `203.0.113`, `2001:db8:1:2::9` → `2001:db8:1`: /24 and /48. Null for what is no address. */
export function networkOf(address: string | null): string | null {
  const text = plain(address ?? '')
  const four = /^(\d{1,3}\.\d{1,3}\.\d{1,3})\.\d{1,3}$/.exec(text)
  if (four) return four[1]!
  if (!/^[\da-f:]*:[\da-f:]*$/i.test(text)) return null
  const [head = '', tail = ''] = text.toLowerCase().split('::')
  const [start, end] = [head, tail].map((part) => part.split(':').filter(Boolean))
  const zeros = Array.from({ length: Math.max(0, 8 - start!.length - end!.length) }, () => '0')
  return [...start!, ...(text.includes('::') ? zeros : []), ...end!].slice(0, 3).join(':')
}
