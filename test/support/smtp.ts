import type { AddressInfo } from 'node:net'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'

/** What the server does with the next message: an error reply at a step, or something worse. */
export type Script =
  | { at: 'connect' | 'mail' | 'rcpt' | 'data'; reply: string }
  | { at: 'connect' | 'mail' | 'rcpt' | 'data'; fault: 'cut' | 'hang' }

export type Arrived = { from: string; to: string; raw: string; utf8: boolean }

export type SmtpTrial = {
  port: number
  url: string
  /** In order of arrival; only what was answered with 250, or would have been but for a fault at `data`. */
  arrived: Arrived[]
  /** Connections opened so far, and those that are open. */
  readonly sessions: number
  readonly openSessions: number
  /** The scripts are used up one by one, each by the first step it is made for. */
  script(...next: Script[]): void
  /** Resolves when a scripted `hang` has been reached. */
  hanging(): Promise<void>
  /** Resolves when no connection is open. */
  quiet(): Promise<void>
  close(): Promise<void>
}

/** A mail server on this machine that behaves as told; `smtp-server` speaks the protocol. */
export async function startSmtp(options: SMTPServerOptions = {}): Promise<SmtpTrial> {
  const state = newState()
  const server = new SMTPServer({
    authOptional: true,
    disableReverseLookup: true,
    hideENHANCEDSTATUSCODES: true,
    logger: false,
    disabledCommands: options.authMethods ? ['STARTTLS'] : ['AUTH', 'STARTTLS'],
    allowInsecureAuth: true,
    closeTimeout: 1,
    onConnect: (session, done) => {
      state.sessions++
      act(state, 'connect', done, () => cut(server, session.id))
    },
    onMailFrom: (_address, session, done) => act(state, 'mail', done, () => cut(server, session.id)),
    onRcptTo: (_address, session, done) => act(state, 'rcpt', done, () => cut(server, session.id)),
    onData: (stream, session, done) => {
      const pieces: Buffer[] = []
      stream.on('data', (piece: Buffer) => pieces.push(piece))
      stream.on('end', () => {
        const { mailFrom, rcptTo } = session.envelope
        const arrived: Arrived = {
          from: mailFrom ? mailFrom.address : '',
          to: rcptTo[0]!.address,
          raw: Buffer.concat(pieces).toString('latin1'),
          utf8: session.envelope.smtpUtf8 === true,
        }
        if (state.scripts[0]?.at !== 'data' || 'fault' in state.scripts[0]) state.arrived.push(arrived)
        act(
          state,
          'data',
          (error) => done(error, error ? undefined : `2.0.0 Ok: queued as Q${state.arrived.length}`),
          () => cut(server, session.id),
        )
      })
    },
    onClose: () => state.checkQuiet(server.connections.size),
    ...options,
  })
  server.on('error', () => {})
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.server.address() as AddressInfo
  return trialOf(server, port, state)
}

type State = ReturnType<typeof newState>

function newState() {
  return {
    arrived: [] as Arrived[],
    scripts: [] as Script[],
    sessions: 0,
    reached: Promise.withResolvers<void>(),
    checkQuiet: (_open: number): void => {},
  }
}

function trialOf(server: SMTPServer, port: number, state: State): SmtpTrial {
  return {
    port,
    url: `smtp://127.0.0.1:${port}?tls=none`,
    arrived: state.arrived,
    get sessions() {
      return state.sessions
    },
    get openSessions() {
      return server.connections.size
    },
    script: (...next) => {
      state.scripts.push(...next)
    },
    hanging: () => state.reached.promise,
    quiet: () =>
      new Promise((done) => {
        state.checkQuiet = (open) => open === 0 && done()
        state.checkQuiet(server.connections.size)
      }),
    close: () => new Promise((done) => server.close(done)),
  }
}

function act(
  state: State,
  step: Script['at'],
  done: (error?: Error | null) => void,
  sever: () => void = () => {},
): void {
  const script = state.scripts[0]
  if (script?.at === step) state.scripts.shift()
  if (script?.at !== step) done()
  else if ('reply' in script) done(replyError(script.reply))
  else if (script.fault === 'cut') sever()
  else state.reached.resolve()
}

/** `550 5.1.1 No such user` → what smtp-server sends as exactly that line. */
function replyError(reply: string): Error {
  return Object.assign(new Error(reply.slice(4)), { responseCode: Number(reply.slice(0, 3)) })
}

/** The line drops without a word, as when a server is killed. */
function cut(server: SMTPServer, id: string): void {
  for (const connection of server.connections) if (connection.id === id) connection._socket.destroy()
}
