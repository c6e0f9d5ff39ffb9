import { defineConfig } from 'vitest/config'
import { summary } from './test/support/summary-reporter.ts'

/** `npm run test:long`: what takes many minutes. The ordinary tests hold the same things on less. */
export default defineConfig({
  test: {
    include: ['test/long/**/*.test.ts'],
    pool: 'forks',
    maxWorkers: 1,
    testTimeout: 3_600_000,
    reporters: ['default', summary()],
  },
})
