import type { Named } from './examples.ts'

const address = 'reader@diaspora.example'
const time = 1_795_514_400
const unknownUser = '550 5.1.1 The email account that you tried to reach does not exist.'
const full = '452 4.2.2 The email account that you tried to reach is over quota'

const mail = {
  timestamp: '2026-11-24T09:59:38.237Z',
  source: 'lettre@mre.example',
  messageId: '0100018b-7-000000',
  destination: [address],
  headers: [
    { name: 'From', value: 'lettre@mre.example' },
    { name: 'Message-ID', value: '<8.h4x2@mre.example>' },
  ],
}
const amazonBounce = (bounceType: string, bounceSubType: string, recipient: object = {}) => ({
  eventType: 'Bounce',
  bounce: {
    bounceType,
    bounceSubType,
    bouncedRecipients: [{ emailAddress: address, ...recipient }],
    timestamp: '2026-11-24T09:59:44.101Z',
  },
  mail,
})
const amazonComplaint = (complaintFeedbackType: string) => ({
  notificationType: 'Complaint',
  complaint: { complainedRecipients: [{ emailAddress: address }], complaintFeedbackType },
  mail,
})
const twoDead = [{ emailAddress: address }, { emailAddress: 'other@diaspora.example' }]

const ses: Named[] = [
  [
    'a hard bounce',
    amazonBounce('Permanent', 'General', {
      status: '5.1.1',
      action: 'failed',
      diagnosticCode: 'smtp; 550 5.1.1 <reader@diaspora.example>... User unknown',
    }),
    [['bounce', 'unknown_user', true]],
  ],
  ['a hard bounce without a word', amazonBounce('Permanent', 'General'), [['bounce', 'unknown_user', true]]],
  [
    'a hard bounce for our own sake',
    amazonBounce('Permanent', 'General', {
      status: '5.7.1',
      diagnosticCode: 'smtp; 550 5.7.1 blocked using zen.spamhaus.org',
    }),
    [['bounce', 'reputation_or_block', true]],
  ],
  [
    'an address on its list',
    amazonBounce('Permanent', 'OnAccountSuppressionList', { status: '5.1.1' }),
    [['bounce', 'undetermined', true]],
  ],
  ['a full mailbox', amazonBounce('Transient', 'MailboxFull'), [['bounce', 'mailbox_full', false]]],
  [
    'an answer that nobody understood',
    amazonBounce('Undetermined', 'Undetermined'),
    [['bounce', 'undetermined', false]],
  ],
  [
    'two recipients',
    { notificationType: 'Bounce', bounce: { bounceType: 'Permanent', bouncedRecipients: twoDead }, mail },
    [
      ['bounce', 'unknown_user', true],
      ['bounce', 'unknown_user', true],
    ],
  ],
  ['a complaint', amazonComplaint('abuse'), [['complaint', 'complaint', true]]],
  ['the opposite of one', amazonComplaint('not-spam'), [['other', null, false]]],
  [
    'a delivery',
    { eventType: 'Delivery', delivery: { recipients: [address] }, mail },
    [['delivered', null, false]],
  ],
  [
    'a delay',
    {
      eventType: 'DeliveryDelay',
      deliveryDelay: { delayType: 'IPFailure', delayedRecipients: [{ emailAddress: address }] },
      mail,
    },
    [['deferred', 'reputation_or_block', false]],
  ],
  [
    'a virus',
    { eventType: 'Reject', reject: { reason: 'Bad content' }, mail },
    [['bounce', 'content_or_spam', true]],
  ],
  ['an opening', { eventType: 'Open', open: { ipAddress: '192.0.2.1' }, mail }, [['other', null, false]]],
  ['what is not known', { eventType: 'constructor', mail }, []],
]

const grid = (event: string, more: object) => [
  {
    email: address,
    timestamp: time,
    event,
    'smtp-id': '<8.h4x2@mre.example>',
    sg_event_id: 'lC0Rc-FuQmKbnxCWxX1jRQ',
    sg_message_id: 'Lli-03HcQ5-JLybO9fXsJg.filter0077p1las1.21536.5717FC482.0',
    ...more,
  },
]
const sendgrid: Named[] = [
  [
    'a hard bounce',
    grid('bounce', { type: 'bounce', status: '5.1.1', reason: unknownUser }),
    [['bounce', 'unknown_user', true]],
  ],
  [
    'a block',
    grid('bounce', { type: 'blocked', reason: '550 5.7.1 IP 192.0.2.9 is blocked' }),
    [['bounce', 'reputation_or_block', false]],
  ],
  ['a block without a word', grid('bounce', { type: 'blocked' }), [['bounce', 'reputation_or_block', false]]],
  [
    'its own class',
    grid('bounce', { type: 'bounce', bounce_classification: 'Content' }),
    [['bounce', 'content_or_spam', true]],
  ],
  [
    'an address on its list',
    grid('dropped', { reason: 'Bounced Address' }),
    [['bounce', 'unknown_user', true]],
  ],
  [
    'one that complained',
    grid('dropped', { reason: 'Spam Reporting Address' }),
    [['complaint', 'complaint', true]],
  ],
  ['one that left', grid('dropped', { reason: 'Unsubscribed Address' }), [['unsubscribed', null, false]]],
  ['a bad address', grid('dropped', { reason: 'Invalid' }), [['bounce', 'invalid_address', true]]],
  ['a strange drop', grid('dropped', { reason: 'constructor' }), [['bounce', 'undetermined', false]]],
  ['a delay', grid('deferred', { response: full }), [['deferred', 'mailbox_full', false]]],
  ['a complaint', grid('spamreport', {}), [['complaint', 'complaint', true]]],
  [
    'a batch',
    [...grid('delivered', {}), ...grid('nothing known', {}), ...grid('group_unsubscribe', {})],
    [
      ['delivered', null, false],
      ['unsubscribed', null, false],
    ],
  ],
]

const gun = (event: string, more: object) => ({
  signature: { timestamp: String(time), token: 't', signature: 's' },
  'event-data': {
    event,
    timestamp: time + 0.389832,
    recipient: address,
    message: { headers: { to: address, 'message-id': '8.h4x2@mre.example' } },
    ...more,
  },
})
const failed = (severity: string, reason: string, code: number, message: string) =>
  gun('failed', { severity, reason, 'delivery-status': { code, message, description: '' } })
const mailgun: Named[] = [
  [
    'an unknown user',
    failed('permanent', 'bounce', 550, '5.1.1 The email account does not exist.'),
    [['bounce', 'unknown_user', true]],
  ],
  [
    'an unknown host, still tried',
    failed('temporary', 'generic', 498, 'No MX for diaspora.example'),
    [['deferred', 'unknown_host', false]],
  ],
  [
    'greylisting',
    failed('temporary', 'greylisted', 450, 'Recipient address rejected: Greylisted'),
    [['deferred', 'rate_or_greylist', false]],
  ],
  [
    'an address on its list',
    failed('permanent', 'suppress-bounce', 605, 'Not delivering to previously bounced address'),
    [['bounce', 'unknown_user', true]],
  ],
  [
    'one that complained',
    failed('permanent', 'suppress-complaint', 607, 'Not delivering'),
    [['complaint', 'complaint', true]],
  ],
  [
    'one that left',
    failed('permanent', 'suppress-unsubscribe', 606, 'Not delivering'),
    [['unsubscribed', null, false]],
  ],
  [
    'its own refusal',
    gun('rejected', { reject: { reason: 'Sandbox' } }),
    [['bounce', 'content_or_spam', true]],
  ],
  ['a complaint', gun('complained', {}), [['complaint', 'complaint', true]]],
  ['a delivery', gun('delivered', { 'delivery-status': { code: 250 } }), [['delivered', null, false]]],
  ['nothing', {}, []],
]

export const big = { ses, sendgrid, mailgun }
