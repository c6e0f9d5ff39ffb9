import { expect, it } from 'vitest'
import type { Provider } from '../../../src/channels/http/provider.ts'
import { providerOf } from '../../../src/channels/http/providers.ts'
import type { Receipt } from '../../../src/core/channel.ts'
import { mail } from '../../contracts/channel.ts'
import { houses } from './houses.ts'

const now = Date.UTC(2026, 10, 24, 10)
const provider = (name: string): Provider =>
  providerOf(houses.find((house) => house.name === name)!.url('http://127.0.0.1:1'), 'MAWJA_MAIL_URL')!

function receiptOf(
  name: string,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): Receipt {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  return provider(name).toReceipt({ status, headers: new Headers(headers), body: text, at: now }, mail(1))
}

const mend = { outcome: 'refused', reason: 'policy_or_auth', retryable: true }
const later = { outcome: 'refused', reason: 'system', retryable: true }
const slower = { outcome: 'refused', reason: 'rate_or_greylist', retryable: true }
const never = (reason: string) => ({ outcome: 'refused', reason, retryable: false })
const amazon = (type: string) => ({ 'x-amzn-errortype': type })

it.each<[string, number, unknown, Record<string, string>, object]>([
  ['ses', 200, { MessageId: '010001-a' }, {}, { outcome: 'accepted', remoteId: '010001-a' }],
  ['ses', 400, { message: 'Email address is not verified.' }, amazon('MessageRejected'), mend],
  ['ses', 400, { message: 'Virus found' }, amazon('MessageRejected'), never('content_or_spam')],
  [
    'ses',
    400,
    { message: 'Illegal address' },
    amazon('BadRequestException:http://x'),
    never('invalid_address'),
  ],
  [
    'ses',
    400,
    { message: "Missing final '@domain'" },
    amazon('BadRequestException'),
    never('invalid_address'),
  ],
  [
    'ses',
    400,
    { message: 'Message length is more than 10485760 bytes long: size limit' },
    amazon('BadRequestException'),
    never('too_big'),
  ],
  ['ses', 400, { message: 'off' }, amazon('SendingPausedException'), mend],
  ['ses', 400, { message: 'off' }, amazon('AccountSuspendedException'), mend],
  [
    'ses',
    404,
    { message: 'Configuration set <campaigns> does not exist.' },
    amazon('NotFoundException'),
    mend,
  ],
  [
    'ses',
    403,
    { message: 'The security token included in the request is invalid.' },
    amazon('UnrecognizedClientException'),
    mend,
  ],
  [
    'ses',
    400,
    { __type: 'com.amazon#ThrottlingException', message: 'Rate exceeded' },
    {},
    { ...slower, retryAfterMs: 10_000 },
  ],
  [
    'ses',
    400,
    { message: 'Daily message quota exceeded.' },
    amazon('LimitExceededException'),
    { ...slower, retryAfterMs: 3_600_000 },
  ],
  ['postmark', 200, { ErrorCode: 0, MessageID: 'b7bc' }, {}, { outcome: 'accepted', remoteId: 'b7bc' }],
  ['postmark', 422, { ErrorCode: 406, Message: 'marked as inactive' }, {}, never('undetermined')],
  ['postmark', 422, { ErrorCode: 300, Message: "Invalid 'To' address: 'x@'." }, {}, never('invalid_address')],
  ['postmark', 422, { ErrorCode: 300, Message: "Invalid 'From' address: 'x@'." }, {}, mend],
  [
    'postmark',
    422,
    { ErrorCode: 400, Message: "The 'From' address you supplied is not a Sender Signature" },
    {},
    mend,
  ],
  ['postmark', 422, { ErrorCode: 405, Message: 'not allowed to send' }, {}, mend],
  ['postmark', 413, { ErrorCode: 701, Message: 'larger than 10 MB' }, {}, never('too_big')],
  [
    'postmark',
    503,
    { ErrorCode: 100, Message: 'Maintenance' },
    { 'retry-after': '120' },
    { ...later, retryAfterMs: 120_000 },
  ],
  [
    'mailgun',
    200,
    { id: '<8@mre.example>', message: 'Queued. Thank you.' },
    {},
    { outcome: 'accepted', remoteId: '<8@mre.example>' },
  ],
  ['mailgun', 401, 'Forbidden', {}, mend],
  ['mailgun', 403, { message: 'Domain mre.example is not allowed to send: disabled' }, {}, mend],
  ['mailgun', 404, { message: 'Domain not found: mre.example' }, {}, later],
  [
    'mailgun',
    400,
    { message: "'to' parameter is not a valid address. please check documentation" },
    {},
    never('invalid_address'),
  ],
  ['mailgun', 400, { message: "'from' parameter is not a valid address." }, {}, mend],
  [
    'brevo',
    201,
    { messageId: '<1@relay.example>' },
    {},
    { outcome: 'accepted', remoteId: '<1@relay.example>' },
  ],
  ['brevo', 402, { code: 'not_enough_credits', message: 'Not enough credits' }, {}, mend],
  [
    'brevo',
    400,
    { code: 'invalid_parameter', message: 'email is not valid in to' },
    {},
    never('invalid_address'),
  ],
  [
    'brevo',
    400,
    {
      code: 'invalid_parameter',
      message: 'Sending has been rejected because the sender you used x@mre.example is not valid.',
    },
    {},
    mend,
  ],
  ['brevo', 400, { code: 'duplicate_request', message: 'again' }, {}, { outcome: 'accepted' }],
  ['brevo', 429, {}, { 'x-sib-ratelimit-reset': '600' }, { ...slower, retryAfterMs: 600_000 }],
  ['resend', 200, { id: '49a3' }, {}, { outcome: 'accepted', remoteId: '49a3' }],
  ['resend', 403, { name: 'validation_error', message: 'The mre.example domain is not verified.' }, {}, mend],
  ['resend', 422, { name: 'validation_error', message: 'Invalid `to` field.' }, {}, never('invalid_address')],
  ['resend', 409, { name: 'concurrent_idempotent_requests', message: 'x' }, {}, later],
  ['resend', 409, { name: 'invalid_idempotent_request', message: 'x' }, {}, never('system')],
  ['resend', 429, { name: 'daily_quota_exceeded', message: 'x' }, {}, { ...slower, retryAfterMs: 3_600_000 }],
  ['webhook', 204, '', {}, { outcome: 'accepted', remoteId: expect.stringMatching(/^mail_[\da-f-]{36}$/) }],
  [
    'webhook',
    422,
    { reason: 'mailbox_full', retryable: true },
    { 'retry-after': '60' },
    { outcome: 'refused', reason: 'mailbox_full', retryable: true, retryAfterMs: 60_000 },
  ],
  ['webhook', 422, { reason: 'constructor' }, {}, never('undetermined')],
  ['webhook', 503, { reason: 'system', retryable: true }, {}, later],
])('%s %i %o', (name, status, body, headers, receipt) => {
  expect(receiptOf(name, status, body, headers)).toMatchObject(receipt)
})

for (const { name } of houses) {
  it.each<[number, object]>([
    [302, later],
    [401, mend],
    [403, mend],
    [410, later],
    [413, never('too_big')],
    [500, later],
    [502, { outcome: 'unknown' }],
    [503, later],
    [504, { outcome: 'unknown' }],
  ])(`${name}: %i without a word`, (status, receipt) => {
    expect(receiptOf(name, status, '')).toMatchObject(receipt)
  })

  it(`${name}: waits as long as it is asked to, a day at most`, () => {
    const asked = (value: string) => receiptOf(name, 429, '', { 'retry-after': value })
    expect(asked('90')).toMatchObject({ ...slower, retryAfterMs: 90_000 })
    expect(asked('Tue, 24 Nov 2026 10:02:00 GMT')).toMatchObject({ ...slower, retryAfterMs: 120_000 })
    expect(asked('99999999')).toMatchObject({ retryAfterMs: 86_400_000 })
    expect(asked('soon')).toMatchObject({ ...slower, retryAfterMs: expect.any(Number) })
  })

  it.each(['', 'null', '[]', '"x"', '{"id":7,"MessageId":null}', '<html>', '{"'])(
    `${name}: is not misled by %s`,
    (body) => {
      const taken = name === 'webhook' ? 'accepted' : 'unknown'
      expect(receiptOf(name, 200, body)).toMatchObject({ outcome: taken })
      expect(receiptOf(name, 400, body)).toMatchObject(never('undetermined'))
    },
  )
}
