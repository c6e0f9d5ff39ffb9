import { addressesIn, once } from './address.ts'
import { field } from './feedback.ts'

const traces = ['Delivered-To', 'X-Original-To', 'Envelope-To', 'X-Envelope-To', 'To', 'Cc']
const mostBytes = 100_000

/**
 * The envelope of a mail that lies in a mailbox, as its servers noted it. Good enough, because a token proves itself
 * wherever it stands.
 *
 * @returns `from`: '' for nobody, `unknown` where it is not noted
 */
export function notedEnvelope(raw: Uint8Array): { to: string[]; from: string } {
  const [head = ''] = new TextDecoder('latin1').decode(raw.subarray(0, mostBytes)).split(/\r?\n\r?\n/)
  const to = once(traces.flatMap((name) => addressesIn(field(head, name).join('\n'))))
  const [path] = field(head, 'Return-Path')
  return { to, from: path === undefined ? 'unknown' : (addressesIn(path)[0] ?? '') }
}
