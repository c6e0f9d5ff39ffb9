import { expect, it } from 'vitest'
import { benchForecast } from '../../src/cli/bench/forecast.ts'
import { readSettings } from '../../src/config.ts'

it('prints the error of forecasts beside the naive one, of usual campaigns and of heavy tails', async () => {
  const options = { rows: '12', seed: '40' }
  const answer = await benchForecast({ words: [], options, settings: readSettings({}), environment: {} })
  expect(answer.ratio).toBe(answer.figure / answer.baseline)
  for (const { campaigns, medianError, benchmarkError, within50, within80 } of [
    answer.email,
    answer.heavyTails,
  ]) {
    expect(campaigns).toBe(12)
    expect(medianError).toBeLessThan(0.05)
    expect(benchmarkError).toBeGreaterThan(2 * medianError)
    expect(within80).toBeGreaterThanOrEqual(within50)
  }
})
