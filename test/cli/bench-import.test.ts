import { expect, it } from 'vitest'
import { mawja } from '../support/command-line.ts'

it('measures an import beside the CSV library reading the same file', async () => {
  const { code, json } = await mawja({ MAWJA_DATABASE: ':memory:' }, 'bench', 'import', '--rows', '3000')
  expect(code).toBe(0)
  expect(Object.keys(json).sort()).toEqual(['baseline', 'figure', 'ratio', 'rows', 'rssBytes'])
  const { figure, baseline, ratio, rssBytes } = json as Record<string, number>
  expect(ratio).toBeCloseTo(figure! / baseline!, 6)
  expect(rssBytes).toBeGreaterThan(10_000_000)
}, 120_000)
