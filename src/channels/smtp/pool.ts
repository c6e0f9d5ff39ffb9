import type { OutgoingMail, Receipt } from '../../core/channel.ts'
import { newPauses, type Pauses } from './pause.ts'
import { notSent } from './reply.ts'
import { openSession, type Session } from './session.ts'
import type { SmtpSettings } from './settings.ts'

/** A few connections to one mail server, kept while there is mail. */
export type SmtpPool = {
  /** @param next  handed in as soon as this one is written down, if all goes well */
  deliver(mail: OutgoingMail, signal: AbortSignal, next?: OutgoingMail): Promise<Receipt>
  /** Connections that are not down yet. */
  open(): number
  /** At most so many connections from now on; what is under way may finish. */
  limit(most: number): void
  /** Lets what is under way finish, says QUIT on every line, then is done. Later messages are refused. */
  close(): Promise<void>
}

type Idle = { session: Session; timer: ReturnType<typeof setTimeout> }
type State = {
  settings: SmtpSettings
  idle: Idle[]
  /** Lines on which the envelope of a message has gone ahead, by that message. */
  kept: Map<number, Idle>
  /** Connections opening, busy, idle, kept and saying goodbye: never more than `most`, but after it has been lowered. */
  open: number
  most: number
  waiting: Set<() => void>
  pauses: Pauses
  closing: boolean
  /** Called each time a connection is down. */
  onDown: () => void
}

/**
 * nodemailer's own pool sends 3,900 mails a second where its connection alone sends 7,800, and it cannot say whether
 * a lost message may have arrived. This one does.
 */
export function smtpPool(settings: SmtpSettings): SmtpPool {
  const state: State = {
    settings,
    idle: [],
    kept: new Map(),
    open: 0,
    most: settings.connections,
    waiting: new Set(),
    pauses: newPauses(settings.pauseMs),
    closing: false,
    onDown: () => {},
  }
  return {
    deliver: (mail, signal, next) => deliver(state, mail, signal, next),
    open: () => state.open,
    limit: (most) => limit(state, most),
    close: () => close(state),
  }
}

function limit(state: State, most: number): void {
  state.most = Math.min(most, state.settings.connections)
  const surplus = state.idle.splice(0, Math.max(0, Math.min(state.idle.length, state.open - state.most)))
  for (const { session, timer } of surplus) {
    clearTimeout(timer)
    void retire(state, session)
  }
  // Each takes a turn: there may be room for all of them, or for none.
  for (const turn of [...state.waiting]) turn()
}

async function deliver(
  state: State,
  mail: OutgoingMail,
  signal: AbortSignal,
  next: OutgoingMail | undefined,
): Promise<Receipt> {
  if (state.closing) return notSent('the channel is closed')
  for (;;) {
    const session = takeKept(state, mail.id) ?? (await take(state, signal))
    if ('outcome' in session) return session
    const most = Math.min(state.settings.perConnection, mail.perConnection ?? Number.POSITIVE_INFINITY)
    const more = session.used + 1 < most && state.open <= state.most
    const answer = await session.deliver(mail, signal, more ? next : undefined)
    giveBack(state, session, most)
    if (answer !== 'gone') return answer
  }
}

/**
 * An idle session, a new one, or the next that is given back. A receipt where there is none to be had: while lines
 * are open (the server may just not want more of them) a message waits for one of those.
 */
async function take(state: State, signal: AbortSignal): Promise<Session | Receipt> {
  for (;;) {
    if (signal.aborted) return leave(state, notSent('stopped before it was sent'))
    const session = takeIdle(state)
    if (session) return session
    const leftMs = state.pauses.leftMs()
    if (leftMs > 0 && state.open === 0) {
      const receipt = await state.pauses.sitOut(signal)
      if (receipt) return leave(state, receipt)
    } else if (leftMs <= 0 && state.open < state.most) {
      const opened = await openOne(state, signal)
      if (!('outcome' in opened)) return opened
      if (state.open === 0 && !state.pauses.isShort()) return leave(state, opened)
    } else await nextTurn(state, signal)
  }
}

/** Whoever goes without a session passes the turn on, or those behind would wait for ever. */
function leave(state: State, receipt: Receipt): Receipt {
  wakeOne(state)
  return receipt
}

function takeKept(state: State, id: number): Session | undefined {
  const kept = state.kept.get(id)
  if (!kept) return undefined
  state.kept.delete(id)
  clearTimeout(kept.timer)
  if (kept.session.alive) return kept.session
  down(state)
  return undefined
}

function takeIdle(state: State): Session | undefined {
  for (let next = state.idle.pop(); next; next = state.idle.pop()) {
    clearTimeout(next.timer)
    if (next.session.alive) return next.session
    down(state)
  }
  return undefined
}

async function openOne(state: State, signal: AbortSignal): Promise<Session | Receipt> {
  const losses = state.pauses.losses()
  state.open++
  const session = await openSession(state.settings, signal)
  if (!('outcome' in session)) {
    state.pauses.end()
    return session
  }
  if (!signal.aborted) state.pauses.begin(session, losses)
  down(state)
  return session
}

/** @param most  messages after which it is closed */
function giveBack(state: State, session: Session, most: number): void {
  const worn = session.used >= most || (session.ahead === null && state.open > state.most)
  if (!session.alive) down(state)
  else if (worn || (state.closing && state.waiting.size === 0)) void retire(state, session)
  else if (session.ahead !== null) keep(state, session, session.ahead)
  else {
    const timer = setTimeout(() => retireIdle(state, session), state.settings.idleMs)
    state.idle.push({ session, timer })
    wakeOne(state)
  }
}

/** For a message that does not come the line is not held for ever. */
function keep(state: State, session: Session, id: number): void {
  const timer = setTimeout(() => {
    state.kept.delete(id)
    void retire(state, session)
  }, state.settings.idleMs)
  state.kept.set(id, { session, timer })
}

function retireIdle(state: State, session: Session): void {
  state.idle = state.idle.filter((it) => it.session !== session)
  void retire(state, session)
}

async function retire(state: State, session: Session): Promise<void> {
  await session.quit()
  down(state)
}

function down(state: State): void {
  state.open--
  wakeOne(state)
  state.onDown()
}

function nextTurn(state: State, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const turn = () => {
      state.waiting.delete(turn)
      signal.removeEventListener('abort', turn)
      resolve()
    }
    state.waiting.add(turn)
    signal.addEventListener('abort', turn)
  })
}

function wakeOne(state: State): void {
  const [first] = state.waiting
  first?.()
}

function close(state: State): Promise<void> {
  state.closing = true
  return new Promise((resolve) => {
    state.onDown = () => {
      if (state.open === 0 && state.waiting.size === 0) resolve()
    }
    const idle = [...state.idle.splice(0), ...state.kept.values()]
    state.kept.clear()
    for (const { session, timer } of idle) {
      clearTimeout(timer)
      void retire(state, session)
    }
    state.onDown()
  })
}
