import type { Receipt } from '../../core/channel.ts'

/** When a server is left alone: after a connection that could not be opened nobody tries for a while. */
export type Pauses = {
  /** Time that is left, ms; 0 or less = none. */
  leftMs(): number
  isShort(): boolean
  /** Waits for a short pause and answers null; of a long one, what everybody is told meanwhile. */
  sitOut(signal: AbortSignal): Promise<Receipt | null>
  /** Lines lost in a row before they were of use. */
  losses(): number
  /** @param losses  as they stood when the line was opened: those that opened together count once */
  begin(receipt: Receipt, losses: number): void
  /** A line was opened. */
  end(): void
}

/** One lost line among thousands of good ones must not stop all the others: parts of the pause come first. */
const shortParts = [1 / 40, 1 / 20]

/** @param pauseMs  after a refused greeting or login, or the third loss in a row */
export function newPauses(pauseMs: number): Pauses {
  let pause = { untilMs: 0, isShort: false, receipt: null as Receipt | null }
  let losses = 0
  const leftMs = () => pause.untilMs - Date.now()
  return {
    leftMs,
    isShort: () => pause.isShort,
    sitOut: async (signal) => {
      if (pause.isShort) return later(leftMs(), signal)
      const { receipt } = pause
      return receipt?.outcome === 'refused' ? { retryAfterMs: leftMs(), ...receipt } : receipt
    },
    losses: () => losses,
    begin: (receipt, before) => {
      if (before === losses) losses++
      const wasLost = receipt.outcome === 'refused' && receipt.reason === 'network'
      const part = wasLost ? shortParts[losses - 1] : undefined
      pause = { untilMs: Date.now() + pauseMs * (part ?? 1), isShort: part !== undefined, receipt }
    },
    end: () => {
      losses = 0
    },
  }
}

function later(ms: number, signal: AbortSignal): Promise<null> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer)
      signal.removeEventListener('abort', done)
      resolve(null)
    }
    const timer = setTimeout(done, ms)
    signal.addEventListener('abort', done)
  })
}
