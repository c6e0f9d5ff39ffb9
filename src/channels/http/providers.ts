import { brevoProvider, parseBrevoSettings } from './brevo.ts'
import { mailgunProvider, parseMailgunSettings } from './mailgun.ts'
import { parsePostmarkSettings, postmarkProvider } from './postmark.ts'
import type { Provider } from './provider.ts'
import { parseResendSettings, resendProvider } from './resend.ts'
import { parseSesSettings, sesProvider } from './ses.ts'
import { parseWebhookSettings, webhookProvider } from './webhook.ts'

const byScheme: Record<string, (value: string, setting: string) => Provider> = {
  ses: (value, setting) => sesProvider(parseSesSettings(value, setting)),
  postmark: (value, setting) => postmarkProvider(parsePostmarkSettings(value, setting)),
  mailgun: (value, setting) => mailgunProvider(parseMailgunSettings(value, setting)),
  brevo: (value, setting) => brevoProvider(parseBrevoSettings(value, setting)),
  resend: (value, setting) => resendProvider(parseResendSettings(value, setting)),
  'webhook+https': (value, setting) => webhookProvider(parseWebhookSettings(value, setting)),
  'webhook+http': (value, setting) => webhookProvider(parseWebhookSettings(value, setting)),
}

/** How an address of each provider begins. */
export const schemes: readonly string[] = Object.keys(byScheme).map((scheme) => `${scheme}://`)

/**
 * The provider that an address names; null for an address that begins in another way.
 *
 * @throws AppError `http-url`: one line, without the secrets
 */
export function providerOf(value: string, setting: string): Provider | null {
  const scheme = /^([a-z+]+):\/\//i.exec(value)?.[1]?.toLowerCase() ?? ''
  return Object.hasOwn(byScheme, scheme) ? byScheme[scheme]!(value, setting) : null
}
