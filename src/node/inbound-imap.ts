import { ImapFlow } from 'imapflow'
import type { Inbound } from '../config.ts'
import { notedEnvelope } from '../core/returned/envelope.ts'
import type { Deps } from '../engine/deps.ts'
import { receive } from '../engine/receive.ts'
import { errorFacts } from './log.ts'

type Mailbox = Extract<Inbound, { protocol: 'imap' | 'imaps' }>

const everyMs = 60_000
const mostAtOnce = 200
const mostBytes = 1_000_000
/** What lay there before that is somebody's archive. */
const daysBack = 14
/** Says that we have looked at a mail; whether somebody has read it is their own mark. */
const looked = '$Mawja'

/**
 * Looks once a minute into a mailbox elsewhere and takes in what is new. Mails stay where they are. What cannot be
 * written down, or looked for, is tried again a minute later.
 */
export function watchMailbox(deps: Deps, at: Mailbox): { close(): Promise<void> } {
  const stop = new AbortController()
  const watching = watch(deps, at, stop.signal)
  return {
    close: () => {
      stop.abort()
      return watching
    },
  }
}

async function watch(deps: Deps, at: Mailbox, stop: AbortSignal): Promise<void> {
  while (!stop.aborted) {
    await lookInto(deps, at, stop).catch((error) => deps.log('mailbox-failed', errorFacts(error)))
    await pause(everyMs, stop)
  }
}

function pause(ms: number, stop: AbortSignal): Promise<void> {
  return new Promise((done) => {
    if (stop.aborted) return done()
    const timer = setTimeout(done, ms)
    stop.addEventListener('abort', () => {
      clearTimeout(timer)
      done()
    })
  })
}

/** @returns how many mails were looked at */
export async function lookInto(
  deps: Deps,
  at: Mailbox,
  stop: AbortSignal = new AbortController().signal,
): Promise<number> {
  const client = new ImapFlow({
    host: at.host,
    port: at.port,
    secure: at.protocol === 'imaps',
    // A password goes over a line in clear on this machine only.
    doSTARTTLS: at.protocol === 'imap' && !isHere(at.host),
    auth: { user: at.user, pass: at.password },
    logger: false,
  })
  // The failing command says it as well.
  client.on('error', () => {})
  await client.connect()
  try {
    const lock = await client.getMailboxLock(at.mailbox)
    try {
      return await takeNew(deps, client, stop)
    } finally {
      lock.release()
    }
  } finally {
    await client.logout()
  }
}

const isHere = (host: string) => ['127.0.0.1', '::1', 'localhost'].includes(host)

async function takeNew(deps: Deps, client: ImapFlow, stop: AbortSignal): Promise<number> {
  const mailbox = client.mailbox || undefined
  const isOpen = mailbox?.permanentFlags?.has('\\*')
  const fresh = isOpen ? { unKeyword: looked } : { seen: false }
  const since = new Date(deps.clock.now() - daysBack * 86_400_000)
  const found = (await client.search({ ...fresh, since }, { uid: true })) || []
  let count = 0
  for (const uid of found.slice(0, mostAtOnce)) {
    if (stop.aborted) break
    const one = (await client.fetchOne(uid, { source: { maxLength: mostBytes } }, { uid: true })) || undefined
    if (one?.source) await receive(deps, { raw: one.source, ...notedEnvelope(one.source) })
    await client.messageFlagsAdd(uid, [isOpen ? looked : '\\Seen'], { uid: true })
    count++
  }
  return count
}
