import type { Reporter, TestModule, TestSuite } from 'vitest/node'

export type Summary = { passed: number; failed: number; skipped: number }

/**
 * Ends a run with one line that scripts read, `N passed, N failed`; `, N skipped` follows only where there are any.
 *
 * It is written while the process exits, so that nothing can come after it: neither the other reporter's closing words
 * nor a complaint about something that would not stop.
 */
export function summary(): Reporter {
  return {
    onTestRunEnd(modules, unhandled) {
      const line = sayCounts(countResults(modules, unhandled.length))
      process.once('exit', () => process.stdout.write(`${line}\n`))
    },
  }
}

/**
 * A file that cannot be read, a hook that fails and an error that nobody caught are failures too: without them a broken
 * file would count as nothing at all.
 */
export function countResults(modules: readonly TestModule[], unhandled: number): Summary {
  const counts: Summary = { passed: 0, failed: unhandled, skipped: 0 }
  for (const module of modules) {
    counts.failed += [module, ...module.children.allSuites()].filter(isBroken).length
    for (const test of module.children.allTests()) {
      const { state } = test.result()
      // A test that never came to its end has not passed.
      counts[state === 'pending' ? 'failed' : state]++
    }
  }
  return counts
}

const isBroken = (part: TestModule | TestSuite) => part.errors().length > 0

export function sayCounts({ passed, failed, skipped }: Summary): string {
  return `${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''}`
}
