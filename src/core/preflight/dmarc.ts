import { type Resolver, readTags } from './resolver.ts'

export type Dmarc = {
  /** Where the record stands, '' when there is none on the way up. */
  at: string
  record: string
  /** What receivers are asked to do with mail that fails; a record without `p` asks for nothing (RFC 9989). */
  policy: 'none' | 'quarantine' | 'reject'
  reports: boolean
  /** Tags that RFC 9989 no longer knows. */
  retired: string[]
  /** The domain that alignment is measured by. */
  organization: string
}

/** Names asked on the way up (RFC 9989, 4.10): the name itself, then its last seven labels, and shorter each time. */
const mostLabels = 7

/** The policy for mail whose From is at a domain, and its organizational domain, by walking up the DNS (RFC 9989). */
export async function readDmarc(resolver: Resolver, domain: string): Promise<Dmarc> {
  const found = await walkUp(resolver, domain)
  const organization = organizationOf(found, domain)
  const own = found.find((one) => one.name === domain.toLowerCase())
  const decisive = own ?? found.find((one) => one.name === organization)
  if (!decisive) return { at: '', record: '', policy: 'none', reports: false, retired: [], organization }
  const { tags } = decisive
  const wish = decisive === own ? tags.get('p') : (tags.get('sp') ?? tags.get('p'))
  return {
    at: `_dmarc.${decisive.name}`,
    record: decisive.record,
    policy: wish === 'quarantine' || wish === 'reject' ? wish : 'none',
    reports: tags.has('rua'),
    retired: ['pct', 'rf', 'ri'].filter((tag) => tags.has(tag)),
    organization,
  }
}

type Found = { name: string; record: string; tags: Map<string, string> }

async function walkUp(resolver: Resolver, domain: string): Promise<Found[]> {
  const found: Found[] = []
  for (const name of namesUp(domain.toLowerCase())) {
    const records = (await resolver.txt(`_dmarc.${name}`)).filter((text) => /^v=DMARC1\s*(;|$)/.test(text))
    // Two records are as good as none.
    if (records.length !== 1) continue
    const tags = readTags(records[0]!)
    found.push({ name, record: records[0]!, tags })
    if (tags.get('psd') === 'n' || tags.get('psd') === 'y') break
  }
  return found
}

export function namesUp(domain: string): string[] {
  const labels = domain.split('.')
  const names = [domain]
  for (let rest = Math.min(labels.length - 1, mostLabels); rest > 0; rest--) {
    names.push(labels.slice(labels.length - rest).join('.'))
  }
  return names
}

/** A record that says it is of no public suffix ends the walk; one that says it is puts the domain one label below. */
function organizationOf(found: readonly Found[], domain: string): string {
  const last = found.at(-1)
  if (!last) return domain.toLowerCase()
  if (last.tags.get('psd') !== 'y') return last.name
  const below = namesUp(domain.toLowerCase()).filter((name) => name.endsWith(`.${last.name}`))
  return below.at(-1) ?? last.name
}

/** Whether two domains are one house: mail aligns when its From and what is signed or sent from belong together. */
export async function areAligned(resolver: Resolver, one: string, other: string): Promise<boolean> {
  if (one.toLowerCase() === other.toLowerCase()) return true
  const [first, second] = await Promise.all([readDmarc(resolver, one), readDmarc(resolver, other)])
  return first.organization === second.organization
}
