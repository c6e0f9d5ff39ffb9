import { customTypes } from '../core/fields.ts'
import { command, given } from './command.ts'
import { type Context, text, type Verb } from './verb.ts'

const string = { type: 'string' } as const

export const fieldVerb: Verb = {
  name: 'field add',
  usage: `field add NAME --type ${customTypes.join('|')} [--institution I] [--choices a|b|c] [--label-fr TEXT] [--label-ar TEXT] [--label-en TEXT]`,
  does: "declares a field of an institution's own, with its type",
  words: { least: 1, most: 1 },
  options: {
    type: string,
    institution: string,
    choices: string,
    'label-fr': string,
    'label-ar': string,
    'label-en': string,
  },
  needs: ['type'],
  run: (context) =>
    command(context, 'field add', {
      name: context.words[0]!,
      ...given(context, 'type', 'institution'),
      ...choicesOf(context),
      labels: labelsOf(context),
    }),
}

function choicesOf(context: Context): { choices?: string[] } {
  const choices = text(context, 'choices')
  return choices === undefined ? {} : { choices: choices.split('|') }
}

const labelsOf = (context: Context): Record<string, string> =>
  Object.fromEntries(
    ['fr', 'ar', 'en'].flatMap((language) => {
      const label = text(context, `label-${language}`)
      return label === undefined ? [] : [[language, label]]
    }),
  )
