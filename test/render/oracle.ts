import Handlebars from 'handlebars'
import { formatters } from '../../src/render/formatters.ts'
import type { Mode } from '../../src/render/interpret.ts'

/** Handlebars itself, with the same formatters: the yardstick of the interpreter. */
export function oracle(source: string, mode: Mode): (context: unknown) => string {
  const instance = Handlebars.create()
  for (const [name, formatter] of Object.entries(formatters)) {
    instance.registerHelper(name, (...all: unknown[]) => {
      const options = all.pop() as {
        hash: Record<string, unknown>
        data: { root: { language?: string } | null }
      }
      const language = options.hash.lang ?? options.data.root?.language
      return formatter.run(all, options.hash, typeof language === 'string' && language ? language : 'en')
    })
  }
  instance.logger.log = () => {}
  return instance.compile(source, { noEscape: mode === 'text' })
}

/** What came of it: two runs are the same when they give the same words or both refuse. */
export function outcome(run: () => string): string {
  try {
    return `= ${run()}`
  } catch {
    return 'refused'
  }
}
