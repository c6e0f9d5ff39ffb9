import { httpChannel } from '../../../src/channels/http/channel.ts'
import { providerOf } from '../../../src/channels/http/providers.ts'
import type { OutgoingMail } from '../../../src/core/channel.ts'
import { verifyWebhook } from '../../../src/core/webhook/verify.ts'
import type { WebhookProvider } from '../../../src/core/webhook/webhook.ts'

export type Sending = { url: string; mail: OutgoingMail; stopAfterMs?: number }
export type Calling = {
  provider: WebhookProvider
  headers: [string, string][]
  body: number[]
  secret: string
  now: number
  certificate: string
}

/** A worker that sends one mail or looks at one call, and says what came of it. */
export default {
  async fetch(request: Request): Promise<Response> {
    const asked: unknown = await request.json()
    return Response.json(
      new URL(request.url).pathname === '/send' ? await send(asked as Sending) : await look(asked as Calling),
    )
  },
}

function send({ url, mail, stopAfterMs }: Sending) {
  const signal = stopAfterMs ? AbortSignal.timeout(stopAfterMs) : new AbortController().signal
  return httpChannel(providerOf(url, 'MAWJA_MAIL_URL')!, 1).send(mail, signal)
}

function look({ provider, headers, body, secret, now, certificate }: Calling) {
  return verifyWebhook(provider, {
    headers: new Headers(headers),
    rawBody: Uint8Array.from(body),
    secret,
    now,
    fetchCertificate: async () => certificate,
  })
}
