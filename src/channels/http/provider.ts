import type { OutgoingMail, Receipt } from '../../core/channel.ts'
import type { Channel } from '../../core/ports.ts'
import type { WebhookProvider } from '../../core/webhook/webhook.ts'

/** A request as it goes out. The body is text: our mails are 7 bit, and JSON is UTF-8. */
export type HttpRequest = { url: string; method: 'POST'; headers: Record<string, string>; body: string }

/** What came back. `body` is the beginning of it, or '' where it never came; `at`: when, ms. */
export type HttpAnswer = { status: number; headers: Headers; body: string; at: number }

/** What the settings of every provider have. */
export type HttpSettings = {
  /** Scheme, host and port, without a slash at the end. */
  origin: string
  /** How many requests may be under way at once; null: what the installation says. */
  connections: number | null
  /** From the first byte sent to the last of the answer. */
  timeoutMs: number
}

/** One provider: two pure functions around a request that is the same for all of them. */
export type Provider = {
  /** As in the address of the door for its calls. */
  name: WebhookProvider
  settings: HttpSettings
  onUnknown: Channel['onUnknown']
  /** The request, or a refusal where the provider is known not to take such a mail. */
  toRequest(mail: OutgoingMail, now: number): Promise<HttpRequest | Receipt>
  toReceipt(answer: HttpAnswer, mail: OutgoingMail): Receipt
}
