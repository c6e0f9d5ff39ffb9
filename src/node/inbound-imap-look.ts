import { ImapFlow } from 'imapflow'
import type { InboundMailbox } from '../config.ts'
import { notedEnvelope } from '../core/returned/envelope.ts'
import type { Deps } from '../engine/deps.ts'
import { type Received, receive } from '../engine/receive.ts'
import { inOrder, markAfter, markIn, saveMark } from './inbound-imap-mark.ts'

/** As at the door: of what is larger the beginning is read. */
const mostBytes = 1_000_000
/** What lay there before the first look is somebody's archive. */
const daysBack = 14
/** Where mails go that are done with. Mails for people and what is not for us stay. */
const away = 'Mawja'
/** Says that a mail is done with where it cannot be put away. */
const doneWith = '$Mawja'
const longestSilenceMs = 120_000
const lastWordsMs = 5_000

export type Looking = {
  stop: AbortSignal
  /** UIDs of mails that could not be read or taken in, kept from one look to the next. */
  later: Set<number>
}

/**
 * Takes in what has come since the last look. The mark of how far we looked moves after each mail that is done, so a
 * process that dies in between does one mail again, which changes nothing.
 *
 * @returns how many mails were looked at
 * @throws what the server answers or the database throws; all that came before is done
 */
export async function lookInto(deps: Deps, at: InboundMailbox, looking: Looking): Promise<number> {
  const client = clientFor(at)
  const close = () => client.close()
  const hurry = () => setTimeout(close, lastWordsMs).unref()
  looking.stop.addEventListener('abort', hurry)
  try {
    await client.connect()
    const lock = await client.getMailboxLock(at.mailbox)
    const count = await takeNew(deps, at, client, looking)
    lock.release()
    await client.logout().catch(() => {})
    return count
  } finally {
    looking.stop.removeEventListener('abort', hurry)
    close()
  }
}

function clientFor({ protocol, host, port, user, password }: InboundMailbox): ImapFlow {
  const client = new ImapFlow({
    host,
    port,
    secure: protocol === 'imaps',
    // A password goes over a line in clear on this machine only.
    doSTARTTLS: protocol === 'imap' && !isHere(host),
    auth: { user, pass: password },
    logger: false,
    disableAutoIdle: true,
    connectionTimeout: longestSilenceMs,
    socketTimeout: longestSilenceMs,
  })
  // The failing command says it as well.
  client.on('error', () => {})
  return client
}

const isHere = (host: string) => ['127.0.0.1', '::1', 'localhost'].includes(host)

async function takeNew(
  deps: Deps,
  at: InboundMailbox,
  client: ImapFlow,
  { stop, later }: Looking,
): Promise<number> {
  const { uidValidity } = client.mailbox || { uidValidity: 0n }
  const mark = await markIn(deps.db, at, uidValidity)
  let [count, done] = [0, 0]
  for (const uid of inOrder(await newerThan(mark, client, deps.clock.now()), later)) {
    if (stop.aborted) break
    later.add(uid)
    const raw = await sourceOf(client, uid)
    if (raw) await takeOne(deps, client, uid, raw)
    later.delete(uid)
    done = Math.max(done, uid)
    await saveMark(deps.db, at, { uidValidity, uid: markAfter(done, later) })
    count++
  }
  return count
}

async function takeOne(deps: Deps, client: ImapFlow, uid: number, raw: Uint8Array): Promise<void> {
  const { did } = await receive(deps, { raw, ...notedEnvelope(raw) })
  if (isDoneWith[did]) await putAway(client, uid)
  if (!client.usable) throw new Error('The line was dropped')
}

/** @returns UIDs, in ascending order */
async function newerThan(mark: number | null, client: ImapFlow, now: number): Promise<number[]> {
  const range = mark === null ? { since: new Date(now - daysBack * 86_400_000) } : { uid: `${mark + 1}:*` }
  const found = await client.search({ ...range, unKeyword: doneWith }, { uid: true })
  if (!found) throw new Error('The search was refused')
  // `*` is the last mail, however old.
  return found.filter((uid) => uid > (mark ?? 0))
}

/** Reading leaves a mail unread (BODY.PEEK). */
async function sourceOf(client: ImapFlow, uid: number): Promise<Uint8Array | undefined> {
  const one = await client.fetchOne(uid, { source: { maxLength: mostBytes } }, { uid: true })
  return (one || undefined)?.source
}

/** What people wrote waits for a person there too. */
const isDoneWith: Record<Received['did'], boolean> = {
  unsubscribed: true,
  bounce: true,
  delayed: true,
  autoreply: true,
  complaint: true,
  reply: false,
  ignored: false,
}

async function putAway(client: ImapFlow, uid: number): Promise<void> {
  await client.messageFlagsAdd(uid, ['\\Seen'], { uid: true })
  if (!(await moved(client, uid))) await client.messageFlagsAdd(uid, [doneWith], { uid: true })
}

/** Without MOVE (RFC 6851) it would take an EXPUNGE, which takes with it what others marked as deleted. */
async function moved(client: ImapFlow, uid: number): Promise<boolean> {
  const { path, delimiter } = client.mailbox || { path: away, delimiter: '' }
  if (!client.capabilities.has('MOVE') || path.split(delimiter || '/').at(-1) === away) return false
  const move = async () => Boolean(await client.messageMove(uid, away, { uid: true }))
  if (await move()) return true
  const made = await client.mailboxCreate(away).catch(() => null)
  return made !== null && move()
}
