import { AppError } from './error.ts'

/** How long something about people is kept at most, in days, and why so long (deliverability P11). */
export const retentionRules = {
  /** Three years after the last act of the person; their consents, the proof, go with them. */
  contact: 1095,
  /** A sign-up that nobody confirmed. */
  pending: 30,
  /** Thirteen months at their shortest, a year and a February: what somebody did under a pseudonym. */
  traces: 393,
  /** What an import replaced: so long it can be taken back. */
  changes: 90,
  /** What came back: longer than the time over which an address is judged (core/give-up), thirteen months. */
  returns: 393,
  /** What people wrote. */
  replies: 365,
  /** The proof that a right was asked for and given, which names nobody: five years. */
  requests: 1826,
  /** Copies in the built-in mailbox. */
  mailbox: 30,
  /** Calls of providers, which name nobody: none comes again so late. */
  hookCalls: 30,
  /** What was told to an institution's own systems, since it arrived or was given up: it names nobody. */
  webhookDeliveries: 30,
  /** Who takes mail for a domain, since it was last looked up. */
  mailDomains: 30,
} as const
export type RetentionRule = keyof typeof retentionRules
export type Periods = Record<RetentionRule, number>

/** Rules whose rows belong to all institutions: the shortest period that any of them asks for. */
export const sharedRules = ['mailbox', 'hookCalls', 'mailDomains'] as const satisfies RetentionRule[]
export type SharedRule = (typeof sharedRules)[number]
export const isShared = (rule: RetentionRule): rule is SharedRule =>
  (sharedRules as readonly RetentionRule[]).includes(rule)

export const ruleNames = Object.keys(retentionRules) as RetentionRule[]

/**
 * Whoever came in with an old consent stays a month whatever their last act: so long an institution has to write to
 * somebody whose address it did not have from them (GDPR article 14(3)), and so that an import is not gone by morning.
 */
export const graceDays = 30

export const dayMs = 86_400_000

/** The periods in force: an institution's own where they are shorter, never where they are longer. */
export function periodsOf(own: Partial<Record<string, number>>): Periods {
  const shorter = (rule: RetentionRule) =>
    Math.min(own[rule] ?? Number.POSITIVE_INFINITY, retentionRules[rule])
  return Object.fromEntries(ruleNames.map((rule) => [rule, shorter(rule)])) as Periods
}

/**
 * Reads `contact=730d,traces=180d`. A rule that is left out keeps the usual period.
 *
 * @throws AppError `retention`
 */
export function readPeriods(text: string): Partial<Periods> {
  const pairs = text.split(',').map((pair) => pair.trim())
  return Object.fromEntries(pairs.filter(Boolean).map(readPeriod))
}

function readPeriod(pair: string): [RetentionRule, number] {
  const [, name = '', count = ''] = /^(\w+)=(\d{1,5})d?$/.exec(pair) ?? []
  const rule = ruleNames.find((one) => one === name)
  const days = Number(count)
  if (!rule) throw refusal(`"${pair}": write rule=days; rules are ${ruleNames.join(', ')}`)
  if (days < 1) throw refusal(`${rule}: a day at least`)
  if (days > retentionRules[rule])
    throw refusal(`${rule}: ${retentionRules[rule]} days at most; a period can only be made shorter`)
  return [rule, days]
}

const refusal = (what: string) => new AppError('invalid', 'retention', `retention: ${what}`)
