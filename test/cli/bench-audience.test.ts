import { expect, it } from 'vitest'
import { benchAudience } from '../../src/cli/bench/audience.ts'
import { readSettings } from '../../src/config.ts'

it('asks five questions that some people answer and some do not', async () => {
  const options = { contacts: '5000', repeat: '1' }
  const answer = await benchAudience({ words: [], options, settings: readSettings({}), environment: {} })
  expect(answer.questions).toHaveLength(5)
  for (const { words, count, ms, baselineMs, ratio } of answer.questions) {
    expect(words).toMatch(/^People who .*\.$/)
    expect(count).toBeGreaterThan(50)
    expect(count).toBeLessThan(4000)
    expect(ratio).toBe(ms / baselineMs)
  }
  expect(answer.ratio).toBe(Math.max(...answer.questions.map((one) => one.ratio)))
  expect(answer.ratio).toBe(answer.figure / answer.baseline)
})
