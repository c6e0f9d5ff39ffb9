import { webhookTypes } from '../core/webhook-out/events.ts'
import { command, given } from './command.ts'
import { text, type Verb } from './verb.ts'

const string = { type: 'string' } as const
const one = { least: 1, most: 1 }

const list: Verb = {
  name: 'webhook list',
  usage: 'webhook list [--institution I]',
  does: 'lists the systems that are told what happens, and their last deliveries',
  words: { least: 0, most: 0 },
  options: { institution: string },
  run: (context) => command(context, 'webhook list', given(context, 'institution')),
}

const add: Verb = {
  name: 'webhook add',
  usage: 'webhook add URL [--types a,b] [--description TEXT] [--as OFFICER] [--institution I]',
  does: `tells an address what happens, and shows its secret, once; types are ${webhookTypes.join(', ')}`,
  words: one,
  options: { types: string, description: string, as: string, institution: string },
  run: (context) => {
    const types = text(context, 'types')
    return command(context, 'webhook add', {
      url: context.words[0]!,
      ...given(context, 'description', 'as', 'institution'),
      ...(types === undefined ? {} : { types: types.split(',').filter(Boolean) }),
    })
  },
}

const onEndpoint = (
  name: 'rotate' | 'test' | 'on' | 'off' | 'remove' | 'deliveries',
  does: string,
): Verb => ({
  name: `webhook ${name}`,
  usage: `webhook ${name} ENDPOINT [--institution I]`,
  does,
  words: one,
  options: { institution: string },
  run: (context) =>
    command(context, `webhook ${name}`, {
      endpoint: context.words[0]!,
      ...given(context, 'institution'),
    }),
})

const again: Verb = {
  name: 'webhook again',
  usage: 'webhook again ENDPOINT EVENT [--institution I]',
  does: 'puts a delivery that is finished back into the queue',
  words: { least: 2, most: 2 },
  options: { institution: string },
  run: (context) =>
    command(context, 'webhook again', {
      endpoint: context.words[0]!,
      event: context.words[1]!,
      ...given(context, 'institution'),
    }),
}

export const webhookVerbs: readonly Verb[] = [
  list,
  add,
  onEndpoint('rotate', 'makes a new secret and shows it, once; the old one signs as well for 24 hours'),
  onEndpoint('test', 'sends an event now and says what came of it'),
  onEndpoint('on', 'calls the address again'),
  onEndpoint('off', 'calls the address no more; what waits for it is closed'),
  onEndpoint('remove', 'removes the address and the list of its deliveries'),
  onEndpoint('deliveries', 'lists the last 50 deliveries'),
  again,
]
