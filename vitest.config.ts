import { configDefaults, defineConfig } from 'vitest/config'
import { summary } from './test/support/summary-reporter.ts'

/** `npm test`: everything that needs no more than npm. What wants a real mail server has a configuration of its own. */
export default defineConfig({
  test: {
    include: ['test/**/*.test.{ts,tsx}'],
    exclude: [...configDefaults.exclude, 'test/system/**', 'test/long/**'],
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 60_000,
    reporters: ['default', summary()],
  },
})
