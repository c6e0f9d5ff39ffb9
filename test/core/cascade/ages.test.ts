import fc from 'fast-check'
import { expect, it } from 'vitest'
import { joinedAges } from '../../../src/core/cascade/ages.ts'
import { emailDelays, shareBy } from '../../../src/core/cascade/delay-law.ts'

const ages = fc.array(fc.record({ age: fc.double({ min: 0, max: 5e5, noNaN: true }), count: fc.nat(50) }), {
  minLength: 1,
  maxLength: 400,
})
const sum = (all: readonly number[]) => all.reduce((total, one) => total + one, 0)

it('keeps everybody, the mean age, and what is said of them to a thousandth', () => {
  fc.assert(
    fc.property(ages, (all) => {
      const joined = joinedAges(all)
      const people = sum(all.map(({ count }) => count))
      expect(sum(joined.map(({ count }) => count))).toBe(people)
      const time = (of: typeof all) => sum(of.map(({ age, count }) => age * count))
      expect(time(joined)).toBeCloseTo(time(all), 3)
      const share = (of: typeof all) =>
        sum(of.map(({ age, count }) => count * shareBy(emailDelays, age))) / Math.max(1, people)
      expect(Math.abs(share(joined) - share(all))).toBeLessThan(0.001)
    }),
  )
})

it('leaves ages that are far apart as they are', () => {
  const apart = [0, 30, 90, 1440, 43_200].map((age) => ({ age, count: 3 }))
  expect(joinedAges(apart)).toEqual(apart)
})

it('makes a year of hours into less than three hundred ages', () => {
  const year = Array.from({ length: 365 * 24 }, (_, hour) => ({ age: hour * 60 + 30, count: 1 }))
  expect(joinedAges(year).length).toBeLessThan(300)
})
