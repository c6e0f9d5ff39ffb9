import { type DnsRecord, recordsToPublish } from '../core/preflight/records.ts'
import { listInstitutions } from '../store/institutions.ts'
import { type LookRow, newestLooks, senderDomains } from '../store/sending.ts'
import type { Deps } from './deps.ts'

/** `sender`: campaigns write from it. `usual`: those that name no sender do. `signs`: its key signs our mail. */
export type DomainUse = 'sender' | 'usual' | 'signs'

export type SendingDomain = {
  domain: string
  uses: DomainUse[]
  /** Other institutions send from it or below it too: only the operator says how fast it is made known. */
  shared: boolean
  look: LookRow | null
  records: DnsRecord[]
}

/**
 * The domains that an institution sends from, or thinks of sending from: of its campaigns that are not over, of the
 * installation's usual sender, and those it has looked at.
 */
export async function sendingDomains(deps: Deps, institutionId: number): Promise<SendingDomain[]> {
  const [senders, looks] = await Promise.all([senderDomains(deps.db), newestLooks(deps.db, institutionId)])
  const usual = usualDomain(deps)
  const signer = deps.settings.dkim?.domain ?? null
  const own = senders.filter((row) => row.institutionId === institutionId).map((row) => row.domain)
  const names = [...own, usual, ...looks.map(({ domain }) => domain)].filter((name) => name !== null)
  const others = await elsewhere(deps, institutionId, senders)
  return [...new Set(names)].sort().map((domain) => ({
    domain,
    uses: [
      ...(own.includes(domain) ? (['sender'] as const) : []),
      ...(domain === usual ? (['usual'] as const) : []),
      ...(domain === signer ? (['signs'] as const) : []),
    ],
    shared: others.some((other) => isWithin(other, domain)),
    look: looks.find((look) => look.domain === domain) ?? null,
    records: recordsOf(deps, domain),
  }))
}

const domainOf = (address: string) => address.slice(address.lastIndexOf('@') + 1).toLowerCase()
const usualDomain = ({ settings }: Deps) => (settings.mailFrom ? domainOf(settings.mailFrom) : null)
const isWithin = (name: string, domain: string) => name === domain || name.endsWith(`.${domain}`)

/** What other institutions send from: where there are any, the usual sender and what signs are theirs too. */
async function elsewhere(
  deps: Deps,
  institutionId: number,
  senders: Awaited<ReturnType<typeof senderDomains>>,
): Promise<string[]> {
  const institutions = await listInstitutions(deps.db)
  if (institutions.every(({ id }) => id === institutionId)) return []
  const theirs = senders.filter((row) => row.institutionId !== institutionId).map((row) => row.domain)
  const common = [usualDomain(deps), deps.settings.dkim?.domain ?? null, deps.lanes?.signer ?? null]
  return [...theirs, ...common].filter((name) => name !== null)
}

function recordsOf({ settings }: Deps, domain: string): DnsRecord[] {
  const { dkim, bounceDomain, mailIp } = settings
  return recordsToPublish({
    from: domain,
    envelope: bounceDomain ?? domain,
    dkim: dkim ?? null,
    address: mailIp ?? null,
  })
}
