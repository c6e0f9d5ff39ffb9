import { expect, it } from 'vitest'
import { benchEnroll } from '../../src/cli/bench/enroll.ts'
import { readSettings } from '../../src/config.ts'

it('launches to everybody who may be written to, and writes the same rows once more', async () => {
  const options = { rows: '2000', rounds: '1' }
  const answer = await benchEnroll({ words: [], options, settings: readSettings({}), environment: {} })
  expect(answer).toMatchObject({ contacts: 2000, rounds: 1 })
  // One in twenty has withdrawn, one in thirteen never agreed, one in fifty is suppressed, one in fifty has no address.
  expect(answer.messages).toBeGreaterThan(1500)
  expect(answer.messages).toBeLessThan(1900)
  expect(answer.ratio).toBe(answer.figure / answer.baseline)
}, 60_000)
