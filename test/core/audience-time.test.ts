import fc from 'fast-check'
import { expect, it } from 'vitest'
import {
  ago,
  dayOf,
  dayRange,
  instantRange,
  isDate,
  type Range,
  readPeriod,
} from '../../src/core/audience-time.ts'

const at = (text: string) => Date.parse(text)

it.each([
  ['2026-11-23T09:00Z', '90d', '2026-08-25T09:00Z'],
  ['2026-11-23T09:00Z', '2w', '2026-11-09T09:00Z'],
  ['2026-08-31T23:59Z', '6m', '2026-02-28T23:59Z'],
  ['2024-08-31T00:00Z', '6m', '2024-02-29T00:00Z'],
  ['2026-03-31T10:00Z', '1m', '2026-02-28T10:00Z'],
  ['2026-01-15T10:00Z', '1m', '2025-12-15T10:00Z'],
  ['2024-02-29T10:00Z', '1y', '2023-02-28T10:00Z'],
  ['2026-11-23T09:00Z', '25m', '2024-10-23T09:00Z'],
])('%s less %s is %s', (now, period, then) => {
  expect(new Date(ago(at(now), period)).toISOString()).toBe(new Date(then).toISOString())
})

it('a year is twelve months', () => {
  const instants = fc.date({ min: new Date('1990-01-01'), max: new Date('2090-01-01'), noInvalidDate: true })
  fc.assert(
    fc.property(instants, fc.integer({ min: 1, max: 99 }), (now, years) => {
      expect(ago(now.getTime(), `${years}y`)).toBe(ago(now.getTime(), `${years * 12}m`))
    }),
  )
})

it.each(['0d', '90', 'd', '1h', '-3d', '1.5m', '99999d', '1000y', '3 d d', ''])('%j is no period', (text) => {
  expect(readPeriod(text)).toBeNull()
})

it('knows dates of the calendar', () => {
  expect(['2026-02-28', '2024-02-29', '2000-12-31'].filter(isDate)).toHaveLength(3)
  const odd = ['2026-02-29', '2026-13-01', '2026-1-1', '2026', '2026-01-01T00:00', '0001-01-01']
  expect(odd.filter(isDate)).toEqual([])
})

it('puts every instant before, on or after a day, and every date', () => {
  const now = at('2026-11-23T09:00Z')
  const day = fc.constantFrom('2026-03-01', '2024-02-29', '2025-12-31')
  const inside = <T extends string | number>(value: T, { least, below }: Range<T>) =>
    (least === null || value >= least) && (below === null || value < below)
  fc.assert(
    fc.property(day, fc.integer({ min: -2 * 86_400_000, max: 2 * 86_400_000 }), (day, offset) => {
      const moment = at(`${day}T00:00Z`) + offset
      const [before, after] = [instantRange('before', day, now), instantRange('after', day, now)]
      const sides = [inside(moment, before), dayOf(moment) === day, inside(moment, after)]
      expect(sides.filter(Boolean)).toHaveLength(1)
      const days = [dayRange('before', day, now), dayRange('after', day, now)]
      expect(inside(dayOf(moment), days[0]!)).toBe(sides[0])
      expect(inside(dayOf(moment), days[1]!)).toBe(sides[2])
    }),
  )
})

it('takes what lies ahead for neither recent nor long ago', () => {
  const now = at('2026-11-23T09:00Z')
  expect(instantRange('within', '1d', now)).toEqual({ least: now - 86_400_000, below: now + 1 })
  expect(dayRange('within', '1d', now)).toEqual({ least: '2026-11-22', below: '2026-11-24' })
  expect(dayRange('olderThan', '1d', now)).toEqual({ least: null, below: '2026-11-22' })
})
