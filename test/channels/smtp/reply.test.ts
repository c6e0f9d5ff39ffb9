import { describe, expect, it } from 'vitest'
import { accepted, receiptFor } from '../../../src/channels/smtp/reply.ts'

const to = (response: string) => receiptFor({ message: 'refused', code: 'EENVELOPE', response }, 'envelope')

describe('what a refusal says about the address', () => {
  it.each([
    [
      '550 5.1.1 <a@b.example>: Recipient address rejected: User unknown in virtual mailbox table',
      'unknown_user',
    ],
    [
      '550-5.1.1 The email account that you tried to reach does not exist.\n550 5.1.1 Learn more',
      'unknown_user',
    ],
    ['550 5.5.0 Requested action not taken: mailbox unavailable', 'unknown_user'],
    ['550 5.4.1 Recipient address rejected: Access denied. [AM0EUR.prod.example]', 'unknown_user'],
    ['550 No such user here', 'unknown_user'],
    ['551 not our user', 'unknown_user'],
    ['550 All recipient addresses rejected : Access denied', 'unknown_user'],
    ['550 BAD_RECIPIENT', 'unknown_user'],
    ['551 5.1.6 Recipient has moved to another house', 'moved'],
    ['550 Mailbox unavailable, rejected due to policy restrictions', 'policy_or_auth'],
    ['550 User has too many messages on the server', 'mailbox_full'],
    ['554 Name service error for name=b.example: unexpected name server reply', 'network'],
    ['550 5.1.2 Host unknown', 'unknown_host'],
    ['550 5.1.10 Recipient address has null MX', 'unknown_host'],
    ['552 5.2.2 The email account that you tried to reach is over quota', 'mailbox_full'],
    ['452 4.2.2 Mailbox full', 'mailbox_full'],
    ['550 5.2.1 The email account that you tried to reach is disabled', 'suspended_or_inactive'],
    ['554 5.7.1 Message rejected as spam', 'content_or_spam'],
    ['550 5.7.26 This mail is unauthenticated: DKIM = did not pass, SPF did not pass', 'policy_or_auth'],
    [
      '550 5.7.515 Access denied, sending domain does not meet the required authentication level',
      'policy_or_auth',
    ],
    ['554 5.7.1 <a@b.example>: Relay access denied', 'policy_or_auth'],
    ['550 5.1.8 Sender address rejected: Domain not found', 'policy_or_auth'],
    ['450 4.7.25 Client host rejected: cannot find your hostname', 'policy_or_auth'],
    ['550 5.7.1 Service unavailable, Client host [192.0.2.1] blocked using Spamhaus', 'reputation_or_block'],
    ['550 5.1.1 Recipient rejected, your IP 192.0.2.1 is listed on our blocklist', 'reputation_or_block'],
    ['421 4.7.0 Our system has detected an unusual rate of mail', 'rate_or_greylist'],
    ['450 4.2.0 <a@b.example>: Recipient address rejected: Greylisted', 'rate_or_greylist'],
    ['421 Too many connections', 'rate_or_greylist'],
    ['552 5.3.4 Message size exceeds fixed limit', 'too_big'],
    ['553 5.6.7 Internationalized email addresses are not supported', 'eai_unsupported'],
    ['501 5.1.3 Bad recipient address syntax', 'invalid_address'],
    ['451 4.3.0 Temporary lookup failure', 'system'],
    ['450 4.1.1 <a@b.example>: mailbox unavailable, try again', 'undetermined'],
    ['554 Transaction failed', 'undetermined'],
  ])('%s → %s', (response, reason) => {
    expect(to(response)).toMatchObject({ outcome: 'refused', reason })
  })
})

describe('whether the message comes back', () => {
  it.each([
    ['450 4.3.0 busy', true],
    ['550 5.1.1 no such user', false],
    ['503 5.5.1 nested MAIL command', true],
    ['530 5.7.0 Authentication required', true],
    ['535 5.7.8 wrong password', true],
  ])('%s → %s', (response, retryable) => {
    expect(to(response)).toMatchObject({ outcome: 'refused', retryable })
  })

  it.each([
    ['450 4.7.1 Greylisted, retry in 300 seconds', 300_000],
    ['451 4.7.1 Greylisted, come back in 15 minutes', 900_000],
    ['421 4.7.0 slow down', 300_000],
  ])('%s → after %i ms', (response, retryAfterMs) => {
    expect(to(response)).toMatchObject({ retryable: true, reason: 'rate_or_greylist', retryAfterMs })
  })

  it('never gives a person up for what failed before the envelope', () => {
    const refusals = [
      { message: 'bad login', code: 'EAUTH', response: '535 5.7.8 wrong' },
      { message: 'no STARTTLS', code: 'ETLS' },
      { message: 'go away', code: 'EPROTOCOL', response: '554 5.7.1 no service for you' },
      { message: 'connect ECONNREFUSED', code: 'ESOCKET' },
    ]
    for (const failure of refusals)
      expect(receiptFor(failure, 'connecting')).toMatchObject({ outcome: 'refused', retryable: true })
  })
})

it('tells a message that may have arrived from one that cannot', () => {
  const lost = { message: 'Connection closed unexpectedly', code: 'ECONNECTION', command: 'CONN' }
  expect(receiptFor(lost, 'envelope')).toMatchObject({
    outcome: 'refused',
    reason: 'network',
    retryable: true,
  })
  expect(receiptFor(lost, 'body')).toEqual({ outcome: 'unknown', detail: 'Connection closed unexpectedly' })
  const refused = { message: 'Message failed', code: 'EMESSAGE', response: '554 5.7.1 spam' }
  expect(receiptFor(refused, 'body')).toMatchObject({ outcome: 'refused', retryable: false })
})

it.each([
  ['250 2.0.0 Ok: queued as 4FgJ9x2mVz', '4FgJ9x2mVz'],
  ['250 OK id=1tEXaM-0001Qq-2k', '1tEXaM-0001Qq-2k'],
  ['250 Message Queued (6E0C.1)', '6E0C.1'],
  ['250 2.6.0 <1.trial@mre.example> [InternalId=55] Queued mail for delivery', '1.trial@mre.example'],
  ['250 Ok 0102018b5c3c0a4f-aa-000000', '0102018b5c3c0a4f-aa-000000'],
  ['250 2.0.0 OK  1763889300 abc-def.1 - gsmtp', 'OK  1763889300 abc-def.1 - gsmtp'],
])('reads the queue id from %s', (response, remoteId) => {
  expect(accepted(response)).toEqual({ outcome: 'accepted', remoteId })
})
