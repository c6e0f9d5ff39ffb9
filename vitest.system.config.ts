import { defineConfig } from 'vitest/config'
import { summary } from './test/support/summary-reporter.ts'

/** `npm run test:system`: against servers from Debian packages, which test/system/install.sh brings. */
export default defineConfig({
  test: {
    include: ['test/system/**/*.test.ts'],
    pool: 'forks',
    maxWorkers: 1,
    testTimeout: 120_000,
    hookTimeout: 120_000,
    reporters: ['default', summary()],
  },
})
