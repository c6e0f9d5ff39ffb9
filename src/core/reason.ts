import type { Reason } from './channel.ts'
import { wordings } from './reason-words.ts'

/** What a server said. `code`: the three digits; `status` like `5.1.1`; `text` without codes. */
export type Answer = { code: number; status: string | undefined; text: string }

/**
 * What a refusal says about the address. Wording is asked before the enhanced status (RFC 3463), the status before
 * the three digits: servers put "blocked by our policy" under 5.1.1 and "no such user" under a bare 550, and a
 * person must not be struck off because somebody disliked our network.
 */
export function reasonOf(answer: Answer): Reason {
  return reasonByText(answer) ?? reasonByStatus(answer) ?? reasonByCode(answer.code)
}

/** What the words say; nothing when they say nothing we know. */
export function reasonByText({ code, text }: Pick<Answer, 'code' | 'text'>): Reason | undefined {
  const reason = reasonInWords(text)
  // "mailbox unavailable, try again": for now, so it says nothing about whether the person exists
  if (code < 500 && (reason === 'unknown_user' || reason === 'unknown_host')) return undefined
  return reason
}

/** The class of a text, whether or not it is final. */
export function reasonInWords(text: string): Reason | undefined {
  const words = plain(text)
  return wordings.find(([, wording]) => wording.test(words))?.[0]
}

/** Without addresses, which may hold any word, and on one line with straight apostrophes. */
function plain(text: string): string {
  return text
    .slice(0, 20_000)
    .replace(/[^\s<>"'(),;:]{1,64}@[^\s<>"'(),;:]{1,255}/g, '')
    .replace(/[‘’]/g, "'")
    .replace(/[\s_]+/g, ' ')
}

/** Subject.detail of RFC 3463 and its registry, the class (4 or 5) left out. */
const statuses: Record<string, Reason> = {
  '1.0': 'unknown_user',
  '1.1': 'unknown_user',
  '1.2': 'unknown_host',
  '1.3': 'invalid_address',
  '1.6': 'moved',
  '1.7': 'policy_or_auth',
  '1.8': 'policy_or_auth',
  '1.10': 'unknown_host',
  // Exchange Online: the server asked says that there is no such recipient
  '1.351': 'unknown_user',
  '2.0': 'undetermined',
  '2.1': 'suspended_or_inactive',
  '2.2': 'mailbox_full',
  '2.3': 'too_big',
  '3.4': 'too_big',
  '4.4': 'unknown_host',
  '4.6': 'system',
  '4.7': 'expired',
  '4.310': 'unknown_host',
  '6.7': 'eai_unsupported',
  '6.9': 'eai_unsupported',
  // RFC 7293: the mailbox or the domain belongs to somebody else now
  '7.17': 'moved',
  '7.18': 'moved',
}
const subjects: Record<string, Reason> = {
  '3': 'system',
  '4': 'network',
  '5': 'system',
  '6': 'content_or_spam',
  '7': 'policy_or_auth',
}

export function reasonByStatus({ code, status }: Pick<Answer, 'code' | 'status'>): Reason | undefined {
  if (!status) return undefined
  const [, subject = '', detail = ''] = status.split('.')
  if (code < 500) {
    if (code === 421 || subject === '7') return 'rate_or_greylist'
    // an address is not judged on a temporary answer
    if (subject === '1') return 'undetermined'
  }
  return statuses[`${subject}.${detail}`] ?? subjects[subject]
}

export function reasonByCode(code: number): Reason {
  if (code === 421 || code === 450) return 'rate_or_greylist'
  if (code === 451 || code === 452 || (code >= 500 && code <= 504)) return 'system'
  if (code === 551) return 'unknown_user'
  if (code === 552) return 'mailbox_full'
  if (code === 553) return 'invalid_address'
  return 'undetermined'
}
