import type { Reason } from './channel.ts'

/** When an address is given up: so many messages came back for such reasons, the last so many days after the first. */
export type GiveUpRule = { reasons: readonly Reason[]; messages: number; days: number }

/**
 * What is not here is the sender's own trouble (content, reputation, policy, network) and strikes nobody off. A domain
 * may be gone for an afternoon, a mailbox full over the holidays; a person who left the house is gone.
 */
export const giveUpRules: readonly GiveUpRule[] = [
  { reasons: ['unknown_user'], messages: 1, days: 0 },
  { reasons: ['unknown_host'], messages: 2, days: 0 },
  { reasons: ['mailbox_full', 'suspended_or_inactive'], messages: 3, days: 30 },
]

const judging: ReadonlySet<string> = new Set(giveUpRules.flatMap(({ reasons }) => reasons))

/** Whether a refusal says something about the address, and not about us or the hour. */
export const isAboutAddress = (reason: string | null): reason is Reason =>
  reason !== null && judging.has(reason)
