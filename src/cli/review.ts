import { command, given } from './command.ts'
import type { Verb } from './verb.ts'

const string = { type: 'string' } as const

function reviewVerb(name: 'submit' | 'return' | 'approve', does: string, comment: 'may' | 'must'): Verb {
  return {
    name,
    usage: `${name} CAMPAIGN --as OFFICER ${comment === 'must' ? '--comment TEXT' : '[--comment TEXT]'}`,
    does,
    words: { least: 1, most: 1 },
    options: { as: string, comment: string },
    needs: comment === 'must' ? ['as', 'comment'] : ['as'],
    run: (context) =>
      command(context, name, { campaign: context.words[0]!, ...given(context, 'as', 'comment') }),
  }
}

/** How an edition comes to its approval. */
export const reviewVerbs: readonly Verb[] = [
  reviewVerb('submit', 'asks for a second person’s reading of the newest edition', 'may'),
  reviewVerb('return', 'gives it back to its author with what should change', 'must'),
  reviewVerb('approve', 'a second officer says yes to content, audience and time', 'may'),
]
