import { expect, it } from 'vitest'
import { mawja } from '../support/command-line.ts'

it('measures clicks beside an empty answer, and every answer has its event', {
  timeout: 60_000,
}, async () => {
  const words = ['bench', 'track', '--rounds', '1', '--seconds', '1']
  const { code, json, problem } = await mawja({}, ...words)
  expect(problem).toBe('')
  expect(code).toBe(0)
  expect(json).toMatchObject({ lost: 0, rounds: 1 })
  const { figure, baseline, ratio, rssBytes, bursts } = json as Record<string, number>
  expect(figure).toBeGreaterThan(0)
  expect(baseline).toBeGreaterThan(0)
  expect(ratio).toBeCloseTo(figure! / baseline!, 2)
  expect(bursts).toBeGreaterThan(0)
  expect(rssBytes).toBeGreaterThan(1e6)
})
