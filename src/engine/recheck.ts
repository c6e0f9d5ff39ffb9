import { isAnswer, isNotice } from '../core/campaign.ts'
import type { Delay, Obstacle } from '../core/codes.ts'
import type { Claimed } from '../store/outbox.ts'
import { ownDataForMs } from './compose.ts'
import type { Ready } from './ready.ts'

/** What keeps a message from going out now: for good, or until an instant. */
export type Hindrance = { skip: Obstacle } | { until: number; reason: Delay }

/** A campaign may wait for a reader's month of rest; for longer its words would be stale. */
const longestPauseMs = 31 * 86_400_000

/** Looks at what may have changed since the message was queued; null when nothing stands in its way. */
export function recheck(row: Claimed, ready: Ready, now: number): Hindrance | null {
  const skip = obstacleOf(row, ready, now)
  if (skip) return { skip }
  if (row.contactKind !== 'person') return timed(row, ready, now)
  const until = isAnswer(row) || isNotice(ready.edition.definition) ? now : (row.pausedUntil ?? now)
  if (until > now + longestPauseMs) return { skip: 'paused' }
  if (until > now) return { until, reason: 'paused' }
  return timed(row, ready, now)
}

function obstacleOf(row: Claimed, ready: Ready, now: number): Obstacle | null {
  if (row.contactKind === null) return 'erased'
  if (row.contactKind === 'account') return null
  if (!row.address) return 'noAddress'
  if (row.trigger === 'signup' && row.signupState !== 'pending') return 'settled'
  if (row.trigger === 'request' && now - row.createdAt > ownDataForMs) return 'expired'
  // A mailbox that was gone may be there again: whoever signs up with it says so, and the answer will tell.
  if (row.trigger === 'signup') return suppressedBut(row, ['unsubscribed', 'objected', 'unknown_user'])
  if (row.trigger === 'request') return suppressedBut(row, [...refusals, 'objected'])
  if (isNotice(ready.edition.definition))
    return row.objectsToNotices ? 'suppressed' : suppressedBut(row, refusals)
  return hasLeft(row, ready) ? 'unsubscribed' : (suppressedBut(row, []) ?? withoutConsent(row))
}

/** Reasons by which a person declined campaigns: they keep neither a notice back nor an answer that was asked for. */
const refusals = ['unsubscribed', 'complaint', 'list']

const suppressedBut = ({ suppression }: Claimed, harmless: readonly string[]) =>
  suppression === null || harmless.includes(suppression) ? null : 'suppressed'

function hasLeft({ consentEmail, suppression, leftLists }: Claimed, { edition }: Ready): boolean {
  const left: readonly string[] = JSON.parse(leftLists ?? '[]')
  return (
    consentEmail === 'withdrawn' ||
    suppression === 'unsubscribed' ||
    left.includes(edition.definition.list.id)
  )
}

const withoutConsent = ({ consentEmail }: Claimed) => (consentEmail === 'given' ? null : 'noConsent')

/**
 * A retry may fall into the night, words may have grown old, a day may have become a holiday. An answer to what a person
 * just did never waits for the morning.
 */
function timed(row: Claimed, { timing }: Ready, now: number): Hindrance | null {
  if (row.trigger !== 'launch' || !timing) return null
  const decision = timing(row, now)
  if (decision.do === 'send') return null
  return decision.do === 'drop' ? { skip: decision.why } : { until: decision.at, reason: 'window' }
}
