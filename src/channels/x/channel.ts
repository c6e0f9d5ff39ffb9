import type { Outgoing, Receipt } from '../../core/channel.ts'
import type { Channel } from '../../core/ports.ts'
import type { ApiError, TwitterApi } from './client.js'
import { receiptForError, receiptForPost } from './reply.ts'
import type { XSettings } from './settings.ts'

/** Posts on one account of X: POST /2/tweets. */
export function xChannel(settings: XSettings): Channel {
  return {
    name: 'x',
    onUnknown: 'ask',
    concurrency: 1,
    send: (message, signal) => send(settings, message, signal),
  }
}

async function send(settings: XSettings, message: Outgoing, signal: AbortSignal): Promise<Receipt> {
  if (message.kind !== 'post') return refused('a mail was handed to the channel of X', false)
  if (signal.aborted) return refused('stopped before it was sent', true)
  let cause: unknown
  try {
    const client = await clientOf(settings, signal)
    const answer = await client.v2.post(
      'tweets',
      { text: message.text },
      {
        prefix: `${settings.origin}/2/`,
        timeout: settings.timeoutMs,
        // Workers unpack answers themselves and leave the header that says packed
        compression: 'identity',
        // the library's error hides what the connection said
        requestEventDebugHandler: (_event, data) => {
          cause ??= data?.requestError
        },
      },
    )
    return receiptForPost(answer)
  } catch (error) {
    return receiptForError(error as ApiError, cause, Date.now())
  }
}

async function clientOf(settings: XSettings, signal: AbortSignal): Promise<TwitterApi> {
  // the library is large, and few processes post
  const { HttpAgent, HttpsAgent, TwitterApi } = await import('./client.js')
  // a kept connection that X has closed meanwhile would make a post unknown that was never sent
  const options = { keepAlive: false }
  const httpAgent = settings.origin.startsWith('http:') ? new HttpAgent(options) : new HttpsAgent(options)
  return new TwitterApi(settings, {
    httpAgent,
    plugins: [
      {
        onBeforeRequest({ requestOptions }) {
          requestOptions.signal = signal
        },
      },
    ],
  })
}

function refused(detail: string, retryable: boolean): Receipt {
  return { outcome: 'refused', reason: 'system', detail, retryable }
}
