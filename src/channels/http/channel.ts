import type { Outgoing, OutgoingMail, Receipt } from '../../core/channel.ts'
import type { Channel } from '../../core/ports.ts'
import { remoteName } from '../../core/webhook/identity.ts'
import type { HttpAnswer, HttpRequest, Provider } from './provider.ts'
import { forGood, forNow, lost } from './receipt.ts'

/** An answer is a few hundred bytes; whoever sends more is not listened to. */
const mostBytes = 64_000

/**
 * Mail through the HTTP interface of a provider: plain `fetch`, the same on both runtimes.
 *
 * @param connections  requests at once, where the settings of the provider do not say
 */
export function httpChannel(provider: Provider, connections: number): Channel {
  return {
    name: 'email',
    onUnknown: provider.onUnknown,
    concurrency: provider.settings.connections ?? connections,
    send: (message, signal) => send(provider, message, signal),
  }
}

async function send(provider: Provider, message: Outgoing, signal: AbortSignal): Promise<Receipt> {
  if (message.kind !== 'mail') return forGood('system', 'a post was handed to the mail channel')
  if (signal.aborted) return forNow('network', 'stopped before it was sent')
  try {
    const request = await provider.toRequest(message, Date.now())
    if ('outcome' in request) return request
    return await exchange(provider, request, message, signal)
  } catch (error) {
    return forGood('system', `no request could be made of this mail: ${(error as Error).message}`)
  }
}

async function exchange(
  provider: Provider,
  request: HttpRequest,
  mail: OutgoingMail,
  signal: AbortSignal,
): Promise<Receipt> {
  const patience = AbortSignal.any([signal, AbortSignal.timeout(provider.settings.timeoutMs)])
  let answer: HttpAnswer
  try {
    const { url, method, headers, body } = request
    // a mail is handed to nobody but whom the settings name
    const response = await fetch(url, { method, headers, body, signal: patience, redirect: 'manual' })
    answer = {
      status: response.status,
      headers: response.headers,
      body: await beginning(response),
      at: Date.now(),
    }
  } catch (error) {
    return failed(error)
  }
  const receipt = provider.toReceipt(answer, mail)
  return receipt.outcome === 'accepted'
    ? { ...receipt, remoteId: remoteName(provider.name, receipt.remoteId) }
    : receipt
}

/** The beginning of the body. A refusal is a refusal without it; a success without its id is none. */
async function beginning(response: Response): Promise<string> {
  const reader = response.body?.getReader()
  const decoder = new TextDecoder()
  let text = ''
  try {
    while (reader && text.length < mostBytes) {
      const { done, value } = await reader.read()
      if (done) return text + decoder.decode()
      text += decoder.decode(value, { stream: true })
    }
    await reader?.cancel()
    return text
  } catch (error) {
    if (response.ok) throw error
    return ''
  }
}

/** Without an answer: nothing was handed over where no connection came about, else nobody knows. */
function failed(error: unknown): Receipt {
  const cause = (error as Error).cause ?? error
  const detail = [(error as Error).message, cause === error ? '' : (cause as Error).message]
    .filter(Boolean)
    .join(': ')
  return neverSent(cause) ? forNow('network', detail) : lost(detail)
}

/**
 * True where Node says that no connection came about: name, route, refusal, certificate. Workers say "lost" for all
 * of it, so there even a refused connection is unknown.
 */
function neverSent(cause: unknown): boolean {
  const { code = '', syscall } = cause as { code?: string; syscall?: string }
  if (syscall === 'connect' || syscall === 'getaddrinfo') return true
  return /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|UND_ERR_CONNECT_TIMEOUT|CERT_|ERR_TLS_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_)/.test(
    String(code),
  )
}
