/**
 * What an institution's other systems are told. Acts and counts, never a person: no name, no address, no token.
 *
 * | type | data |
 * |---|---|
 * | campaign.published | campaign, edition |
 * | campaign.submitted | campaign, edition |
 * | campaign.returned | campaign, edition |
 * | campaign.approved | campaign, edition |
 * | campaign.launched | campaign, edition |
 * | campaign.paused | campaign, edition |
 * | campaign.resumed | campaign, edition |
 * | campaign.finished | campaign, edition |
 * | campaign.stopped | campaign, rule, count, of, figure, limit |
 * | join.confirmed | campaign, country (or null), language, generation |
 * | import.finished | rows, created, updated, unchanged, refused, suppressed … |
 */
export const webhookTypes = [
  'campaign.published',
  'campaign.submitted',
  'campaign.returned',
  'campaign.approved',
  'campaign.launched',
  'campaign.paused',
  'campaign.resumed',
  'campaign.stopped',
  'campaign.finished',
  'join.confirmed',
  'import.finished',
] as const
export type WebhookType = (typeof webhookTypes)[number]

/** Sent when somebody asks for it, to one endpoint, once. */
export const testType = 'webhook.test'

export type WebhookData = Readonly<Record<string, string | number | null>>

/** The body as the specification wants it, `{type, timestamp, data}`; `at` in ms. */
export const webhookPayload = (type: string, at: number, data: WebhookData): string =>
  JSON.stringify({ type, timestamp: new Date(at).toISOString(), data })
