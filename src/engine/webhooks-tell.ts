import { randomBytes } from '@noble/hashes/utils.js'
import { wholeHour } from '../core/hit.ts'
import type { Statement } from '../core/ports.ts'
import { keyedTag, toBase64Url } from '../core/token.ts'
import { type WebhookData, type WebhookType, webhookPayload } from '../core/webhook-out/events.ts'
import type { Signup } from '../store/signups.ts'
import { tellJoinStatement, tellStatement } from '../store/webhooks.ts'
import type { Deps } from './deps.ts'

type Teller = Pick<Deps, 'db' | 'clock'>

/** Tells an institution's own systems of an act. One statement, which writes nothing where nobody listens. */
export async function tell(
  deps: Teller,
  institutionId: number,
  type: WebhookType,
  data: WebhookData,
): Promise<void> {
  const now = deps.clock.now()
  const payload = webhookPayload(type, now, data)
  await tellStatement(deps.db, { institutionId, eventId: newEventId(), type, payload, now }).run()
}

/**
 * That somebody joined, for the batch that writes it down, before those statements. It says the hour, as events of
 * campaigns do, and it is told once for each sign-up.
 */
export function tellJoin(
  deps: Teller & Pick<Deps, 'keys'>,
  it: { institutionId: number; campaign: string; signup: Signup },
): Statement {
  const { id: signupId, language, generation } = it.signup
  const now = deps.clock.now()
  const data = { campaign: it.campaign, country: null, language, generation }
  return tellJoinStatement(deps.db, {
    institutionId: it.institutionId,
    signupId,
    eventId: `msg_${keyedTag(deps.keys, `webhook/join/${signupId}`)}`,
    type: 'join.confirmed',
    payload: webhookPayload('join.confirmed', wholeHour(now), data),
    now,
  })
}

/** 144 random bits. */
export const newEventId = () => `msg_${toBase64Url(randomBytes(18))}`
