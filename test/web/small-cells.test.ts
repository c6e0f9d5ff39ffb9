import fc from 'fast-check'
import { expect, it } from 'vitest'
import { shown, shownColumn } from '../../src/web/desk/small-cells.ts'

it('hides small numbers from analysts alone', () => {
  expect([shown(9, true), shown(10, true), shown(9, false), shown(null, true)]).toEqual([
    'hidden',
    10,
    9,
    null,
  ])
  expect(shownColumn([3, 120, 40], false)).toEqual([3, 120, 40])
})

it('hides a second number when one alone could be found by subtraction', () => {
  expect(shownColumn([3, 120, 40], true)).toEqual(['hidden', 120, 'hidden'])
  expect(shownColumn([3, 4, 40, 120], true)).toEqual(['hidden', 'hidden', 'hidden', 120])
  expect(shownColumn([8, 7, 40, 120], true)).toEqual(['hidden', 'hidden', 40, 120])
  expect(shownColumn([30, 120, null], true)).toEqual([30, 120, null])
})

it('never leaves a lone or a small remainder', () => {
  const column = fc.array(fc.oneof(fc.nat(30), fc.nat(5000)), { minLength: 1, maxLength: 12 })
  fc.assert(
    fc.property(column, (values) => {
      const result = shownColumn(values, true)
      const hidden = values.filter((_, index) => result[index] === 'hidden')
      expect(result.every((value) => value === 'hidden' || (value as number) >= 10)).toBe(true)
      const sum = hidden.reduce((total, value) => total + value, 0)
      if (hidden.length && hidden.length < values.length) expect(hidden.length > 1 && sum >= 10).toBe(true)
    }),
  )
})
