import type { Reason } from '../channel.ts'
import { reasonByCode, reasonByStatus, reasonInWords } from '../reason.ts'
import type { Action, ReturnedRecipient } from './returned.ts'
import type { Stage } from './text.ts'

/** What is known of one recipient's fate. */
export type Evidence = {
  address: string
  action: Action
  /** Of the report, '' if none. */
  status: string
  /** Texts about this recipient, the most direct first: the other server's answer, then the reporting one's words. */
  texts: readonly string[]
  stage: Stage
}

/** Reasons that say: nobody will ever read mail there. */
const dead: readonly Reason[] = ['unknown_user', 'unknown_host', 'moved', 'invalid_address']

/** The verdict on one recipient. Only what has failed for good can strike off an address. */
export function judge({ address, action, status, texts, stage }: Evidence): ReturnedRecipient {
  const codes = texts.map(codesOf)
  const told = tellingStatus([...codes.flatMap((it) => it.statuses), ...(status ? [status] : [])])
  const found = reasonFrom(texts, codes, told)
  const reason = dead.includes(found) ? atStage(found, stage, texts[0] ?? '') : found
  return {
    address,
    reason,
    action,
    status: status && !/\.0\.0$/.test(status) ? status : told || status,
    suppress: action === 'failed' && dead.includes(reason),
  }
}

/** Before the address nothing can be said about it. */
function atStage(found: Reason, stage: Stage, said: string): Reason {
  if (stage === 'sender') return 'policy_or_auth'
  // filters of phones and companies say "unknown user" to whom their owner does not want to hear from
  return stage === 'mail' && /user unknown|unknown user/i.test(said) ? 'undetermined' : found
}

type Codes = { code: number; statuses: string[] }

function reasonFrom(texts: readonly string[], codes: readonly Codes[], told: string): Reason {
  for (const [at, text] of texts.entries()) {
    const reason = reasonInWords(withoutCodes(text))
    if (reason && !(isForNow(text, codes[at]!.code, told) && dead.includes(reason))) return reason
  }
  const code = codes.find((it) => it.code)?.code ?? 0
  const byStatus = told && reasonByStatus({ code: told.startsWith('4') ? 499 : 599, status: told })
  if (byStatus && byStatus !== 'undetermined') return byStatus
  // 553 alone: as often a refused sender as a strange recipient
  return code === 553 ? 'undetermined' : reasonByCode(code)
}

/** A temporary answer judges an address only when it says plainly that there is nobody. */
function isForNow(text: string, code: number, status: string): boolean {
  const temporary = code ? code < 500 : status.startsWith('4')
  return temporary && /try again|temporar|unavailable|later|greylist/i.test(text)
}

/** RFC 3463 2: class.subject.detail; not a piece of an IP address or of a version. */
const enhanced = /(?<![\d.])[45]\.\d{1,3}\.\d{1,3}(?![\d.]*\d)/g

function codesOf(text: string): Codes {
  const short = text.slice(0, 20_000)
  const replies = [...short.matchAll(/(?:^|[\s;:<>("'#-])([45]\d\d)(?=[\s-])/g)].map((it) => Number(it[1]))
  return { code: replies.find((it) => it >= 500) ?? replies[0] ?? 0, statuses: short.match(enhanced) ?? [] }
}

function withoutCodes(text: string): string {
  return text
    .slice(0, 20_000)
    .replace(enhanced, ' ')
    .replace(/(^|\s)[45]\d\d(?=[\s-])-?/g, ' ')
}

/** Of several the one that says most: about an address or mailbox, then any that is not x.0.0. */
function tellingStatus(statuses: readonly string[]): string {
  const rank = (status: string) => {
    const [kind, subject, detail] = status.split('.')
    const worth = subject === '7' ? 4 : subject === '1' || subject === '2' ? 3 : subject === '0' ? 0 : 2
    return worth * 4 + (detail === '0' ? 0 : 2) + (kind === '5' ? 1 : 0)
  }
  return [...statuses].sort((a, b) => rank(b) - rank(a))[0] ?? ''
}
