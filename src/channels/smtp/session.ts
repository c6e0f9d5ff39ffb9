import SMTPConnection, { type Body, type BodyStream, type SmtpError } from 'nodemailer/lib/smtp-connection'
import type { OutgoingMail, Receipt } from '../../core/channel.ts'
import { envelopeAddress, needsUtf8 } from './address.ts'
import { accepted, needsSmtpUtf8, notSent, receiptFor, type Stage } from './reply.ts'
import type { SmtpSettings } from './settings.ts'

/** One connection to the mail server, greeted and logged in. */
export type Session = {
  /** Messages handed over so far. */
  readonly used: number
  /** False once the line is dead. */
  readonly alive: boolean
  /**
   * One message at a time. `gone`: the line, used before, turned out dead when nothing of this message had been
   * handed over. Servers close idle lines without a word; that is no failure of the message.
   */
  deliver(mail: OutgoingMail, signal: AbortSignal): Promise<Receipt | 'gone'>
  /** Says goodbye; done when the line is down. */
  quit(): Promise<void>
}

/** How long a server may take to answer QUIT. */
const quitMs = 2_000

/**
 * Connects, greets, upgrades to TLS and logs in.
 *
 * @returns the session, or the receipt for whoever waited for it
 */
export async function openSession(settings: SmtpSettings, signal: AbortSignal): Promise<Session | Receipt> {
  const connection = new SMTPConnection(optionsOf(settings))
  const failed = await step(connection, signal, (done) => connection.connect(done))
  if (failed) return failed
  // asked before the login, whose reply takes the place of EHLO's
  const utf8 = /^250[ -]SMTPUTF8/im.test(connection.lastServerResponse || '')
  const { login } = settings
  const refused = login && (await step(connection, signal, (done) => connection.login(login, done)))
  return refused ?? sessionOver(connection, utf8)
}

/** One step of the opening; a receipt if it failed, the connection dropped then. */
function step(
  connection: SMTPConnection,
  signal: AbortSignal,
  start: (done: (error?: SmtpError | null) => void) => void,
): Promise<Receipt | undefined> {
  return new Promise((resolve) => {
    const end = (receipt?: Receipt) => {
      signal.removeEventListener('abort', stop)
      if (receipt) connection.close()
      resolve(receipt)
    }
    const stop = () => end(notSent('stopped before a connection was there'))
    const finish = (error?: SmtpError | null) => end(error ? receiptFor(error, 'connecting') : undefined)
    signal.addEventListener('abort', stop)
    // stays on for the life of the connection: an error nobody listens to would end the process
    connection.on('error', finish)
    start(finish)
  })
}

function optionsOf(settings: SmtpSettings): ConstructorParameters<typeof SMTPConnection>[0] {
  return {
    host: settings.host,
    port: settings.port,
    secure: settings.tls === 'implicit',
    ignoreTLS: settings.tls === 'none',
    requireTLS: settings.tls === 'required',
    ...(settings.name && { name: settings.name }),
    tls: { rejectUnauthorized: settings.tls !== 'starttls' },
    connectionTimeout: settings.connectMs,
    greetingTimeout: settings.connectMs,
    socketTimeout: settings.timeoutMs,
    socketCloseTimeout: quitMs,
  }
}

function sessionOver(connection: SMTPConnection, utf8: boolean): Session {
  let used = 0
  return {
    get used() {
      return used
    },
    get alive() {
      return !connection.destroyed
    },
    async deliver(mail, signal) {
      if (signal.aborted) return notSent('stopped before it was sent')
      const { from, to } = {
        from: envelopeAddress(mail.envelope.from),
        to: envelopeAddress(mail.envelope.to),
      }
      const odd = utf8 ? undefined : [to, from].find(needsUtf8)
      if (odd) return needsSmtpUtf8(odd)
      return handOver(connection, { from, to, size: mail.raw.length }, mail.raw, used++ > 0, signal)
    },
    quit: () => quit(connection),
  }
}

function handOver(
  connection: SMTPConnection,
  envelope: { from: string; to: string; size: number },
  raw: string,
  reused: boolean,
  signal: AbortSignal,
): Promise<Receipt | 'gone'> {
  return new Promise((resolve) => {
    let stage: Stage = 'envelope'
    const body: Body = {
      pipe(to) {
        stage = 'body'
        writeBody(raw, to)
      },
    }
    const done = (answer: Receipt | 'gone') => {
      signal.removeEventListener('abort', stop)
      resolve(answer)
    }
    const stop = () => {
      connection.close()
      done(receiptFor({ message: 'stopped while the server was at it' }, stage))
    }
    signal.addEventListener('abort', stop)
    connection.send(envelope, body, (error, info) => {
      if (!error) return done(accepted(info!.response))
      const lost = stage === 'envelope' && !error.response && error.command === 'CONN'
      if (lost && reused) return done('gone')
      const receipt = receiptFor(error, stage)
      if (stage === 'body' || connection.destroyed) return done(receipt)
      // the refused transaction is still open at the server; the next MAIL FROM would be out of order
      connection.reset((failed) => {
        if (failed) connection.close()
        done(receipt)
      })
    })
  })
}

/**
 * nodemailer's stream looks at every byte for line ends and leading dots, which took most of the time of a mail;
 * handed the finished text it only adds the last line end and the final dot.
 */
function writeBody(raw: string, to: BodyStream): void {
  // a line end in two halves could end the message early and smuggle in another: only the slow way mends those
  if (!wholeLineEnds(raw) || raw.startsWith('.')) {
    to.end(raw)
    return
  }
  const text = raw.endsWith('\r\n') ? raw.slice(0, -2) : raw
  to.push(text.includes('\r\n.') ? text.replaceAll('\r\n.', '\r\n..') : text, 'utf8')
  to.end()
}

/** No CR without LF, no LF without CR. */
function wholeLineEnds(text: string): boolean {
  let pairs = 0
  for (let at = text.indexOf('\r'); at >= 0; at = text.indexOf('\r', at + 2), pairs++)
    if (text[at + 1] !== '\n') return false
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) pairs--
  return pairs === 0
}

function quit(connection: SMTPConnection): Promise<void> {
  if (connection.destroyed) return Promise.resolve()
  return new Promise((resolve) => {
    const timer = setTimeout(() => connection.close(), quitMs)
    connection.on('end', () => {
      clearTimeout(timer)
      resolve()
    })
    connection.quit()
  })
}
