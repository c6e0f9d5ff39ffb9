import { addressesIn } from './address.ts'
import type { Action } from './returned.ts'

/** One recipient of a report by the books. */
export type Reported = {
  address: string
  action: Action
  status: string
  comment: string
  diagnostic: string
}

const mostRecipients = 1_000

/**
 * The per-recipient groups of a delivery report, RFC 3464 2.3, in the order in which they stand.
 *
 * The address is the one we wrote to (Original-Recipient) where it is told: a forwarded mailbox that is gone at its
 * last stop is only known to us under the first one.
 */
export function reportedRecipients(report: string): Reported[] {
  return report
    .replace(/\r\n?/g, '\n')
    .replace(/\n[ \t]+\n/g, '\n\n')
    .split(/\n{2,}/)
    .flatMap(splitGroups)
    .slice(0, mostRecipients)
    .map(fieldsOf)
    .filter(
      (fields) => fields.has('final-recipient') || fields.has('original-recipient') || fields.has('action'),
    )
    .map(readGroup)
}

/** Some servers forget the empty line between two recipients. */
function splitGroups(block: string): string[] {
  const starts = block.match(/^Final-Recipient:/gim)?.length ?? 0
  return starts < 2 ? [block] : block.split(/\n(?=Final-Recipient:)/i)
}

function fieldsOf(group: string): Map<string, string> {
  const fields = new Map<string, string>()
  for (const line of group.replace(/\n[ \t]+/g, ' ').split('\n')) {
    const cut = line.indexOf(':')
    const name = line.slice(0, cut).trim().toLowerCase()
    if (cut > 0 && !fields.has(name)) fields.set(name, line.slice(cut + 1).trim())
  }
  return fields
}

function readGroup(fields: Map<string, string>): Reported {
  const original = addressOf(fields.get('original-recipient'))
  const final = addressOf(fields.get('final-recipient'))
  const said = fields.get('status') ?? ''
  const status = /^[245]\.\d{1,3}\.\d{1,3}\b/.exec(said)?.[0] ?? ''
  return {
    address: original.includes('@') ? original : final || original,
    action: actionOf(fields.get('action') ?? '', status),
    status,
    comment: said.slice(status.length).trim(),
    diagnostic: (fields.get('diagnostic-code') ?? '').replace(/^[\w-]{1,30}\s*;\s*/, ''),
  }
}

/** `rfc822; a@b.example` or `utf-8; \x{E9}@b.example` (RFC 6533 3), with whatever people put around it. */
function addressOf(value = ''): string {
  const bare = value
    .replace(/^(?:\s*(?:rfc822|utf-8|smtp|unknown|x400)\s*;)+/i, '')
    .replace(/\\x\{([0-9a-f]{1,6})\}/gi, (all, hex: string) => fromHex(hex) ?? all)
  const found = addressesIn(bare)[0] ?? bare.replace(/[<>]/g, '')
  return found.trim().slice(0, 320)
}

function fromHex(hex: string): string | undefined {
  const point = Number.parseInt(hex, 16)
  return point > 0x10ffff ? undefined : String.fromCodePoint(point)
}

/** `failed (no such mailbox)`, `Undeliverable` …; where nothing is said, the class of the status tells. */
export function actionOf(said: string, status: string): Action {
  const word = /^[a-z]+/i.exec(said.trim())?.[0].toLowerCase() ?? ''
  if (word.startsWith('fail') || word === 'undeliverable') return 'failed'
  if (word.startsWith('delay')) return 'delayed'
  if (word.startsWith('deliver')) return 'delivered'
  if (word.startsWith('relay')) return 'relayed'
  if (word.startsWith('expand')) return 'expanded'
  return status.startsWith('5') ? 'failed' : status.startsWith('2') ? 'delivered' : ''
}
