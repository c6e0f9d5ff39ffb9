import type { Named } from './examples.ts'

const address = 'reader@diaspora.example'
const time = 1_795_514_400
const unknownUser = '550 5.1.1 The email account that you tried to reach does not exist.'

const mark = (Type: string, Details: string) => ({
  RecordType: 'Bounce',
  Type,
  Details,
  MessageID: '2706ee8a',
  Email: address,
  BouncedAt: '2026-11-24T16:28:50.3963933-04:00',
})
const change = (SuppressSending: boolean, SuppressionReason: string | null) => ({
  RecordType: 'SubscriptionChange',
  MessageID: '2706ee8a',
  Recipient: address,
  SuppressSending,
  SuppressionReason,
})
const postmark: Named[] = [
  [
    'a hard bounce',
    mark('HardBounce', 'smtp;550 5.1.1 The email account that you tried to reach does not exist.'),
    [['bounce', 'unknown_user', true]],
  ],
  [
    'a hard bounce for our own sake',
    mark('HardBounce', 'smtp;550 5.7.26 not authenticated, DMARC'),
    [['bounce', 'policy_or_auth', true]],
  ],
  ['a soft bounce', mark('SoftBounce', 'smtp;452 4.2.2 over quota'), [['bounce', 'mailbox_full', false]]],
  ['a delay', mark('Transient', ''), [['deferred', 'undetermined', false]]],
  ['an absence', mark('AutoResponder', ''), [['other', 'vacation', false]]],
  ['a block', mark('Blocked', ''), [['bounce', 'reputation_or_block', true]]],
  [
    'a complaint',
    { RecordType: 'SpamComplaint', Email: address, MessageID: '1' },
    [['complaint', 'complaint', true]],
  ],
  ['one who left', change(true, 'ManualSuppression'), [['unsubscribed', null, false]]],
  ['one who came back', change(false, null), [['other', null, false]]],
  ['a bounce told in another way', change(true, 'HardBounce'), [['bounce', 'unknown_user', true]]],
  ['a delivery', { RecordType: 'Delivery', Recipient: address }, [['delivered', null, false]]],
]

const bre = (event: string, reason?: string) => ({
  event,
  email: address,
  'message-id': '<2026.7@smtp-relay.mailin.fr>',
  ts_epoch: time * 1000,
  reason,
})
const brevo: Named[] = [
  [
    'a hard bounce',
    bre('hard_bounce', ' RecipientError: 550 5.1.1 User unknown'),
    [['bounce', 'unknown_user', true]],
  ],
  [
    'a soft bounce',
    bre('soft_bounce', 'undefined Unable to find MX of domain diaspora.example'),
    [['bounce', 'undetermined', false]],
  ],
  [
    'what it calls a delay',
    bre('deferred', '550 RecipientError: 550 5.1.1 Recipient address rejected: User unknown'),
    [['deferred', 'unknown_user', false]],
  ],
  [
    'an address on its list',
    bre('blocked', 'blocked : due to blacklist user'),
    [['bounce', 'undetermined', true]],
  ],
  ['a bad address', bre('invalid_email'), [['bounce', 'invalid_address', true]]],
  [
    'a batch',
    [bre('spam'), bre('complaint'), bre('unsubscribed'), bre('delivered'), bre('opened')],
    [
      ['complaint', 'complaint', true],
      ['complaint', 'complaint', true],
      ['unsubscribed', null, false],
      ['delivered', null, false],
      ['other', null, false],
    ],
  ],
]

const jet = (event: string, more: object = {}) => ({
  event,
  time,
  MessageID: 19421777835146490n.toString(),
  email: address,
  ...more,
})
const mailjet: Named[] = [
  [
    'a hard bounce',
    [jet('bounce', { hard_bounce: true, error: 'user unknown' })],
    [['bounce', 'unknown_user', true]],
  ],
  [
    'a bad domain',
    jet('bounce', { hard_bounce: true, error: 'invalid domain' }),
    [['bounce', 'unknown_host', true]],
  ],
  [
    'greylisting',
    jet('bounce', { hard_bounce: false, error: 'greylisted' }),
    [['deferred', 'rate_or_greylist', false]],
  ],
  ['a block', jet('blocked', { error: 'sender blocked' }), [['bounce', 'reputation_or_block', false]]],
  ['one that complained', jet('blocked', { error: 'spam reporter' }), [['complaint', 'complaint', true]]],
  [
    'a batch',
    [jet('sent'), jet('spam'), jet('unsub'), jet('open')],
    [
      ['delivered', null, false],
      ['complaint', 'complaint', true],
      ['unsubscribed', null, false],
      ['other', null, false],
    ],
  ],
]

const spark = (type: string, more: object = {}, kind = 'message_event') => ({
  msys: {
    [kind]: {
      type,
      raw_rcpt_to: 'Reader@diaspora.example',
      rcpt_to: address,
      timestamp: String(time),
      transmission_id: '84345317650824116',
      ...more,
    },
  },
})
const sparkpost: Named[] = [
  [
    'a hard bounce',
    [spark('bounce', { bounce_class: '10', raw_reason: unknownUser })],
    [['bounce', 'unknown_user', true]],
  ],
  [
    'one that says more than its class',
    [spark('bounce', { bounce_class: '30', raw_reason: '550 5.7.1 blocked by spamhaus' })],
    [['bounce', 'reputation_or_block', true]],
  ],
  ['one that came late', [spark('out_of_band', { bounce_class: '22' })], [['bounce', 'mailbox_full', false]]],
  ['an absence', [spark('bounce', { bounce_class: '60' })], [['other', 'vacation', false]]],
  [
    'an address on its list',
    [
      spark(
        'generation_rejection',
        { raw_reason: '554 5.7.1 recipient address suppressed due to customer policy' },
        'gen_event',
      ),
    ],
    [['bounce', 'undetermined', true]],
  ],
  [
    'a batch with a ping',
    [
      { msys: {} },
      spark('delivery'),
      spark('delay', { bounce_class: '21' }),
      spark('spam_complaint'),
      spark('list_unsubscribe', {}, 'unsubscribe_event'),
    ],
    [
      ['delivered', null, false],
      ['deferred', 'unknown_host', false],
      ['complaint', 'complaint', true],
      ['unsubscribed', null, false],
    ],
  ],
]

const send = (type: string, data: object = {}) => ({
  type,
  created_at: '2026-11-24T10:00:00.126Z',
  data: { email_id: '56761188', to: ['Reader <reader@diaspora.example>'], ...data },
})
const resend: Named[] = [
  [
    'a hard bounce',
    send('email.bounced', { bounce: { type: 'Permanent', subType: 'General', message: 'x' } }),
    [['bounce', 'unknown_user', true]],
  ],
  [
    'a full mailbox',
    send('email.bounced', { bounce: { type: 'Transient', subType: 'MailboxFull' } }),
    [['bounce', 'mailbox_full', false]],
  ],
  [
    'an address on its list',
    send('email.bounced', { bounce: { type: 'Permanent', subType: 'Suppressed' } }),
    [['bounce', 'undetermined', true]],
  ],
  ['a delay', send('email.delivery_delayed'), [['deferred', 'undetermined', false]]],
  ['a complaint', send('email.complained'), [['complaint', 'complaint', true]]],
  ['a delivery', send('email.delivered'), [['delivered', null, false]]],
  ['a click', send('email.clicked'), [['other', null, false]]],
]

const own = (type: string, data: object = {}) => ({
  type,
  timestamp: '2026-11-24T10:00:00.000Z',
  data: { id: 'queue-7', messageId: '<8.h4x2@mre.example>', address, ...data },
})
const standard: Named[] = [
  [
    'a bounce',
    own('mail.bounce', { reason: 'unknown_user', permanent: true }),
    [['bounce', 'unknown_user', true]],
  ],
  [
    'a reason that is none',
    own('mail.bounce', { reason: 'constructor' }),
    [['bounce', 'undetermined', false]],
  ],
  ['a complaint', own('mail.complaint'), [['complaint', 'complaint', true]]],
  ['a delay', own('mail.deferred', { reason: 'mailbox_full' }), [['deferred', 'mailbox_full', false]]],
  ['what is not known', own('mail.eaten'), []],
]

export const small = { postmark, brevo, mailjet, sparkpost, resend, standard }
