import { command, given } from './command.ts'
import { instant, text, type Verb } from './verb.ts'

const string = { type: 'string' } as const
const one = { least: 1, most: 1 }

const add: Verb = {
  name: 'api-key add',
  usage: 'api-key add NAME --as OFFICER --scopes a,b [--institution I] [--expires DATE]',
  does: 'makes a key of the interface for programs and shows it, once',
  words: one,
  options: { as: string, scopes: string, institution: string, expires: string },
  needs: ['as', 'scopes'],
  run: (context) => {
    const expires = text(context, 'expires')
    return command(context, 'api-key add', {
      name: context.words[0]!,
      scopes: text(context, 'scopes')!.split(',').filter(Boolean),
      ...given(context, 'as', 'institution'),
      ...(expires === undefined ? {} : { expires: instant('--expires', expires) }),
    })
  },
}

const list: Verb = {
  name: 'api-key list',
  usage: 'api-key list [--institution I]',
  does: 'lists the keys, without their secrets',
  words: { least: 0, most: 0 },
  options: { institution: string },
  run: (context) => command(context, 'api-key list', given(context, 'institution')),
}

const revoke: Verb = {
  name: 'api-key revoke',
  usage: 'api-key revoke PREFIX [--institution I]',
  does: 'a key opens nothing any more, at once',
  words: one,
  options: { institution: string },
  run: (context) =>
    command(context, 'api-key revoke', { prefix: context.words[0]!, ...given(context, 'institution') }),
}

export const apiKeyVerbs: readonly Verb[] = [add, list, revoke]
