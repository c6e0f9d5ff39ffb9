import { verifyMailgun } from './mailgun.ts'
import { verifySendgrid } from './sendgrid.ts'
import { verifyShared } from './shared.ts'
import { verifySns } from './sns.ts'
import { verifyStandard } from './standard.ts'
import { refused, type Verified, type WebhookCall, type WebhookProvider } from './webhook.ts'

const fiveMinutesMs = 300_000

const checks: Record<WebhookProvider, (call: WebhookCall) => Verified | Promise<Verified>> = {
  ses: verifySns,
  sendgrid: verifySendgrid,
  mailgun: verifyMailgun,
  postmark: verifyShared,
  brevo: verifyShared,
  mailjet: verifyShared,
  sparkpost: verifyShared,
  resend: verifyStandard,
  standard: verifyStandard,
}

/**
 * Whether a call comes from whom it says, looked at on the raw bytes before anything in them is believed. Never throws,
 * whatever the bytes.
 *
 * A call that is genuine may still be an old one played again: remember `id` for twice the age that is allowed, and
 * where nothing is signed (see `WebhookCall.secret`) for good.
 */
export async function verifyWebhook(provider: WebhookProvider, call: WebhookCall): Promise<Verified> {
  if (!call.secret.trim()) return refused('no secret is set for this provider')
  try {
    const verified = await checks[provider](call)
    if (!verified.ok) return verified
    const age = call.now - verified.at
    return age <= (call.maxAgeMs ?? fiveMinutesMs) && age >= -fiveMinutesMs
      ? verified
      : refused('too old, or from the future')
  } catch {
    return refused('not understood')
  }
}
