import type { Check } from './finding.ts'

/** A record to be published: what stands left of it, its type, and its text as a zone file has it, without quotes. */
export type DnsRecord = { check: Check; name: string; type: 'TXT'; text: string }

type Asked = {
  /** Domain of From. */
  from: string
  /** Domain that bounces go to. */
  envelope: string
  /** What signs, where Mawja signs itself; `key` is the public key in base64. */
  dkim: { domain: string; selector: string; key: string } | null
  /** Address from which mail reaches the world, where it is known. */
  address: string | null
}

/**
 * What a sending domain publishes so that receivers believe its mail. Only what is known for certain: without an address
 * of the world nobody can say which servers SPF should name, and who signs with keys of its own publishes them itself.
 *
 * @see RFC 7208, 5.6 (ip4, ip6) · RFC 6376, 3.6.1 and RFC 8463 (keys) · RFC 9989 (DMARC)
 */
export function recordsToPublish({ from, envelope, dkim, address }: Asked): DnsRecord[] {
  const records: DnsRecord[] = []
  const add = (check: Check, name: string, text: string) => records.push({ check, name, type: 'TXT', text })
  if (address)
    add(
      'spf',
      envelope,
      `v=spf1 ${address.includes(':') ? 'ip6' : 'ip4'}:${address.replace(/[[\]]/g, '')} -all`,
    )
  if (dkim)
    add(
      'dkim',
      `${dkim.selector}._domainkey.${dkim.domain}`,
      `v=DKIM1; k=${keyType(dkim.key)}; p=${dkim.key}`,
    )
  add('dmarc', `_dmarc.${from}`, `v=DMARC1; p=none; rua=mailto:dmarc@${from}`)
  return records
}

/** An Ed25519 key is 32 bytes, 44 characters of base64; no RSA key is so short. */
const keyType = (key: string) => (key.length <= 44 ? 'ed25519' : 'rsa')
