import type { Reason, Receipt } from '../../core/channel.ts'
import { reasonOf } from '../../core/reason.ts'

/** Where the conversation stood: nothing of the message sent · its envelope only · its body under way or complete. */
export type Stage = 'connecting' | 'envelope' | 'body'

/** What went wrong, in the words of nodemailer's SMTP client. */
export type Failure = { message: string; code?: string; command?: string; response?: string }

type Refused = Extract<Receipt, { outcome: 'refused' }>
type Reply = { code: number; status: string | undefined; text: string }

const minuteMs = 60_000
/** What a server means by "later" when it does not say. */
const laterMs = 5 * minuteMs
/** 530 authentication required, 534 mechanism too weak, 535 wrong password, 538 needs TLS (RFC 4954). */
const loginCodes = [530, 534, 535, 538]

/** The receipt for a message whose end of data the server answered with 2xx. */
export function accepted(response: string): Receipt {
  return { outcome: 'accepted', remoteId: remoteIdOf(parse(response).text) }
}

/**
 * The receipt for everything else.
 *
 * A reply decides: 4xx comes back later, 5xx does not. Without a reply it depends on how far we got: a body under
 * way may have been taken, so the outcome is unknown; before that nothing was handed over and trying again is safe.
 * What fails before the envelope is the server's or our configuration's fault, never the recipient's: nobody is
 * given up because a password is wrong.
 */
export function receiptFor(failure: Failure, stage: Stage): Receipt {
  const detail = oneLine(failure.response ?? failure.message)
  if (stage === 'connecting') return { ...connectFailure(failure), detail }
  if (failure.response && /^[45]\d\d/.test(failure.response)) return { ...refusal(failure.response), detail }
  if (failure.command === 'API' && failure.code === 'EENVELOPE') return permanent('invalid_address', detail)
  if (failure.code === 'EMESSAGE') return permanent('too_big', detail)
  if (stage === 'body') return { outcome: 'unknown', detail }
  return retryable('network', detail)
}

/** A recipient that needs SMTPUTF8 at a server without it; there is no other way to write such an address. */
export function needsSmtpUtf8(address: string): Receipt {
  return permanent('eai_unsupported', `the server does not offer SMTPUTF8, which ${address} needs`)
}

/** Nothing was sent and nothing is wrong with the message. */
export function notSent(detail: string, retryAfterMs?: number): Refused {
  return { ...retryable('network', detail), ...(retryAfterMs && { retryAfterMs }) }
}

function connectFailure(failure: Failure): Refused {
  if (failure.code === 'EAUTH' || failure.code === 'ETLS') return retryable('policy_or_auth', '')
  if (!failure.response) return retryable('network', '')
  return { ...refusal(failure.response), retryable: true }
}

function refusal(response: string): Refused {
  const reply = parse(response)
  if (loginCodes.includes(reply.code)) return retryable('policy_or_auth', '')
  const reason = reasonOf(reply)
  // 503, bad sequence: the line was out of step, the message is not to blame
  if (reply.code >= 500 && reply.code !== 503) return permanent(reason, '')
  return reason === 'rate_or_greylist'
    ? { ...retryable(reason, ''), retryAfterMs: askedDelayMs(reply.text) ?? laterMs }
    : retryable(reason, '')
}

/** Lines of one reply joined, code and enhanced status taken off: `550-5.1.1 a\n550 5.1.1 b` → 550, 5.1.1, `a b`. */
function parse(response: string): Reply {
  const lines = response.split(/\r?\n/).map((line) => line.replace(/^\d{3}[ -]?/, ''))
  const status = /^([245]\.\d{1,3}\.\d{1,3})(?=\s|$)/.exec(lines[0] ?? '')?.[1]
  const text = lines.map((line) => line.replace(/^[245]\.\d{1,3}\.\d{1,3}\s*/, '')).join(' ')
  return { code: Number(response.slice(0, 3)), status, text: text.trim() }
}

/** The queue's name for the message, as Postfix, Exim, Haraka, Exchange and Amazon SES write it; else the text. */
function remoteIdOf(text: string): string {
  const forms = [
    /queued as (\S+)/i,
    /\bid=(\S+)/i,
    /queued \(([^)]+)\)/i,
    /<([^<>\s]+)>/,
    /^ok ([\w-]{10,})$/i,
  ]
  for (const form of forms) {
    const found = form.exec(text)?.[1]
    if (found) return found.replace(/[.,;]$/, '')
  }
  return text.slice(0, 120)
}

/** "retry in 300 seconds", "wait 5 minutes" → ms. */
function askedDelayMs(text: string): number | undefined {
  const found = /\b(\d{1,4})\s*(s|sec|m|min|h|hours?)\w*\b/i.exec(text)
  if (!found) return undefined
  const unitMs = { s: 1000, m: minuteMs, h: 60 * minuteMs }[found[2]!.charAt(0).toLowerCase()]!
  return Number(found[1]) * unitMs
}

function permanent(reason: Reason, detail: string): Refused {
  return { outcome: 'refused', reason, detail, retryable: false }
}

function retryable(reason: Reason, detail: string): Refused {
  return { outcome: 'refused', reason, detail, retryable: true }
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim().slice(0, 500)
}
