import { command, given } from './command.ts'
import type { Verb } from './verb.ts'

const string = { type: 'string' } as const

export const preflightVerb: Verb = {
  name: 'preflight',
  usage: 'preflight CAMPAIGN|DOMAIN [--institution I] [--as OFFICER] [--strict]',
  does: 'looks at the sending domain as receivers of its mail will',
  words: { least: 1, most: 1 },
  options: { institution: string, as: string, strict: { type: 'boolean' } },
  run: (context) =>
    command(context, 'preflight', {
      of: context.words[0]!,
      ...given(context, 'institution', 'as'),
      ...(context.options.strict ? { strict: true } : {}),
    }),
}
