import { lookup as systemLookup } from 'node:dns/promises'
import { Agent as HttpAgent, request as httpRequest } from 'node:http'
import { Agent, request as httpsRequest } from 'node:https'
import type { LookupFunction } from 'node:net'
import { isLoopback, isPublicAddress } from '../core/public-address.ts'
import { isAddressLiteral, isThisMachine, readEndpointUrl } from '../core/webhook-out/endpoint-url.ts'
import type { WebhookAnswer, WebhookCall, WebhookPost } from '../core/webhook-out/post.ts'

type Address = { address: string; family: number }
/** Every address of a name, as this machine would connect to it. */
export type Lookup = (name: string) => Promise<Address[]>

const fromSystem: Lookup = (name) => systemLookup(name, { all: true, verbatim: true })

/**
 * Calls endpoints over connections that go nowhere but to an address that was looked at: the name is resolved once,
 * every address must be public, and the socket is given those addresses instead of the name. A second answer of the
 * name server (DNS rebinding) is never asked for.
 *
 * @param isLocal  the installation is somebody's own machine, which may be called as well
 * @param ca       PEM of another authority than the usual ones, for tests
 */
export function guardedPost(it: { isLocal: boolean; lookup?: Lookup; ca?: string }): WebhookPost {
  const lookup = it.lookup ?? fromSystem
  return async (call) => {
    try {
      const url = new URL(readEndpointUrl(call.url, it.isLocal))
      const addresses = await checkedAddresses(url.hostname, lookup, it.isLocal)
      return 'problem' in addresses ? addresses : await exchange(call, url, addresses.addresses, it.ca)
    } catch {
      return { problem: 'url' }
    }
  }
}

type Checked = { addresses: Address[] } | Extract<WebhookAnswer, { problem: unknown }>

async function checkedAddresses(host: string, lookup: Lookup, isLocal: boolean): Promise<Checked> {
  const isOwn = isLocal && isThisMachine(host)
  if (isAddressLiteral(host)) {
    const address = host.replace(/^\[|\]$/g, '')
    return isOwn
      ? { addresses: [{ address, family: address.includes(':') ? 6 : 4 }] }
      : { problem: 'private' }
  }
  const found = await lookup(host).catch(() => [])
  if (!found.length) return { problem: 'dns' }
  const isAllowed = isOwn ? isLoopback : isPublicAddress
  return found.every(({ address }) => isAllowed(address)) ? { addresses: found } : { problem: 'private' }
}

/** Answers with what was checked, whatever it is asked. */
const pinned =
  (addresses: readonly Address[]): LookupFunction =>
  (_name, options, done) => {
    const first = addresses[0]!
    if (options.all) done(null, [...addresses])
    else done(null, first.address, first.family)
  }

/** No proxy, no connection that is kept, no redirect; of the answer the status is read and nothing else. */
function exchange(
  { headers, body, timeoutMs }: WebhookCall,
  url: URL,
  addresses: readonly Address[],
  ca: string | undefined,
): Promise<WebhookAnswer> {
  const isPlain = url.protocol === 'http:'
  const options = {
    method: 'POST',
    headers: { ...headers, 'content-length': String(new TextEncoder().encode(body).length) },
    agent: isPlain ? new HttpAgent({ keepAlive: false }) : new Agent({ keepAlive: false }),
    lookup: pinned(addresses),
    signal: AbortSignal.timeout(timeoutMs),
    ...(ca ? { ca } : {}),
  }
  return new Promise((resolve) => {
    const request = (isPlain ? httpRequest : httpsRequest)(url, options, (response) => {
      resolve({ status: response.statusCode ?? 0 })
      response.destroy()
    })
    request.on('error', (error) => resolve({ problem: problemOf(error) }))
    request.end(body)
  })
}

function problemOf(error: Error): 'timeout' | 'tls' | 'connection' {
  if (error.name === 'TimeoutError' || error.name === 'AbortError') return 'timeout'
  const { code = '' } = error as NodeJS.ErrnoException
  const isTls = /^(CERT_|ERR_TLS_|ERR_SSL_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|HOSTNAME_|EPROTO)/.test(code)
  return isTls ? 'tls' : 'connection'
}
