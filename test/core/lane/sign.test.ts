import { describe, expect, it } from 'vitest'
import { receiptFor } from '../../../src/channels/smtp/reply.ts'
import { deferralsAreMany, signOf } from '../../../src/core/lane/sign.ts'

const said = (response: string, stage: 'connecting' | 'envelope' | 'body' = 'envelope') =>
  signOf(receiptFor({ message: response, response }, stage))

describe('what an answer says about the way to a provider', () => {
  it.each([
    ['421 4.7.0 Our system has detected an unusual rate of mail', 'slow'],
    ['421 Too many concurrent connections from your host', 'slow'],
    ['450 4.7.28 rate of mail from your domain is too high', 'slow'],
    ['451 4.7.650 The mail server has been temporarily rate limited', 'slow'],
    ['421 4.7.0 [TSS04] Messages temporarily deferred due to user complaints', 'slow'],
    ['450 4.7.1 Greylisted, please come back in 300 seconds', 'deferred'],
    ['450 4.2.0 <reader>: Recipient address rejected: Greylisted', 'deferred'],
    ['451 4.7.1 Please try again later', 'deferred'],
    ['550 5.1.1 No such user', 'taken'],
    ['452 4.2.2 Mailbox full', 'taken'],
    ['451 4.3.0 Temporary local problem', 'failed'],
  ])('%s', (response, sign) => {
    expect(said(response)).toBe(sign)
  })

  it('is nothing when it never came so far', () => {
    expect(said('535 5.7.8 Authentication failed', 'connecting')).toBe('failed')
    expect(signOf(receiptFor({ message: 'refused', code: 'ECONNECTION' }, 'connecting'))).toBe('failed')
    expect(signOf({ outcome: 'unknown', detail: 'cut' })).toBe('failed')
    expect(signOf({ outcome: 'accepted', remoteId: '1' })).toBe('taken')
  })
})

it('a tenth of at least twenty is many', () => {
  expect(deferralsAreMany({ seen: 19, deferred: 19 })).toBe(false)
  expect(deferralsAreMany({ seen: 20, deferred: 2 })).toBe(false)
  expect(deferralsAreMany({ seen: 20, deferred: 3 })).toBe(true)
})
