import { createHash } from 'node:crypto'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { setTimeout as later } from 'node:timers/promises'
import { seeded } from '../../core/chance.ts'

/** What becomes of an address, whatever happens to the line: it decides the state a message must end in. */
export type Fate = 'taken' | 'greylisted' | 'unknown' | 'full' | 'spam'
/** `answered` is false when the line was cut after the mail had been taken. */
export type Arrival = { messageId: string; digest: string; answered: boolean }
export type ChaosSink = {
  port: number
  arrived: ReadonlyMap<string, readonly Arrival[]>
  /** All arrivals, repetitions included. */
  count(): number
  stop(): Promise<void>
}

/** In a thousand: of recipients for the fates, of replies for what happens on the way. */
const fates: readonly [Fate, number][] = [
  ['unknown', 10],
  ['full', 5],
  ['spam', 5],
  ['greylisted', 200],
]
const mishaps = { dropped: 2, busy: 2, later: 3, slow: 5, cutAfterData: 1 } as const

export function fateOf(address: string, seed: number): Fate {
  let place = createHash('sha256').update(`${seed}/${address}`).digest().readUInt32BE() % 1000
  for (const [fate, share] of fates) {
    if (place < share) return fate
    place -= share
  }
  return 'taken'
}

/**
 * A mail server that behaves badly: it drops lines, answers late, greylists, refuses for now and for good, closes with
 * 421 (RFC 5321, 3.8), and cuts the line after it has taken a mail, before it says so.
 *
 * @param it.calm  takes everything at once instead
 */
export async function startChaosSink(it: { seed: number; calm?: boolean }): Promise<ChaosSink> {
  const state: State = { ...it, arrived: new Map(), count: 0, greylisted: new Set(), chance: seeded(it.seed) }
  const sockets = new Set<Socket>()
  // Answers go out one by one; held back until the one before is acknowledged, each would take 40 ms.
  const server = createServer({ noDelay: true }, (socket) => {
    sockets.add(socket)
    socket.on('error', () => {}).on('close', () => sockets.delete(socket))
    // Whoever was killed leaves a line that ends in its middle.
    serve(state, socket).catch(() => socket.destroy())
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  return {
    port: (server.address() as AddressInfo).port,
    arrived: state.arrived,
    count: () => state.count,
    stop: async () => {
      for (const socket of sockets) socket.destroy()
      await new Promise((closed) => server.close(closed))
    },
  }
}

type State = {
  seed: number
  calm?: boolean
  arrived: Map<string, Arrival[]>
  count: number
  greylisted: Set<string>
  chance(): number
}

async function serve(state: State, socket: Socket): Promise<void> {
  const happens = (mishap: keyof typeof mishaps) => !state.calm && state.chance() * 1000 < mishaps[mishap]
  const say = async (reply: string) => {
    if (happens('dropped')) return void socket.destroy()
    if (happens('slow')) await later(Math.ceil(state.chance() * 200))
    if (!happens('busy')) return void socket.write(`${reply}\r\n`)
    socket.end('421 4.3.2 busy, come back later\r\n')
  }
  const lines = new Lines(socket)
  let recipient: string | null = null
  await say('220 chaos.example ESMTP')
  for (let line = await lines.next(); line !== null && !socket.destroyed; line = await lines.next()) {
    const [verb = ''] = line.toUpperCase().split(/[ :]/)
    if (verb === 'EHLO') await say('250-chaos.example\r\n250-PIPELINING\r\n250 8BITMIME')
    else if (verb === 'RCPT') {
      const address = /<(.*)>/.exec(line)?.[1] ?? ''
      const reply = happens('later') ? '452 4.3.1 no room at the moment' : recipientReply(state, address)
      recipient = reply.startsWith('250') ? address : null
      await say(reply)
    } else if (verb === 'DATA' && recipient === null) await say('503 5.5.1 no recipient')
    else if (verb === 'DATA') {
      await say('354 go on')
      const body = await lines.body()
      if (body === null) return
      const reply = bodyReply(state, recipient!, happens)
      if (reply === 'cut' || reply.startsWith('250')) arrive(state, recipient!, body, reply !== 'cut')
      if (reply === 'cut') return void socket.destroy()
      recipient = null
      // What was taken is said to be, or it was cut: the line is lost in no third way, so that all that come twice are known.
      if (reply.startsWith('250')) socket.write(`${reply}\r\n`)
      else await say(reply)
    } else if (verb === 'QUIT') return void socket.end('221 2.0.0 bye\r\n')
    else await say('250 2.0.0 ok')
  }
}

function recipientReply(state: State, address: string): string {
  const fate = state.calm ? 'taken' : fateOf(address, state.seed)
  if (fate === 'unknown') return '550 5.1.1 no such user here'
  if (fate === 'full') return '552 5.2.2 mailbox full'
  if (fate !== 'greylisted' || state.greylisted.has(address)) return '250 2.1.5 ok'
  state.greylisted.add(address)
  return '450 4.7.1 greylisted, try again later'
}

function bodyReply(
  state: State,
  address: string,
  happens: (mishap: keyof typeof mishaps) => boolean,
): string | 'cut' {
  if (!state.calm && fateOf(address, state.seed) === 'spam') return '554 5.7.1 looks like spam'
  if (happens('later')) return '451 4.3.0 try again later'
  return happens('cutAfterData') ? 'cut' : '250 2.0.0 taken'
}

function arrive(state: State, address: string, body: string, answered: boolean): void {
  state.count++
  const [, messageId = ''] = /^message-id:\s*(\S+)/im.exec(body) ?? []
  const digest = createHash('sha256').update(body, 'latin1').digest('hex')
  const before = state.arrived.get(address) ?? []
  state.arrived.set(address, [...before, { messageId, digest, answered }])
}

const endOfBody = '\r\n.\r\n'

/** What a client says, a line at a time, and the mail between DATA and its dot. Null when the line has ended. */
class Lines {
  private readonly chunks: AsyncIterator<Buffer>
  private held = ''

  constructor(socket: Socket) {
    this.chunks = socket[Symbol.asyncIterator]() as AsyncIterator<Buffer>
  }

  next(): Promise<string | null> {
    return this.until('\r\n')
  }

  body(): Promise<string | null> {
    return this.until(endOfBody)
  }

  private async until(end: string): Promise<string | null> {
    let from = 0
    for (;;) {
      const at = this.held.indexOf(end, from)
      if (at >= 0) {
        const text = this.held.slice(0, at)
        this.held = this.held.slice(at + end.length)
        return text
      }
      from = Math.max(0, this.held.length - end.length)
      const { value, done } = await this.chunks.next()
      if (done) return null
      this.held += value.toString('latin1')
    }
  }
}
