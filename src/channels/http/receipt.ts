import type { Reason, Receipt } from '../../core/channel.ts'
import { reasonInWords } from '../../core/reason.ts'
import type { HttpAnswer } from './provider.ts'

type Refused = Extract<Receipt, { outcome: 'refused' }>

const secondMs = 1000
const dayMs = 86_400_000
/** What a provider means by "too many requests" when it does not say for how long. */
const laterMs = 60_000

export const accepted = (remoteId: string): Receipt => ({ outcome: 'accepted', remoteId })

export const lost = (detail: string): Receipt => ({ outcome: 'unknown', detail: oneLine(detail) })

export function forGood(reason: Reason, detail: string): Refused {
  return { outcome: 'refused', reason, detail: oneLine(detail), retryable: false }
}

export function forNow(reason: Reason, detail: string, retryAfterMs?: number): Refused {
  const refused = { outcome: 'refused', reason, detail: oneLine(detail), retryable: true } as const
  return retryAfterMs === undefined ? refused : { ...refused, retryAfterMs }
}

/** Our key, account or sending domain is at fault: the recipient is not given up for that. */
export const ours = (detail: string): Refused => forNow('policy_or_auth', detail)

/**
 * What an answer without a success means at every provider, once its own codes have said nothing.
 *
 * @param text  the provider's sentence, without our status in front
 */
export function byStatus({ status, headers, at }: HttpAnswer, text: string): Receipt {
  const detail = `${status} ${text}`
  if (status < 300) return lost(`${detail} (a success that names no message)`)
  if (gateways.includes(status)) return lost(detail)
  if (status === 429) return forNow('rate_or_greylist', detail, retryAfterMs(headers, at) ?? laterMs)
  if (status >= 500) return forNow('system', detail, retryAfterMs(headers, at))
  if ([401, 402, 403, 407].includes(status)) return ours(detail)
  // redirects, wrong paths, withdrawn interfaces: something to set right, and then the mail can go
  if (status < 400 || [404, 405, 408, 409, 410, 421, 425].includes(status)) return forNow('system', detail)
  if (status === 413) return forGood('too_big', detail)
  return byWords(text, detail)
}

/** A gateway that waited in vain lost an answer, and not the request: 502, 504 and what Cloudflare calls the same. */
const gateways = [502, 504, 520, 524]

/** A refusal of this one message, by what the provider writes about it. */
export function byWords(text: string, detail: string): Refused {
  if (senderFault.test(text)) return ours(detail)
  if (recipientFault.test(text)) return forGood('invalid_address', detail)
  return forGood(reasonInWords(text) ?? 'undetermined', detail)
}

const senderFault =
  /\b(from|sender)\b.{0,40}\b(invalid|illegal|not|unverified|missing|malformed)\b|\b(invalid|illegal|malformed|unverified|missing|bad)\b.{0,20}\b(from|sender)\b|domain .{0,80}not verified/i
const recipientFault =
  /\b(invalid|illegal|malformed|missing|not a? ?valid)\b.{0,40}(\b(to|recipients?|destination|address(es)?)\b|@domain)|\b(to|recipients?|destination|address(es)?|e-?mail)\b.{0,40}\b(invalid|illegal|malformed|not a? ?valid|contains (control|illegal))/i

/** `Retry-After` (RFC 9110 10.2.3): seconds or a date; a day at most. */
export function retryAfterMs(headers: Headers, now: number, name = 'retry-after'): number | undefined {
  const value = headers.get(name)?.trim()
  if (!value) return undefined
  const ms = /^\d+(\.\d+)?$/.test(value) ? Math.ceil(Number(value) * secondMs) : Date.parse(value) - now
  return Number.isFinite(ms) ? Math.min(Math.max(ms, secondMs), dayMs) : undefined
}

/** The answer's JSON object; an empty one for anything else. */
export function objectOf(body: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(body)
    return value !== null && typeof value === 'object' && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : {}
  } catch {
    return {}
  }
}

export const text = (value: unknown): string => (typeof value === 'string' ? value : '')

/** Names of recipients and keys do not come this far: providers repeat the address at most. */
function oneLine(detail: string): string {
  return detail.replace(/\s+/g, ' ').trim().slice(0, 500)
}
