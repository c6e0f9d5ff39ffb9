import { readFileSync, statSync } from 'node:fs'
import { parse as parseYaml } from 'yaml'
import { AppError } from '../core/error.ts'
import { command, given } from './command.ts'
import type { Verb } from './verb.ts'

const string = { type: 'string' } as const
const one = { least: 1, most: 1 }

const save: Verb = {
  name: 'segment save',
  usage: 'segment save SLUG FILE-or-JSON [--name NAME] [--institution I]',
  does: 'saves an audience under a name',
  words: { least: 2, most: 2 },
  options: { name: string, institution: string },
  run: (context) =>
    command(context, 'segment save', {
      slug: context.words[0]!,
      audience: audienceFrom(context.words[1]!),
      ...given(context, 'name', 'institution'),
    }),
}

const list: Verb = {
  name: 'segment list',
  usage: 'segment list [--institution I]',
  does: 'lists the saved audiences with how many people are in each now',
  words: { least: 0, most: 0 },
  options: { institution: string },
  run: (context) => command(context, 'segment list', given(context, 'institution')),
}

const remove: Verb = {
  name: 'segment remove',
  usage: 'segment remove SLUG [--institution I]',
  does: 'removes a saved audience that nothing uses any more',
  words: one,
  options: { institution: string },
  run: (context) =>
    command(context, 'segment remove', { slug: context.words[0]!, ...given(context, 'institution') }),
}

const audience: Verb = {
  name: 'audience',
  usage: 'audience FILE-or-JSON [--institution I]',
  does: 'counts who an audience reaches, and who not and why',
  words: one,
  options: { institution: string },
  run: (context) =>
    command(context, 'audience', {
      audience: audienceFrom(context.words[0]!),
      ...given(context, 'institution'),
    }),
}

/** An audience in a file or on the command line, YAML or JSON. */
function audienceFrom(word: string): unknown {
  const isFile = statSync(word, { throwIfNoEntry: false })?.isFile()
  if (!isFile && !/^\s*[[{]/.test(word))
    throw new AppError('not_found', 'audience-file', `${word}: there is no such file`)
  try {
    return parseYaml(isFile ? readFileSync(word, 'utf8') : word)
  } catch (error) {
    const line = (error as Error).message.split('\n')[0]
    throw new AppError('invalid', 'audience-file', `${isFile ? word : 'audience'}: ${line}`)
  }
}

export const segmentVerbs: readonly Verb[] = [save, list, remove, audience]
