import { brevoEvents } from './events/brevo.ts'
import type { Mapper } from './events/event.ts'
import { mailgunEvents } from './events/mailgun.ts'
import { mailjetEvents } from './events/mailjet.ts'
import { postmarkEvents } from './events/postmark.ts'
import { resendEvents } from './events/resend.ts'
import { sendgridEvents } from './events/sendgrid.ts'
import { sesEvents } from './events/ses.ts'
import { sparkpostEvents } from './events/sparkpost.ts'
import { standardEvents } from './events/standard.ts'
import { parsed } from './json.ts'
import type { WebhookEvent, WebhookProvider } from './webhook.ts'

const mappers: Record<WebhookProvider, Mapper> = {
  ses: sesEvents,
  sendgrid: sendgridEvents,
  mailgun: mailgunEvents,
  postmark: postmarkEvents,
  brevo: brevoEvents,
  mailjet: mailjetEvents,
  sparkpost: sparkpostEvents,
  resend: resendEvents,
  standard: standardEvents,
}

/**
 * What a call that `verifyWebhook` found genuine says about our mails, in the order in which it says so. Events that we
 * do not know are left out. Never throws, whatever the bytes.
 *
 * Genuine is not true: a bounce strikes off an address only where it belongs to a mail of ours.
 */
export function eventsOf(provider: WebhookProvider, body: Uint8Array | string): WebhookEvent[] {
  const raw = typeof body === 'string' ? body : new TextDecoder().decode(body)
  return mappers[provider](parsed(raw), raw).filter((event) => event !== null)
}
