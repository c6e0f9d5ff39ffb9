import { addressesIn } from './address.ts'
import type { Returned, ReturnedRecipient } from './returned.ts'

/** What people press; the other types are reports of machines, or take a complaint back. */
const complaints = ['abuse', 'opt-out', 'opt-out-list', 'unsubscribe', 'complaint']
/** RFC 6591 and RFC 5965 7.3: about our own settings, or praise. */
const noComplaint = ['not-spam', 'auth-failure', 'dmarc', 'dkim']

/**
 * A feedback report, RFC 5965. Who complained stands in Original-Rcpt-To or Removal-Recipient, or in the header of the
 * returned mail; many providers blacken it: then the address is '', and only our own token in that mail can tell.
 */
export function readFeedback(report: string, returned: string): Returned {
  const type = field(report, 'Feedback-Type')[0]?.toLowerCase().trim() ?? ''
  if (noComplaint.includes(type)) return { kind: 'none', recipients: [] }
  const named = [...field(report, 'Original-Rcpt-To'), ...field(report, 'Removal-Recipient')]
  const quoted = ['X-HmXmrOriginalRecipient', 'X-Original-To', 'Delivered-To', 'To'].flatMap((name) =>
    field(returned, name).slice(0, 1),
  )
  const told = openAddresses(named)
  const addresses = told.length ? told : openAddresses(quoted).slice(0, 1)
  return complaintOf(addresses, complaints.includes(type))
}

export function complaintOf(addresses: readonly string[], suppress: boolean): Returned {
  const recipients = (addresses.length ? addresses : ['']).map(
    (address): ReturnedRecipient => ({ address, reason: 'complaint', action: '', status: '', suppress }),
  )
  return { kind: 'complaint', recipients }
}

/** The addresses that were not blackened. */
function openAddresses(values: readonly string[]): string[] {
  return addressesIn(values.join('\n'))
    .filter((it) => !/^(x+|undisclosed)@|redacted/i.test(it))
    .slice(0, 100)
}

/** Values of a field in a header block, in order. */
export function field(block: string, name: string): string[] {
  const head = block.replace(/\r\n?/g, '\n').replace(/\n[ \t]+/g, ' ')
  return [...head.matchAll(new RegExp(`^${name}[ \\t]*:(.*)$`, 'gim'))].map((it) => it[1]!.trim())
}
