import type { MjmlCompiler } from '../render/mjml.ts'

/** Characters of sources and results together: some hundred mails. */
const mostCharacters = 8_000_000

type Answer = Awaited<ReturnType<MjmlCompiler>>
const memories = new WeakMap<MjmlCompiler, MjmlCompiler>()

/**
 * A compiler that remembers what it made of a source, the oldest forgotten first. A page of the editor checks the whole
 * folder each time, of which one text has changed: eleven languages and three steps are thirty compilations otherwise.
 * The same source gives the same octets, so nothing can be out of date.
 *
 * @param most  characters to be kept
 */
export function remembering(compile: MjmlCompiler, most = mostCharacters): MjmlCompiler {
  const known = memories.get(compile)
  if (known) return known
  const answers = new Map<string, Answer>()
  let kept = 0
  const sizeOf = (source: string, { html }: Answer) => source.length + html.length
  const made: MjmlCompiler = async (source) => {
    const before = answers.get(source)
    if (before) {
      // Used again: it goes to the end of the row.
      answers.delete(source)
      answers.set(source, before)
      return before
    }
    const answer = await compile(source)
    if (!answers.has(source)) kept += sizeOf(source, answer)
    answers.set(source, answer)
    for (const [oldest, one] of answers) {
      if (kept <= most) break
      answers.delete(oldest)
      kept -= sizeOf(oldest, one)
    }
    return answer
  }
  memories.set(compile, made)
  return made
}
