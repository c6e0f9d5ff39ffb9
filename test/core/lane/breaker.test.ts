import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { breakerAfter, breakerState, failuresToOpen } from '../../../src/core/lane/breaker.ts'

const now = 1_000_000
const closed = { failures: 0, pausedUntil: null }
const failing = (count: number) => Array<boolean>(count).fill(false)

describe('a breaker', () => {
  it('opens after failures in a row, and not while some get through', () => {
    expect(breakerState(breakerAfter(closed, failing(failuresToOpen - 1), now), now)).toBe('closed')
    expect(breakerState(breakerAfter(closed, failing(failuresToOpen), now), now)).toBe('open')
    fc.assert(
      fc.property(fc.array(fc.boolean(), { maxLength: 80 }), (attempts) => {
        const longest = Math.max(
          0,
          ...attempts
            .join()
            .split('true')
            .map((run) => run.split('false').length - 1),
        )
        const state = breakerState(breakerAfter(closed, attempts, now), now)
        if (longest < failuresToOpen) expect(state).toBe('closed')
        if (attempts.at(-1)) expect(state).toBe('closed')
      }),
    )
  })

  it('lets one go ahead after its rest, whose answer closes it or makes the next rest longer', () => {
    const open = breakerAfter(closed, failing(failuresToOpen), now)
    expect(breakerState(open, open.pausedUntil!)).toBe('half-open')
    expect(breakerAfter(open, [true], open.pausedUntil!)).toEqual(closed)
    const again = breakerAfter(open, [false], open.pausedUntil!)
    expect(again.pausedUntil! - open.pausedUntil!).toBe(2 * (open.pausedUntil! - now))
  })

  it('counts nothing of what was still under way when it opened', () => {
    const open = breakerAfter(closed, failing(failuresToOpen), now)
    expect(breakerAfter(open, failing(50), now + 1)).toEqual(open)
  })
})
