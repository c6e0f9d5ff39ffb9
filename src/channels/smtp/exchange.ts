import type SMTPConnection from 'nodemailer/lib/smtp-connection'
import type { Failure, Stage } from './reply.ts'

/** One message as the wire wants it. */
export type Wire = {
  /** `MAIL FROM`, `RCPT TO`, `DATA`: whole lines. */
  envelope: readonly [string, string, string]
  /** Octets of the message, dots doubled, the final dot included; asked for once the server says 354. */
  body(): Uint8Array
  /** The message whose envelope stands behind that dot, to be sent next over this line; null = none does. */
  ahead: number | null
}

/** How it went: the reply to the final dot, or what went wrong and how far we were. */
export type Outcome = { reply: string } | { failure: Failure; stage: Stage }

/** What follows a greeting: one message after the other over a line that stays. */
export type Exchange = {
  /** One at a time. */
  send(wire: Wire, done: (outcome: Outcome) => void): void
  /** The message whose envelope the server has already; no other can be sent before it. */
  readonly ahead: number | null
  /** Ends the line, and with it the message under way. */
  drop(message: string): void
  /** Says goodbye; the line ends when the server has answered. */
  quit(): void
}

/** Longest reply we listen to, in characters. */
const longestReply = 65_536

type State = {
  connection: SMTPConnection
  /** RFC 2920: the server takes a whole envelope at once. */
  pipelining: boolean
  /** Takes the replies to what was said last; null = nothing was. */
  next: ((reply: string) => void) | null
  done: ((outcome: Outcome) => void) | null
  stage: Stage
  /** The server's verdict on the message, while it is being told to forget the envelope. */
  verdict: Outcome | null
  /** An envelope that went ahead, and the replies to it so far. */
  ahead: { id: number; replies: string[] } | null
}

/**
 * Takes over the conversation from nodemailer once it has connected, greeted, upgraded and logged in. Its own way of
 * sending builds a stream for each message and waits a turn of the event loop for each reply, which costs more than
 * composing the mail. Its watch over silence, errors and the end of the line stays.
 */
export function exchangeOver(connection: SMTPConnection, pipelining: boolean): Exchange {
  const nothing = { next: null, done: null, verdict: null, ahead: null }
  const state: State = { connection, pipelining, stage: 'envelope', ...nothing }
  listen(state)
  connection.on('error', (failure) => finish(state, { failure, stage: state.stage }))
  connection.on('end', () => finish(state, { failure: goneAway, stage: state.stage }))
  return {
    get ahead() {
      return state.ahead?.id ?? null
    },
    send(wire, done) {
      state.done = done
      state.stage = 'envelope'
      state.verdict = null
      sayEnvelope(state, wire)
    },
    drop: (message) => end(state, { failure: { message }, stage: state.stage }),
    quit() {
      // In the middle of an envelope there is no polite end.
      if (state.ahead) return connection.close()
      state.next = () => connection.close()
      say(state, 'QUIT\r\n')
    },
  }
}

const goneAway: Failure = { message: 'the server closed the connection', command: 'CONN' }

function say({ connection }: State, text: string | Uint8Array): void {
  if (connection._socket) connection._socket.write(text)
}

function finish(state: State, outcome: Outcome): void {
  const { done, verdict } = state
  state.done = null
  state.next = null
  done?.(verdict ?? outcome)
}

/** Ends message and line. In this order: the end of the line alone would be taken for a lost answer. */
function end(state: State, outcome: Outcome): void {
  finish(state, outcome)
  state.connection.close()
}

const refusal = (response: string, stage: Stage): Outcome => ({
  failure: { message: response, response },
  stage,
})

function listen(state: State): void {
  const decoder = new TextDecoder()
  const { connection } = state
  const socket = connection._socket
  if (!socket) return
  let held = ''
  socket.removeAllListeners('data')
  socket.on('data', (chunk) => {
    held += decoder.decode(chunk, { stream: true })
    for (let cut = endOfReply(held); cut > 0 && !connection.destroyed; cut = endOfReply(held)) {
      const reply = held.slice(0, cut).trimEnd()
      held = held.slice(cut)
      if (reply) hear(state, reply)
    }
    if (held.length > longestReply) end(state, refusal('the reply has no end', state.stage))
  })
}

/** Where the first whole reply ends (its last line has a blank behind the code); 0 = it is not whole yet. */
function endOfReply(text: string): number {
  for (let from = 0; ; ) {
    const end = text.indexOf('\n', from) + 1
    if (end === 0 || text.charAt(from + 3) !== '-') return end
    from = end
  }
}

/** RFC 5321 3.8: after 421 the server closes. A reply to nothing means that the line is out of step. */
function hear(state: State, reply: string): void {
  const { next, ahead, connection } = state
  if (next) next(reply)
  else if (ahead && ahead.replies.length < 3) ahead.replies.push(reply)
  else connection.close()
  if (reply.startsWith('421')) end(state, refusal(reply, state.stage))
}

/** RFC 2920: where the server offers it, all three at once; else each after the reply to the one before. */
function sayEnvelope(state: State, wire: Wire): void {
  const { envelope } = wire
  const { ahead, pipelining } = state
  const replies = ahead?.replies ?? []
  state.ahead = null
  if (replies.length === 3) {
    decide(state, replies, wire)
    return
  }
  state.next = (reply) => {
    replies.push(reply)
    const refused = !reply.startsWith('2') && replies.length < 3
    if (replies.length === 3) decide(state, replies, wire)
    else if (refused && !pipelining) refuse(state, reply)
    else if (!pipelining) say(state, envelope[replies.length]!)
  }
  if (!ahead) say(state, pipelining ? envelope.join('') : envelope[0])
}

function decide(state: State, replies: readonly string[], wire: Wire): void {
  const [sender, recipient, data] = replies as [string, string, string]
  const error = [sender, recipient].find((reply) => !reply.startsWith('2'))
  const go = /^[23]/.test(data)
  if (error === undefined && go) sayBody(state, wire)
  else if (error === undefined || !go) refuse(state, error ?? data)
  else endEmpty(state, error, error === sender)
}

/**
 * The server takes DATA for a message from or to nobody. An empty one brings it back into step; one that has refused
 * the sender cannot be believed at all.
 */
function endEmpty(state: State, error: string, nobody: boolean): void {
  if (nobody) {
    end(state, refusal(error, 'envelope'))
    return
  }
  state.next = () => finish(state, refusal(error, 'envelope'))
  say(state, '.\r\n')
}

/** The refused transaction is still open at the server; without RSET the next MAIL FROM would be out of order. */
function refuse(state: State, response: string): void {
  const verdict = refusal(response, 'envelope')
  state.verdict = verdict
  if (response.startsWith('421')) return
  state.next = (reply) => {
    if (reply.startsWith('2')) finish(state, verdict)
    else end(state, verdict)
  }
  say(state, 'RSET\r\n')
}

/** RFC 2920 3.1: what a message is followed by may go in one group with it. */
function sayBody(state: State, { body, ahead }: Wire): void {
  state.stage = 'body'
  state.next = (reply) => finish(state, reply.startsWith('2') ? { reply } : refusal(reply, 'body'))
  if (ahead !== null) state.ahead = { id: ahead, replies: [] }
  say(state, body())
}
