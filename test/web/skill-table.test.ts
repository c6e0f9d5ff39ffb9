import fc from 'fast-check'
import { expect, it } from 'vitest'
import { skillTable } from '../../src/web/desk/analyst/skills-panel.ts'

const rows = fc.uniqueArray(
  fc.record({
    skill: fc.constantFrom('java', 'soudure', 'médecine'),
    country: fc.constantFrom('FR', 'BE', 'MA', ''),
    count: fc.oneof(fc.integer({ min: 1, max: 25 }), fc.integer({ min: 1, max: 900 })),
  }),
  { selector: ({ skill, country }) => `${skill} ${country}`, minLength: 1 },
)

it('lets nobody find a small number by subtracting', () => {
  fc.assert(
    fc.property(rows, (all) => {
      const { skills, countries, cell } = skillTable(all, true)
      for (const { name, total } of skills) {
        const cells = countries.map((country) => cell(name, country))
        const shown = cells.filter((value) => typeof value === 'number')
        expect(shown.every((value) => value >= 10)).toBe(true)
        const left = (total as number) - shown.reduce((sum, value) => sum + value, 0)
        const hidden = all.filter(({ skill, country }) => skill === name && cell(name, country) === 'hidden')
        // What is left over is nobody, or several cells that are not few together.
        expect(left === 0 || (hidden.length > 1 && left >= 10)).toBe(true)
      }
    }),
  )
})

it('names no skill that too few have, and tells officers everything', () => {
  const few = [{ skill: 'apiculture', country: 'FR', count: 4 }]
  expect(skillTable(few, true).skills).toEqual([])
  const open = skillTable(few, false)
  expect(open.skills).toEqual([{ name: 'apiculture', total: 4 }])
  expect([open.cell('apiculture', 'FR'), open.cell('apiculture', 'BE')]).toEqual([4, 0])
})
