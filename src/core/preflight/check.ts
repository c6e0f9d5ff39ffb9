import { readDkim } from './dkim.ts'
import { areAligned, readDmarc } from './dmarc.ts'
import { type Check, type Finding, finding } from './finding.ts'
import type { Resolver } from './resolver.ts'
import { mostLookups, readSpf } from './spf.ts'

export type Preflight = {
  /** Domain of From. */
  from: string
  /** Domain that bounces go to; the same when there is none of its own. */
  envelope: string
  /** What signs, where Mawja signs itself; `key` is the public key in base64. */
  dkim: { domain: string; selector: string; key?: string | null } | null
  /** Address from which mail reaches the world, where it is known. */
  address: string | null
  /** Where people unsubscribe; null = nobody can look at it from here. */
  unsubscribe: { secure: boolean; reach: () => Promise<Reached> } | null
}

/** `status` of HTTP, null when nothing answers; `ours`: it is Mawja that answers. */
export type Reached = { status: number | null; ours: boolean }

/**
 * Looks at a sending domain as its receivers will: SPF (RFC 7208), DKIM (RFC 6376), DMARC (RFC 9989), who takes mail for
 * it, what its address is called, and whether people can unsubscribe.
 */
export async function preflight(resolver: Resolver, it: Preflight): Promise<Finding[]> {
  const looks = Object.entries({ spf, dkim, dmarc, mx, ptr }) as [Check, Look][]
  const findings = looks.map(([check, look]) => asked(check, look(resolver, it)))
  return (await Promise.all([...findings, unsubscribe(it)])).flat()
}

type Look = (resolver: Resolver, it: Preflight) => Promise<Finding[]>

/** A name server that does not answer is no fault of the domain. */
async function asked(check: Check, findings: Promise<Finding[]>): Promise<Finding[]> {
  return findings.catch((error: Error) => [finding(check, 'unasked', { problem: error.message })])
}

async function spf(resolver: Resolver, { envelope: domain }: Preflight): Promise<Finding[]> {
  const found = await readSpf(resolver, domain)
  if (found.state === 'none') return [finding('spf', 'spf-none', { domain })]
  if (found.state === 'several') return [finding('spf', 'spf-several', { domain })]
  if (found.faults.length)
    return found.faults.map(({ fault, term }) => finding('spf', fault, { domain, term }))
  if (found.all === '+all') return [finding('spf', 'spf-anybody', { domain })]
  if (found.all === '' || found.all === '?all') return [finding('spf', 'spf-open', { domain })]
  const { lookups, all } = found
  return [finding('spf', 'spf-ok', { domain, lookups, most: mostLookups, all })]
}

async function dkim(resolver: Resolver, it: Preflight): Promise<Finding[]> {
  if (!it.dkim) return [finding('dkim', 'dkim-elsewhere')]
  const found = await readDkim(resolver, it.dkim.selector, it.dkim.domain)
  const { at, bits, type, state } = found
  if (state !== 'found') return [finding('dkim', `dkim-${state}`, { at })]
  if (it.dkim.key && it.dkim.key !== found.key) return [finding('dkim', 'dkim-foreign', { at })]
  if (type === 'rsa' && bits < 1024) return [finding('dkim', 'dkim-short', { at, bits })]
  if (type === 'rsa' && bits < 2048) return [finding('dkim', 'dkim-weak', { at, bits })]
  if (found.testing) return [finding('dkim', 'dkim-trial', { at })]
  return [finding('dkim', 'dkim-ok', { at, bits, type })]
}

async function dmarc(resolver: Resolver, it: Preflight): Promise<Finding[]> {
  const { at, policy, retired, reports } = await readDmarc(resolver, it.from)
  const findings: Finding[] = []
  if (!at) findings.push(finding('dmarc', 'dmarc-none', { at: `_dmarc.${it.from}` }))
  else if (policy === 'none') findings.push(finding('dmarc', 'dmarc-idle', { at }))
  else findings.push(finding('dmarc', 'dmarc-ok', { at, policy }))
  if (retired.length) findings.push(finding('dmarc', 'dmarc-retired', { at, tags: retired.join(', ') }))
  if (at && !reports) findings.push(finding('dmarc', 'dmarc-silent', { at }))
  return [...findings, await alignment(resolver, it)]
}

async function alignment(resolver: Resolver, { from, envelope, dkim }: Preflight): Promise<Finding> {
  const bySpf = await areAligned(resolver, from, envelope)
  const byDkim = dkim ? await areAligned(resolver, from, dkim.domain) : false
  if (bySpf && byDkim) return finding('alignment', 'aligned-both', { domain: from })
  if (bySpf) return finding('alignment', dkim ? 'aligned-spf-only' : 'aligned-spf', { domain: from })
  if (byDkim) return finding('alignment', 'aligned-dkim-only', { domain: from })
  return finding('alignment', 'unaligned', { domain: from, envelope })
}

async function mx(resolver: Resolver, { from, envelope }: Preflight): Promise<Finding[]> {
  return Promise.all([...new Set([from, envelope])].map((domain) => mxOf(resolver, domain)))
}

async function mxOf(resolver: Resolver, domain: string): Promise<Finding> {
  const hosts = await resolver.mx(domain)
  if (hosts.length === 1 && hosts[0] === '') return finding('mx', 'mx-null', { domain })
  if (hosts.length) return finding('mx', 'mx-ok', { domain, host: hosts[0]! })
  const plain = (await resolver.addresses(domain)).length > 0
  return finding('mx', plain ? 'mx-address' : 'mx-none', { domain })
}

async function ptr(resolver: Resolver, { address }: Preflight): Promise<Finding[]> {
  if (!address) return []
  const names = await resolver.ptr(address)
  if (!names.length) return [finding('ptr', 'ptr-none', { address })]
  for (const name of names) {
    if ((await resolver.addresses(name)).includes(address))
      return [finding('ptr', 'ptr-ok', { address, name })]
  }
  return [finding('ptr', 'ptr-elsewhere', { address, name: names[0]! })]
}

async function unsubscribe({ unsubscribe: place }: Preflight): Promise<Finding[]> {
  if (!place) return []
  const { status, ours } = await place.reach()
  if (status === null) return [finding('unsubscribe', 'unsubscribe-silent')]
  if (status >= 500) return [finding('unsubscribe', 'unsubscribe-error', { status })]
  if (!ours) return [finding('unsubscribe', 'unsubscribe-stranger', { status })]
  return [finding('unsubscribe', place.secure ? 'unsubscribe-ok' : 'unsubscribe-plain')]
}
