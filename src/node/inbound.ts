import type { AddressInfo } from 'node:net'
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server'
import type { Inbound } from '../config.ts'
import { isDoor } from '../core/doors.ts'
import { AppError } from '../core/error.ts'
import type { Deps } from '../engine/deps.ts'
import { receive } from '../engine/receive.ts'
import { errorFacts } from './log.ts'

/** A letter with pictures in it is taken, and its beginning read; what is larger is nobody's answer. */
const largestMail = 25 * 1024 * 1024
const mostKept = 1_000_000
const mostRecipients = 100
const mostConnections = 50
const longestSilenceMs = 120_000
const lastWordsMs = 5_000

export type Listener = { port: number; close(): Promise<void> }

/**
 * Takes mail that comes back, over SMTP or LMTP (RFC 5321, RFC 2033). It relays nothing and has no users: only
 * addresses of our own domain that look like ours are let in. A mail is accepted once what it asks for is on the disk;
 * whatever goes wrong until then is said to be temporary, and the other side comes again.
 *
 * @throws AppError `setting` when it cannot listen there
 */
export async function listenInbound(
  deps: Deps,
  at: Extract<Inbound, { protocol: 'smtp' | 'lmtp' }>,
  domain: string,
): Promise<Listener> {
  const server = new SMTPServer({
    name: domain,
    banner: 'Mawja',
    lmtp: at.protocol === 'lmtp',
    // The certificate that the package brings is everybody's: rather none than a false one.
    disabledCommands: ['AUTH', 'STARTTLS'],
    authOptional: true,
    disableReverseLookup: true,
    hideDSN: true,
    logger: false,
    size: largestMail,
    maxClients: mostConnections,
    socketTimeout: longestSilenceMs,
    closeTimeout: lastWordsMs,
    onRcptTo: ({ address }, session, done) => done(refusal(address, session, domain)),
    onData: (stream, session, done) => {
      take(deps, stream, session).then(
        (refused) => done(refused),
        (error) => {
          deps.log('receive-failed', errorFacts(error))
          done(answer(451, 'Cannot be written down now, try again later'))
        },
      )
    },
  })
  // Lines that drop and commands that nobody knows: the other side's matter.
  server.on('error', (error) => deps.log('inbound-line', { error: error.name }))
  await listening(server, at)
  return {
    port: (server.server.address() as AddressInfo).port,
    close: () => new Promise((done) => server.close(done)),
  }
}

function listening(server: SMTPServer, { host, port }: { host: string; port: number }): Promise<void> {
  return new Promise((done, failed) => {
    server.server.once('error', ({ code }: NodeJS.ErrnoException) =>
      failed(new AppError('invalid', 'setting', `MAWJA_INBOUND: cannot listen on ${host}:${port} (${code})`)),
    )
    server.listen(port, host, done)
  })
}

function refusal(address: string, session: SMTPServerSession, domain: string): Error | null {
  if (!isDoor(address, domain)) return answer(550, 'No such address here')
  return session.envelope.rcptTo.length >= mostRecipients ? answer(452, 'Too many recipients') : null
}

/** @returns a refusal, or null when all is done */
async function take(
  deps: Deps,
  stream: SMTPServerDataStream,
  { envelope }: SMTPServerSession,
): Promise<Error | null> {
  const pieces: Uint8Array[] = []
  let kept = 0
  // All of it has to be read, or the line stands still.
  for await (const piece of stream as AsyncIterable<Uint8Array>) {
    if (kept < mostKept) pieces.push(piece)
    kept += piece.length
  }
  if (stream.sizeExceeded) return answer(552, 'Too big')
  const to = envelope.rcptTo.map(({ address }) => address)
  await receive(deps, {
    raw: Buffer.concat(pieces),
    to,
    from: (envelope.mailFrom || undefined)?.address ?? '',
  })
  return null
}

const answer = (responseCode: number, words: string): Error =>
  Object.assign(new Error(words), { responseCode })
