import type { Reason } from '../../../src/core/channel.ts'
import type { WebhookEvent, WebhookProvider } from '../../../src/core/webhook/webhook.ts'
import { big } from './examples-big.ts'
import { small } from './examples-small.ts'

/** kind, reason, permanent */
export type Told = [WebhookEvent['kind'], Reason | null, boolean]
/** Events as each provider's pages describe them, about an invented reader; the fields that are read, and some beside. */
export type Example = [WebhookProvider, string, unknown, Told[]]
export type Named = [string, unknown, Told[]]

export const examples: Example[] = Object.entries({ ...big, ...small }).flatMap(([provider, list]) =>
  list.map((it): Example => [provider as WebhookProvider, ...it]),
)
