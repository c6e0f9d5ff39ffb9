import { defineConfig } from 'vitest/config'
import { summary } from '../../summary-reporter.ts'

export default defineConfig({
  test: { root: import.meta.dirname, include: ['*.run.ts'], reporters: ['default', summary()] },
})
