import { expect, it } from 'vitest'
import { eventsOf } from '../../../src/core/webhook/events-of.ts'
import type { WebhookEvent, WebhookProvider } from '../../../src/core/webhook/webhook.ts'
import { examples, type Told } from './examples.ts'

it.each(examples)('%s: %s', (provider, _name, body, expected) => {
  const short = eventsOf(provider, JSON.stringify(body)).map(
    ({ kind, reason, permanent }): Told => [kind, reason, permanent],
  )
  expect(short).toEqual(expected)
})

const first = (provider: WebhookProvider, name: string): WebhookEvent => {
  const example = examples.find((it) => it[0] === provider && it[1] === name)!
  return eventsOf(provider, new TextEncoder().encode(JSON.stringify(example[2])))[0]!
}

it.each<[WebhookProvider, string, Partial<WebhookEvent>]>([
  [
    'ses',
    'a hard bounce',
    {
      address: 'reader@diaspora.example',
      remoteId: '0100018b-7-000000',
      messageId: '<8.h4x2@mre.example>',
      at: Date.UTC(2026, 10, 24, 9, 59, 44, 101),
    },
  ],
  [
    'sendgrid',
    'a hard bounce',
    {
      address: 'reader@diaspora.example',
      remoteId: 'Lli-03HcQ5-JLybO9fXsJg',
      messageId: '<8.h4x2@mre.example>',
      at: 1_795_514_400_000,
    },
  ],
  [
    'mailgun',
    'an unknown user',
    {
      address: 'reader@diaspora.example',
      remoteId: '<8.h4x2@mre.example>',
      messageId: '<8.h4x2@mre.example>',
      at: 1_795_514_400_390,
    },
  ],
  [
    'postmark',
    'a hard bounce',
    { address: 'reader@diaspora.example', remoteId: '2706ee8a', at: Date.UTC(2026, 10, 24, 20, 28, 50, 396) },
  ],
  [
    'brevo',
    'a hard bounce',
    { address: 'reader@diaspora.example', remoteId: '<2026.7@smtp-relay.mailin.fr>', at: 1_795_514_400_000 },
  ],
  [
    'mailjet',
    'a hard bounce',
    { address: 'reader@diaspora.example', remoteId: '19421777835146490', at: 1_795_514_400_000 },
  ],
  [
    'sparkpost',
    'a hard bounce',
    { address: 'Reader@diaspora.example', remoteId: '84345317650824116', at: 1_795_514_400_000 },
  ],
  [
    'resend',
    'a hard bounce',
    { address: 'reader@diaspora.example', remoteId: '56761188', at: Date.UTC(2026, 10, 24, 10, 0, 0, 126) },
  ],
  [
    'standard',
    'a bounce',
    {
      address: 'reader@diaspora.example',
      remoteId: 'queue-7',
      messageId: '<8.h4x2@mre.example>',
      at: Date.UTC(2026, 10, 24, 10),
    },
  ],
])('%s says which mail it was: %s', (provider, name, expected) => {
  expect(first(provider, name)).toMatchObject(expected)
})

it('reads names of mails that are too long for a number', () => {
  const body = '[{"event":"sent","MessageID" : 12345678901234567,"Payload":"\\"MessageID\\": 1"}]'
  expect(eventsOf('mailjet', body)).toMatchObject([{ kind: 'delivered', remoteId: '12345678901234567' }])
})

it('reads Amazon’s events with the envelope of SNS and without it', () => {
  const told = examples.find((it) => it[0] === 'ses' && it[1] === 'a hard bounce')![2]
  const enveloped = { Type: 'Notification', MessageId: '1', Message: `${JSON.stringify(told)}\n` }
  expect(eventsOf('ses', JSON.stringify(enveloped))).toEqual(eventsOf('ses', JSON.stringify(told)))
})

it.each(['Successfully validated SNS topic for Amazon SES event publishing.', '', '{'])(
  'finds no event in what SNS says of itself: %s',
  (Message) => expect(eventsOf('ses', JSON.stringify({ Type: 'Notification', Message }))).toEqual([]),
)
