import SMTPConnection, { type SmtpError } from 'nodemailer/lib/smtp-connection'
import type { OutgoingMail, Receipt } from '../../core/channel.ts'
import { envelopeAddress, needsUtf8 } from './address.ts'
import { type Exchange, exchangeOver, type Outcome } from './exchange.ts'
import { accepted, needsSmtpUtf8, notSent, receiptFor } from './reply.ts'
import type { SmtpSettings } from './settings.ts'
import { bodyWriter, envelopeLines, octetsOf } from './wire.ts'

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
  deliver(mail: OutgoingMail, signal: AbortSignal, next?: OutgoingMail): Promise<Receipt | 'gone'>
  /** The message whose envelope has gone ahead: it alone can be delivered now. */
  readonly ahead: number | null
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
  const offers = offersOf(connection.lastServerResponse || '')
  const { login } = settings
  const refused = login && (await step(connection, signal, (done) => connection.login(login, done)))
  return refused ?? sessionOver(connection, offers)
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

/** What a server said it can do (RFC 5321 4.1.1.1). */
export type Offers = { utf8: boolean; pipelining: boolean; size: boolean; mostOctets: number }

function offersOf(ehlo: string): Offers {
  const says = (word: string) => new RegExp(`^250[ -]${word}\\b`, 'im').test(ehlo)
  const most = /^250[ -]SIZE[ \t]+(\d+)/im.exec(ehlo)?.[1]
  return {
    utf8: says('SMTPUTF8'),
    pipelining: says('PIPELINING'),
    size: says('SIZE'),
    // 0 means that there is no limit (RFC 1870 4).
    mostOctets: Number(most ?? 0) || Number.POSITIVE_INFINITY,
  }
}

function sessionOver(connection: SMTPConnection, offers: Offers): Session {
  const exchange = exchangeOver(connection, offers.pipelining)
  const bodyOf = bodyWriter()
  let used = 0
  return {
    get used() {
      return used
    },
    get alive() {
      return !connection.destroyed
    },
    get ahead() {
      return exchange.ahead
    },
    async deliver(mail, signal, next) {
      if (signal.aborted) return notSent('stopped before it was sent')
      const odd = exchange.ahead === mail.id ? undefined : unfit(mail, offers)
      if (odd) return odd
      const task = { mail, next: offers.pipelining && next && !unfit(next, offers) ? next : undefined }
      return handOver(exchange, { ...task, offers, bodyOf, reused: used++ > 0, signal })
    },
    quit: () => quit(connection, exchange),
  }
}

type Task = {
  mail: OutgoingMail
  next: OutgoingMail | undefined
  offers: Offers
  bodyOf: ReturnType<typeof bodyWriter>
  reused: boolean
  signal: AbortSignal
}

function handOver(exchange: Exchange, it: Task): Promise<Receipt | 'gone'> {
  const { mail, next, offers, signal } = it
  return new Promise((resolve) => {
    const stop = () => exchange.drop('stopped while the server was at it')
    signal.addEventListener('abort', stop)
    const wire = {
      envelope: envelopeOf(mail, offers),
      body: () => it.bodyOf(mail, next && envelopeOf(next, offers).join('')),
      ahead: next?.id ?? null,
    }
    exchange.send(wire, (outcome) => {
      signal.removeEventListener('abort', stop)
      resolve(answerOf(outcome, it.reused))
    })
  })
}

function envelopeOf(mail: OutgoingMail, offers: Offers): [string, string, string] {
  const [from, to] = addressesOf(mail)
  return envelopeLines(from, to, octetsOf(mail), offers)
}

const addressesOf = ({ envelope }: OutgoingMail): [string, string] => [
  envelopeAddress(envelope.from),
  envelopeAddress(envelope.to),
]

function answerOf(it: Outcome, reused: boolean): Receipt | 'gone' {
  if ('reply' in it) return accepted(it.reply)
  const { failure, stage } = it
  const lost = stage === 'envelope' && !failure.response && failure.command === 'CONN'
  return lost && reused ? 'gone' : receiptFor(failure, stage)
}

/** What can be said without asking the server. */
function unfit(mail: OutgoingMail, { utf8, mostOctets }: Offers): Receipt | undefined {
  const [from, to] = addressesOf(mail)
  const foreign = utf8 ? undefined : [to, from].find(needsUtf8)
  if (foreign) return needsSmtpUtf8(foreign)
  if ([to, from].some((address) => address === '' || /[\r\n<>]/.test(address)))
    return receiptFor({ message: 'not an address', code: 'EENVELOPE', command: 'API' }, 'envelope')
  if (octetsOf(mail) > mostOctets)
    return receiptFor(
      { message: `larger than the ${mostOctets} octets it takes`, code: 'EMESSAGE' },
      'envelope',
    )
  return undefined
}

function quit(connection: SMTPConnection, exchange: Exchange): Promise<void> {
  if (connection.destroyed) return Promise.resolve()
  return new Promise((resolve) => {
    const timer = setTimeout(() => connection.close(), quitMs)
    connection.on('end', () => {
      clearTimeout(timer)
      resolve()
    })
    exchange.quit()
  })
}
