import { createHmac } from 'node:crypto'
import { z } from 'zod'
import { amazonSignature } from './amazon.ts'
import { type Answer, type House, jsonOf, type Taken } from './stand-in.ts'

/** The parts of each provider's published description that a mail of ours touches; unknown fields are refused. */
const address = z.email()
/** RFC 5322 mailbox: an address, or words and an address in angle brackets. */
const mailbox = z.string().refine((it) => address.safeParse(/<([^<>]+)>$/.exec(it)?.[1] ?? it).success)
const plain = z.string().regex(/^[\x20-\x7e]*$/, 'a header value is ASCII')
const json = (request: Taken) =>
  /^application\/json/.test(request.headers['content-type'] ?? '') ? jsonOf(request.body) : undefined
/** What a schema says about a body, in one line; '' for nothing. */
const faultOf = (schema: z.ZodType, body: unknown): string =>
  schema
    .safeParse(body)
    .error?.issues.map((it) => `${it.path.join('.')}: ${it.message}`)
    .join(', ') ?? ''
const at = (request: Taken, path: string) => request.method === 'POST' && request.path === path

/** What Amazon and Resend take in a tag. */
const tagWord = z.string().regex(/^[\w-]{1,256}$/)

/** docs.aws.amazon.com/ses/latest/APIReference-V2/API_SendEmail.html */
const sesBody = z.strictObject({
  ConfigurationSetName: z.string().optional(),
  Content: z.strictObject({ Raw: z.strictObject({ Data: z.base64() }) }),
  Destination: z.strictObject({ ToAddresses: z.array(address).length(1) }),
  FeedbackForwardingEmailAddress: address.optional(),
  EmailTags: z.array(z.strictObject({ Name: tagWord, Value: tagWord })).max(50),
})
const sesError = (status: number, name: string, message: string): Answer => ({
  status,
  body: { message },
  headers: { 'x-amzn-errortype': `${name}:http://internal.amazon.com/coral/com.amazonaws.sesv2/` },
})
export const ses: House = {
  name: 'ses',
  url: (origin) =>
    `ses://AKIDEXAMPLE:wJalr%2Fsecret%2B@eu-west-3?configurationSet=campaigns&endpoint=${encodeURIComponent(origin)}`,
  problem: (request) => {
    if (!at(request, '/v2/email/outbound-emails')) return sesError(404, 'NotFoundException', 'no such path')
    if (request.headers.authorization !== amazonSignature(request, 'wJalr/secret+', 'eu-west-3'))
      return sesError(403, 'InvalidSignatureException', 'The request signature we calculated does not match')
    const fault = faultOf(sesBody, json(request))
    return fault ? sesError(400, 'BadRequestException', fault) : undefined
  },
  success: (_, count) => ({
    status: 200,
    body: { MessageId: `0100018b-${count}-33322211-cccc-000000` },
  }),
  refusal: sesError(400, 'MessageRejected', 'Email content looks like spam'),
  throttled: sesError(429, 'TooManyRequestsException', 'Maximum sending rate exceeded.'),
}

/** postmarkapp.com/developer/api/email-api#send-a-single-email */
const postmarkBody = z.strictObject({
  From: mailbox,
  To: mailbox,
  ReplyTo: mailbox.optional(),
  Subject: z.string().max(2000),
  HtmlBody: z.string().optional(),
  TextBody: z.string().optional(),
  Headers: z.array(z.strictObject({ Name: z.string().regex(/^[\w-]+$/), Value: plain })),
  MessageStream: z.enum(['broadcast']),
  Metadata: z.record(z.string().max(20), z.string().max(80)),
  TrackOpens: z.boolean(),
  TrackLinks: z.enum(['None', 'HtmlAndText', 'HtmlOnly', 'TextOnly']),
})
const postmarkError = (status: number, ErrorCode: number, Message: string): Answer => ({
  status,
  body: { ErrorCode, Message },
})
export const postmark: House = {
  name: 'postmark',
  url: (origin) => `postmark://server-token@default?stream=broadcast&endpoint=${encodeURIComponent(origin)}`,
  problem: (request) => {
    if (request.headers['x-postmark-server-token'] !== 'server-token')
      return postmarkError(401, 10, 'The Server Token you provided in the request was invalid.')
    if (!at(request, '/email') || request.headers.accept !== 'application/json')
      return { status: 404, body: '' }
    const fault = faultOf(postmarkBody, json(request))
    return fault ? postmarkError(422, 300, fault) : undefined
  },
  success: (request, count) => ({
    status: 200,
    body: {
      To: (json(request) as { To: string }).To,
      SubmittedAt: '2026-11-24T10:00:00.000Z',
      MessageID: `b7bc2f4a-e38e-4336-af7d-${String(count).padStart(12, '0')}`,
      ErrorCode: 0,
      Message: 'OK',
    },
  }),
  refusal: postmarkError(
    422,
    406,
    'You tried to send to recipient(s) that have been marked as inactive. Inactive recipients are ones that have generated a hard bounce, a spam complaint, or a manual suppression.',
  ),
  throttled: { status: 429, body: '', headers: { 'retry-after': '7' } },
}

/** documentation.mailgun.com: POST /v3/{domain_name}/messages.mime, multipart/form-data */
const mailgunForm = z.strictObject({
  to: address,
  'o:tracking': z.enum(['yes', 'no', 'htmlonly']),
  message: z.string().regex(/^[!-9;-~]+: /),
})
export const mailgun: House = {
  name: 'mailgun',
  url: (origin) => `mailgun://key-1234@lettres.mre.example?region=eu&endpoint=${encodeURIComponent(origin)}`,
  problem: (request) => {
    if (request.headers.authorization !== `Basic ${btoa('api:key-1234')}`)
      return { status: 401, body: 'Forbidden' }
    if (!at(request, '/v3/lettres.mre.example/messages.mime'))
      return { status: 404, body: { message: 'Domain not found: lettres.mre.example' } }
    const fault = faultOf(mailgunForm, formOf(request))
    return fault ? { status: 400, body: { message: fault } } : undefined
  },
  success: (request) => ({
    status: 200,
    body: { id: /^Message-ID: (.*)\r$/m.exec(request.body)?.[1], message: 'Queued. Thank you.' },
  }),
  refusal: {
    status: 400,
    body: { message: "'to' parameter is not a valid address. please check documentation" },
  },
  throttled: { status: 429, body: { message: 'Too many requests' }, headers: { 'retry-after': '3' } },
}

/** RFC 7578, read without the code that wrote it. */
export function formOf(request: Taken): Record<string, string> {
  const boundary = /^multipart\/form-data; boundary=(\S+)$/.exec(request.headers['content-type'] ?? '')?.[1]
  if (!boundary || !request.body.endsWith(`\r\n--${boundary}--\r\n`)) return {}
  const parts = `\r\n${request.body}`.split(`\r\n--${boundary}`).slice(1, -1)
  return Object.fromEntries(
    parts.map((part) => {
      const cut = part.indexOf('\r\n\r\n')
      return [/ name="([^"]+)"/.exec(part.slice(0, cut))?.[1], part.slice(cut + 4)]
    }),
  )
}

/** developers.brevo.com/reference/sendtransacemail */
const brevoPerson = z.strictObject({ email: address, name: z.string().max(70).optional() })
const brevoBody = z.strictObject({
  sender: brevoPerson,
  to: z.array(brevoPerson).min(1),
  replyTo: brevoPerson.optional(),
  subject: z.string().min(1),
  htmlContent: z.string().min(10).optional(),
  textContent: z.string().optional(),
  headers: z.looseObject({ idempotencyKey: z.uuid() }).and(z.record(z.string(), plain)),
})
export const brevo: House = {
  name: 'brevo',
  url: (origin) => `brevo://xkeysib-1234@default?endpoint=${encodeURIComponent(origin)}`,
  problem: (request) => {
    if (request.headers['api-key'] !== 'xkeysib-1234')
      return { status: 401, body: { code: 'unauthorized', message: 'Key not found' } }
    if (!at(request, '/v3/smtp/email')) return { status: 404, body: '' }
    const fault = faultOf(brevoBody, json(request))
    return fault ? { status: 400, body: { code: 'invalid_parameter', message: fault } } : undefined
  },
  success: (_, count) => ({
    status: 201,
    body: { messageId: `<20261124.${count}@smtp-relay.mailin.fr>` },
  }),
  key: (request) => (json(request) as z.infer<typeof brevoBody>).headers.idempotencyKey,
  again: () => ({ status: 400, body: { code: 'duplicate_request', message: 'Duplicate request' } }),
  refusal: { status: 400, body: { code: 'invalid_parameter', message: 'email is not valid in to' } },
  throttled: {
    status: 429,
    body: { code: 'too_many_requests', message: 'too many requests' },
    headers: { 'x-sib-ratelimit-reset': '4' },
  },
}

/** resend.com/docs/api-reference/emails/send-email */
const resendBody = z.strictObject({
  from: mailbox.refine((it) => !it.includes('"'), 'a name in quotes is refused'),
  to: z
    .array(mailbox.refine((it) => !it.includes('"')))
    .min(1)
    .max(50),
  reply_to: z.string().optional(),
  subject: z.string(),
  html: z.string().optional(),
  text: z.string().optional(),
  headers: z.record(z.string(), plain),
  tags: z.array(z.strictObject({ name: tagWord, value: tagWord })),
})
const resendError = (statusCode: number, name: string, message: string): Answer => ({
  status: statusCode,
  body: { statusCode, name, message },
})
export const resend: House = {
  name: 'resend',
  url: (origin) => `resend://re_1234@default?endpoint=${encodeURIComponent(origin)}`,
  problem: (request) => {
    if (request.headers.authorization !== 'Bearer re_1234')
      return resendError(403, 'invalid_api_key', 'API key is invalid')
    if (!at(request, '/emails')) return resendError(404, 'not_found', 'The requested endpoint does not exist')
    const key = request.headers['idempotency-key'] ?? ''
    if (key.length < 1 || key.length > 256)
      return resendError(400, 'invalid_idempotency_key', 'The key must be between 1-256 chars.')
    const fault = faultOf(resendBody, json(request))
    return fault ? resendError(422, 'validation_error', fault) : undefined
  },
  success: (_, count) => ({
    status: 200,
    body: { id: `49a3999c-0ce1-4ea6-ab68-${String(count).padStart(12, '0')}` },
  }),
  key: (request) => request.headers['idempotency-key']!,
  refusal: resendError(422, 'validation_error', 'Invalid `to` field. The email address needs to follow'),
  throttled: {
    ...resendError(429, 'rate_limit_exceeded', 'Too many requests. You can only make 2 requests per second.'),
    headers: { 'retry-after': '1' },
  },
}

/** standardwebhooks.com; the payload is ours, docs/providers.md */
const secret = 'MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'
const webhookBody = z.strictObject({
  type: z.literal('mail.send'),
  timestamp: z.iso.datetime(),
  data: z.strictObject({
    messageId: z.string(),
    envelope: z.strictObject({ from: address, to: address }),
    raw: z.string(),
  }),
})
export const webhook: House = {
  name: 'webhook',
  url: (origin) => `webhook+${origin.replace('//', `//whsec_${secret}@`)}/mail`,
  problem: (request) => {
    const id = request.headers['webhook-id'] ?? ''
    const signed = `${id}.${request.headers['webhook-timestamp']}.${request.body}`
    const right = createHmac('sha256', Buffer.from(secret, 'base64')).update(signed).digest('base64')
    if (id.includes('.') || request.headers['webhook-signature'] !== `v1,${right}`)
      return { status: 401, body: { detail: 'the signature is wrong' } }
    const fault = at(request, '/mail') ? faultOf(webhookBody, json(request)) : 'no such path'
    return fault ? { status: 400, body: { reason: 'system', detail: fault } } : undefined
  },
  success: (_, count) => ({ status: 202, body: { id: `queue-${count}` } }),
  key: (request) => request.headers['webhook-id']!,
  refusal: { status: 422, body: { reason: 'unknown_user', detail: 'nobody of that name', retryable: false } },
  throttled: { status: 429, body: {}, headers: { 'retry-after': '2' } },
}

export const houses = [ses, postmark, mailgun, brevo, resend, webhook]
