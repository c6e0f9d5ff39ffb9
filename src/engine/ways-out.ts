import { leavingOf } from '../core/tokens.ts'
import type { Deps } from './deps.ts'

/** RFC 9477, 3.1: it must lie in the sender's domain, whose signature vouches for it. */
export function complaintsAt(
  { settings: { bounceDomain } }: Deps,
  from: { address: string },
): string | undefined {
  const domain = from.address.slice(from.address.lastIndexOf('@') + 1).toLowerCase()
  const isOurs = bounceDomain === domain || bounceDomain?.endsWith(`.${domain}`)
  return isOurs ? `complaints@${bounceDomain}` : undefined
}

/** By one press, and by mail where mail can come in: the same token in letters that survive a local part. */
export function waysOut({ settings: { bounceDomain } }: Deps, url: string): { url: string; mailto?: string } {
  if (!bounceDomain) return { url }
  const local = leavingOf(url.slice(url.lastIndexOf('/') + 1))
  return { url, mailto: `${local}@${bounceDomain}?subject=unsubscribe` }
}
