import fc from 'fast-check'
import { expect, it } from 'vitest'
import { visualOrder } from '../../src/pdf/visual-order.ts'

const shown = (line: string, rtl = true) => visualOrder(line, rtl).map(({ text }) => text)

it('leaves a line of Latin letters as it is', () => {
  expect(shown('Élan : 12 %', false).join('')).toBe('Élan : 12 %')
})

it('puts the first Arabic word last, and leaves the letters of each to the shaping', () => {
  expect(shown('موجة من')).toEqual(['من', ' ', 'موجة'])
})

it('keeps numbers and Latin words in their own order inside Arabic', () => {
  expect(shown('من 59 إلى 1,5')).toEqual(['1,5', ' ', 'إلى', ' ', '59', ' ', 'من'])
  expect(shown('هي R = 1 − 120 ثم').join('')).toContain('R = 1 − 120')
})

it('mirrors brackets where the line runs from the right', () => {
  expect(shown('قال (نعم).').join('|')).toBe('.(|نعم|)| |قال')
})

it('turns Arabic inside a Latin line alone', () => {
  expect(shown('Le mot موجة من, ici', false).join('')).toBe('Le mot من موجة, ici')
})

it('loses no letter, whatever the line', () => {
  const letter = fc.constantFrom(...'abÉœ 019.,:()«»ابتم؟،−%')
  fc.assert(
    fc.property(fc.array(letter), fc.boolean(), (letters, rtl) => {
      const bare = (text: string) => [...text.replace(/[()«»]/g, '|')].sort().join('')
      expect(bare(shown(letters.join(''), rtl).join(''))).toBe(bare(letters.join('')))
    }),
  )
})
