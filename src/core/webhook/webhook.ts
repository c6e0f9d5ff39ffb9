import type { Reason } from '../channel.ts'

/** Who may call: the name in the address of our door. `standard` is a sender of one's own. */
export const webhookProviders = [
  'ses',
  'sendgrid',
  'mailgun',
  'postmark',
  'brevo',
  'mailjet',
  'sparkpost',
  'resend',
  'standard',
] as const
export type WebhookProvider = (typeof webhookProviders)[number]

/** A call as it came in. Nothing in it is believed before `verifyWebhook` says so. */
export type WebhookCall = {
  headers: Headers
  rawBody: Uint8Array
  /**
   * What the provider and we share; several, separated by blanks, while one is being replaced.
   *
   * | | |
   * |---|---|
   * | ses | the ARNs of the topics that may speak to us |
   * | sendgrid | the public key of the signed event webhook, base64 |
   * | mailgun | the "HTTP webhook signing key" |
   * | resend, standard | `whsec_…` |
   * | the others | `user:password` for Basic auth, or a word for `Authorization: Bearer` or `X-Webhook-Secret` |
   */
  secret: string
  /** ms */
  now: number
  /** How old a signed call may be; five minutes when left out. Early by more than that it never may be. */
  maxAgeMs?: number
  /** Reads Amazon's certificate: called with addresses of Amazon's notification service only. */
  fetchCertificate?(url: string): Promise<string>
}

/**
 * `id`: the key against replay, the same for a call that is made twice; at most 100 characters of ASCII. `at`: when it
 * was signed, ms; where nothing is signed, `now`. `confirm`: Amazon asks whether we want its notifications; to say yes,
 * GET this address, which is Amazon's own.
 */
export type Verified = { ok: true; id: string; at: number; confirm?: string } | { ok: false; why: string }

export type WebhookEvent = {
  kind: 'bounce' | 'complaint' | 'delivered' | 'deferred' | 'unsubscribed' | 'other'
  /** Null where nothing failed; of `other` it says what kind of automatic answer came. */
  reason: Reason | null
  /** Whom the mail was for; '' where the provider does not say. */
  address: string
  /** The provider's name for the mail, as in its receipt. */
  remoteId: string | null
  /** Our own Message-ID, angle brackets included, where the provider tells it. */
  messageId: string | null
  /** The tag that the mail was given along (`tagOf`), where the provider tells it; believed by nobody yet. */
  tag: string | null
  /** When it happened, ms. */
  at: number | null
  /** The provider has given up and will not try this address again by itself. `reason` says whether nobody should. */
  permanent: boolean
}

export const refused = (why: string): Verified => ({ ok: false, why })
