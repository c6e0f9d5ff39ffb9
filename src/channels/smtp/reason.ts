import type { Reason } from '../../core/channel.ts'

/**
 * What a refusal says about the address. Wording is asked before the enhanced status (RFC 3463), the status before
 * the three digits: servers put "blocked by our policy" under 5.1.1 and "no such user" under a bare 550, and a
 * person must not be struck off because somebody disliked our network.
 *
 * @param reply `status` like `5.1.1`; `text` without codes
 */
export function reasonOf(reply: { code: number; status: string | undefined; text: string }): Reason {
  return byText(reply) ?? byStatus(reply) ?? byCode(reply.code)
}

/** Most telling first: a text about a block list often says "recipient rejected" as well. */
const wordings: [Reason, RegExp][] = [
  ['eai_unsupported', /smtputf8|internationali[sz]ed (mail|address|e-?mail)/i],
  [
    'rate_or_greylist',
    /gr[ea]y-?list|rate[ -]limit|throttl|too many (connections|messages|mails|recipients)/i,
  ],
  ['rate_or_greylist', /(sending|receiving|unusual|excessive).{0,20}\b(rate|volume)\b|unusual rate/i],
  [
    'reputation_or_block',
    /black-?list|block-?list|\bd?ns?[rb]+l\b|spamhaus|spamcop|barracuda|proofpoint|cloudmark/i,
  ],
  ['reputation_or_block', /reputation|\b(ip|host|client|network|server)\b.{0,40}\b(blocked|banned|listed)/i],
  ['reputation_or_block', /\b(blocked|banned)\b.{0,40}\b(ip|host|client|network|server|sender)\b/i],
  [
    'policy_or_auth',
    /\b(spf|dkim|dmarc|ptr)\b|reverse dns|not authenticated|authentication (required|failed)/i,
  ],
  [
    'policy_or_auth',
    /relay(ing)?\b.{0,30}(denied|not (permitted|allowed))|sender (address )?(rejected|denied)/i,
  ],
  ['policy_or_auth', /\bhelo\b|client host rejected|cannot find your/i],
  // Exchange Online says so for people its directory does not know
  ['unknown_user', /recipient address rejected: access denied/i],
  [
    'content_or_spam',
    /\bspam|virus|malware|phish|content (rejected|filter|not allowed)|message content|junk/i,
  ],
  ['too_big', /(message|mail|size).{0,30}(too (big|large)|exceeds.{0,20}(size|limit|maximum))|size limit/i],
  ['mailbox_full', /over ?quota|quota.{0,20}(exceeded|full|reached)|exceed\w* .{0,25}quota|out of storage/i],
  ['mailbox_full', /(mailbox|inbox|mail box|account|user).{0,25}\b(is )?(full|over (its )?(quota|limit))/i],
  [
    'suspended_or_inactive',
    /\b(mailbox|account|user|recipient|address)\b.{0,40}\b(disabled|suspended|inactive|deactivated|locked|expired|blocked)/i,
  ],
  [
    'suspended_or_inactive',
    /\b(disabled|suspended|inactive|deactivated|dormant) (mailbox|account|user|recipient)/i,
  ],
  ['unknown_host', /null ?mx|(domain|host)\b.{0,30}(not found|unknown|does(n't| not) exist|no(t a)? valid)/i],
  ['unknown_host', /unrouteable|no (mx|such (domain|host))|unknown (domain|host)/i],
  [
    'unknown_user',
    /no such (user|recipient|mailbox|address|person|account|local)|unknown (user|recipient|local|address)/i,
  ],
  [
    'unknown_user',
    /\b(user|recipient|mailbox|address|account|alias)\b.{0,60}(unknown|not (found|known|exist|valid)|doesn't (exist|have)|does not (exist|have)|invalid|unavailable|no longer)/i,
  ],
  ['unknown_user', /invalid (recipient|mailbox|user|address)|not a valid (recipient|mailbox|user|address)/i],
]

function byText({ code, text }: { code: number; text: string }): Reason | undefined {
  const reason = wordings.find(([, wording]) => wording.test(text))?.[0]
  // "mailbox unavailable, try again": for now, so it says nothing about whether the person exists
  if (code < 500 && (reason === 'unknown_user' || reason === 'unknown_host')) return undefined
  return reason
}

/** Subject.detail of RFC 3463 and its registry, the class (4 or 5) left out. */
const statuses: Record<string, Reason> = {
  '1.0': 'unknown_user',
  '1.1': 'unknown_user',
  '1.2': 'unknown_host',
  '1.3': 'invalid_address',
  '1.6': 'unknown_user',
  '1.7': 'policy_or_auth',
  '1.8': 'policy_or_auth',
  '1.10': 'unknown_host',
  '2.1': 'suspended_or_inactive',
  '2.2': 'mailbox_full',
  '2.3': 'too_big',
  '3.4': 'too_big',
  '4.4': 'unknown_host',
  '6.7': 'eai_unsupported',
  '6.9': 'eai_unsupported',
}
const subjects: Record<string, Reason> = {
  '3': 'system',
  '4': 'network',
  '5': 'system',
  '6': 'content_or_spam',
  '7': 'policy_or_auth',
}

function byStatus({ code, status }: { code: number; status: string | undefined }): Reason | undefined {
  if (!status) return undefined
  const [, subject = '', detail = ''] = status.split('.')
  if (code < 500) {
    if (code === 421 || subject === '7') return 'rate_or_greylist'
    // an address is not judged on a temporary answer
    if (subject === '1') return 'undetermined'
  }
  return statuses[`${subject}.${detail}`] ?? subjects[subject]
}

function byCode(code: number): Reason {
  if (code === 421 || code === 450) return 'rate_or_greylist'
  if (code === 451 || code === 452 || (code >= 500 && code <= 504)) return 'system'
  if (code === 551) return 'unknown_user'
  if (code === 552) return 'mailbox_full'
  if (code === 553) return 'invalid_address'
  return 'undetermined'
}
