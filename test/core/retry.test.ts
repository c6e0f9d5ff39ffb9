import { expect, it } from 'vitest'
import { retryAt } from '../../src/core/retry.ts'

const minute = 60_000
const hour = 60 * minute

it('waits longer each time, and gives up after two days', () => {
  const waits: number[] = []
  let now = 0
  for (let attempts = 1; ; attempts++) {
    const next = retryAt(attempts, 0, now, undefined, 0)
    if (next === null) break
    waits.push((next - now) / minute)
    now = next
  }
  expect(waits.slice(0, 8)).toEqual([5, 15, 30, 60, 120, 240, 480, 480])
  expect(now).toBeLessThanOrEqual(48 * hour)
  expect(now).toBeGreaterThan(36 * hour)
})

it('never comes back earlier than asked', () => {
  expect(retryAt(1, 0, 0, 2 * hour, 0)).toBe(2 * hour)
  expect(retryAt(1, 0, 0, 1000, 0)).toBe(5 * minute)
  expect(retryAt(1, 0, 0, 72 * hour, 0)).toBe(72 * hour)
  expect(retryAt(5, 0, 0, 72 * hour, 0)).toBeNull()
})

it('spreads by up to a fifth', () => {
  expect(retryAt(1, 0, 0, undefined, 1)).toBe(6 * minute)
  expect(retryAt(1, 0, 0, undefined, 0.5)).toBe(5.5 * minute)
})

it('gives up for many tries, never for the time alone that a channel rested', () => {
  const late = 5 * 24 * hour
  expect([1, 2, 3, 4].map((attempts) => retryAt(attempts, 0, late, undefined, 0))).toEqual([
    late + 5 * minute,
    late + 15 * minute,
    late + 30 * minute,
    late + hour,
  ])
  expect(retryAt(5, 0, late, undefined, 0)).toBeNull()
})
