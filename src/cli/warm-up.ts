import { command, given } from './command.ts'
import { type Context, text, Usage, type Verb, whole } from './verb.ts'

const string = { type: 'string' } as const
const one = { least: 1, most: 1 }

const start: Verb = {
  name: 'warm-up start',
  usage: 'warm-up start DOMAIN [--first N] [--growth G] [--from DATE]',
  does: 'sends little from a new domain to each provider at first, and more each day that went well',
  words: one,
  options: { first: string, growth: string, from: string },
  run: (context) =>
    command(context, 'warm-up start', {
      domain: context.words[0]!,
      ...given(context, 'from'),
      ...numbersOf(context),
    }),
}

const show: Verb = {
  name: 'warm-up show',
  usage: 'warm-up show DOMAIN',
  does: 'shows plan and days of a domain: what each provider got, and what it said to that',
  words: one,
  options: {},
  run: (context) => command(context, 'warm-up show', { domain: context.words[0]! }),
}

const stop: Verb = {
  name: 'warm-up stop',
  usage: 'warm-up stop DOMAIN',
  does: 'ends it: nothing waits for the next day any more',
  words: one,
  options: {},
  run: (context) => command(context, 'warm-up stop', { domain: context.words[0]! }),
}

export const warmUpVerbs: readonly Verb[] = [start, show, stop]

function numbersOf(context: Context): { first?: number; growth?: number } {
  const [first, growth] = [text(context, 'first'), text(context, 'growth')]
  if (growth !== undefined && !/^\d(\.\d+)?$/.test(growth))
    throw new Usage(`--growth: write a number such as 1.5, not "${growth}"`)
  return {
    ...(first === undefined ? {} : { first: whole('--first', first, 1) }),
    ...(growth === undefined ? {} : { growth: Number(growth) }),
  }
}
