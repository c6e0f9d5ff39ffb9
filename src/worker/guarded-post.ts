import type { Resolver } from '../core/preflight/resolver.ts'
import { isPublicAddress } from '../core/public-address.ts'
import { readEndpointUrl } from '../core/webhook-out/endpoint-url.ts'
import type { WebhookPost } from '../core/webhook-out/post.ts'

/**
 * Calls endpoints from Workers, whose `fetch` reaches the public Internet and no network behind it. The name is asked
 * for as well, so that an address inside is refused here for the same reason as on Node.
 */
export function guardedPost(dns: Pick<Resolver, 'addresses'>): WebhookPost {
  return async ({ url, headers, body, timeoutMs }) => {
    const signal = AbortSignal.timeout(timeoutMs)
    try {
      const host = new URL(readEndpointUrl(url, false)).hostname.replace(/\.$/, '')
      const addresses = await dns.addresses(host).catch(() => [])
      if (!addresses.length) return { problem: 'dns' }
      if (!addresses.every(isPublicAddress)) return { problem: 'private' }
    } catch {
      return { problem: 'url' }
    }
    try {
      const answer = await fetch(url, { method: 'POST', headers, body, signal, redirect: 'manual' })
      await answer.body?.cancel()
      return { status: answer.status }
    } catch {
      return { problem: signal.aborted ? 'timeout' : 'connection' }
    }
  }
}
