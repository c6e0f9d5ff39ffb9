import type { Resolver } from './resolver.ts'

/** At most ten terms may ask the DNS, and two of them in vain (RFC 7208, 4.6.4). */
export const mostLookups = 10
const mostVoid = 2

export type Spf = {
  /** none: no record · several: more than one, which counts as none · found. */
  state: 'none' | 'several' | 'found'
  record: string
  lookups: number
  voids: number
  /** How mail from elsewhere is judged: `-all`, `~all`, `?all`, `+all`, or '' when the record does not say. */
  all: string
  /** What makes receivers treat the record as broken; `term` is '' where none is to blame alone. */
  faults: SpfFault[]
}

export type SpfFault = {
  /** The last one: it leads to several records where one may stand. */
  fault:
    | 'spf-lookups'
    | 'spf-voids'
    | 'spf-term'
    | 'spf-loop'
    | 'spf-nameless'
    | 'spf-leads-nowhere'
    | 'spf-leads-to-several'
  term: string
}

/** Reads a domain's SPF record with all that it includes, and counts what it costs. */
export async function readSpf(resolver: Resolver, domain: string): Promise<Spf> {
  const spf: Spf = { state: 'none', record: '', lookups: 0, voids: 0, all: '', faults: [] }
  const records = await spfRecords(resolver, domain)
  if (records.length === 0) return spf
  if (records.length > 1) return { ...spf, state: 'several' }
  spf.state = 'found'
  spf.record = records[0]!
  await follow(resolver, domain, records[0]!, spf, [domain.toLowerCase()])
  if (spf.lookups > mostLookups) spf.faults.push({ fault: 'spf-lookups', term: '' })
  if (spf.voids > mostVoid) spf.faults.push({ fault: 'spf-voids', term: '' })
  return spf
}

const spfRecords = async (resolver: Resolver, domain: string) =>
  (await resolver.txt(domain)).filter((text) => /^v=spf1( |$)/i.test(text))

async function follow(
  resolver: Resolver,
  domain: string,
  record: string,
  spf: Spf,
  inside: readonly string[],
): Promise<void> {
  const terms = record.split(/ +/).slice(1).filter(Boolean)
  for (const term of terms) {
    if (spf.lookups > mostLookups) return
    const [, sign = '', name = '', value = ''] = /^([-+~?]?)([a-z0-9_.-]+)(?:[:=/](.*))?$/i.exec(term) ?? []
    switch (name.toLowerCase()) {
      case 'all':
        if (inside.length === 1) spf.all = `${sign || '+'}all`
        break
      case 'include':
        await descend(resolver, value, term, spf, inside)
        break
      case 'redirect':
        // Only asked when nothing before matched, so an `all` before it makes it dead (RFC 7208, 6.1).
        if (!terms.some((one) => /^[-+~?]?all$/i.test(one)))
          await descend(resolver, value, term, spf, inside, true)
        break
      case 'a':
      case 'mx':
      case 'ptr':
      case 'exists':
        await count(resolver, name.toLowerCase(), term.includes(':') ? value : domain, spf)
        break
      case 'ip4':
      case 'ip6':
      case 'exp':
        break
      default:
        // Unknown modifiers are ignored, unknown mechanisms are an error (RFC 7208, 6).
        if (!/^[a-z][\w.-]*=/i.test(term)) spf.faults.push({ fault: 'spf-term', term })
    }
  }
}

async function descend(
  resolver: Resolver,
  domain: string,
  term: string,
  spf: Spf,
  inside: readonly string[],
  takesOver = false,
): Promise<void> {
  spf.lookups++
  const name = domain.toLowerCase()
  if (!name || inside.includes(name)) {
    spf.faults.push({ fault: name ? 'spf-loop' : 'spf-nameless', term })
    return
  }
  if (name.includes('%{')) return
  const records = await spfRecords(resolver, domain)
  if (records.length !== 1) {
    spf.faults.push({ fault: records.length ? 'spf-leads-to-several' : 'spf-leads-nowhere', term })
    if (!records.length) spf.voids++
    return
  }
  await follow(
    resolver,
    domain,
    records[0]!,
    spf,
    takesOver && inside.length === 1 ? [name] : [...inside, name],
  )
}

async function count(resolver: Resolver, name: string, value: string, spf: Spf): Promise<void> {
  spf.lookups++
  if (value.includes('%{') || name === 'ptr' || name === 'exists') return
  const host = value.replace(/\/.*$/, '')
  const found = name === 'mx' ? await resolver.mx(host) : await resolver.addresses(host)
  if (found.length === 0) spf.voids++
}
