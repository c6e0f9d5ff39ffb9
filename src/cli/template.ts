import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { AppError } from '../core/error.ts'
import { readFolder } from '../node/files.ts'
import { command, given } from './command.ts'
import { type Context, text, type Verb } from './verb.ts'

const string = { type: 'string' } as const
const none = { least: 0, most: 0 }
const one = { least: 1, most: 1 }

const list: Verb = {
  name: 'template list',
  usage: 'template list [--institution I]',
  does: "lists the house's layouts and the institution's own, with the campaigns that use them",
  words: none,
  options: { institution: string },
  run: (context) => command(context, 'template list', given(context, 'institution')),
}

const show: Verb = {
  name: 'template show',
  usage: 'template show NAME [--version N|house] [--institution I]',
  does: 'prints the text of a layout: the newest saved one, or an earlier one',
  words: one,
  options: { version: string, institution: string },
  run: (context) =>
    command(context, 'template show', {
      name: context.words[0]!,
      ...given(context, 'version', 'institution'),
    }),
}

const save: Verb = {
  name: 'template save',
  usage: 'template save NAME FILE --as OFFICER [--institution I]',
  does: 'saves a file as the newest text of a layout; publishes nothing',
  words: { least: 2, most: 2 },
  options: { as: string, institution: string },
  needs: ['as'],
  run: (context) => {
    const file = context.words[1]!
    if (!statSync(file, { throwIfNoEntry: false })?.isFile())
      throw new AppError('not_found', 'layout-file', `${file}: there is no such file`)
    return command(context, 'template save', {
      name: context.words[0]!,
      source: readFileSync(file, 'utf8'),
      ...given(context, 'as', 'institution'),
    })
  },
}

const preview: Verb = {
  name: 'template preview',
  usage: 'template preview NAME --out DIR [--language L] [--institution I]',
  does: 'writes a sample letter in the newest saved text of a layout, and says what is wrong with it',
  words: one,
  options: { out: string, language: string, institution: string },
  needs: ['out'],
  run: async (context) => {
    const asked = { name: context.words[0]!, ...given(context, 'language', 'institution') }
    const answer = (await command(context, 'template preview', asked)) as Record<string, string>
    const { html, text: plain, ...rest } = answer
    const folder = text(context, 'out')!
    mkdirSync(folder, { recursive: true })
    writeFileSync(join(folder, 'message.html'), html!)
    writeFileSync(join(folder, 'message.txt'), plain!)
    return rest
  },
}

/** A verb that takes a layout and the officer who acts. */
const acted = (name: 'template publish' | 'template remove', does: string): Verb => ({
  name,
  usage: `${name} NAME --as OFFICER [--institution I]`,
  does,
  words: one,
  options: { as: string, institution: string },
  needs: ['as'],
  run: (context) =>
    command(context, name, { name: context.words[0]!, ...given(context, 'as', 'institution') }),
})

const out: Verb = {
  name: 'template export',
  usage: 'template export DIR [--institution I]',
  does: "writes the institution's own layouts into a folder, byte for byte",
  words: one,
  options: { institution: string },
  run: async (context) => {
    const answer = await command(context, 'template export', given(context, 'institution'))
    const { files } = answer as { files: Record<string, string> }
    for (const [path, source] of Object.entries(files)) {
      const file = join(context.words[0]!, path)
      mkdirSync(dirname(file), { recursive: true })
      writeFileSync(file, source)
    }
    return { files: Object.keys(files) }
  },
}

const bring: Verb = {
  name: 'template import',
  usage: 'template import DIR --as OFFICER [--institution I]',
  does: 'saves every .mjml file of a folder as a layout; publishes nothing',
  words: one,
  options: { as: string, institution: string },
  needs: ['as'],
  run: importFolder,
}

async function importFolder(context: Context): Promise<object> {
  const folder = context.words[0]!
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory())
    throw new AppError('not_found', 'layout-folder', `${folder}: there is no such folder`)
  const files = Object.entries(readFolder(folder)).filter(([path]) => path.endsWith('.mjml'))
  const saved: object[] = []
  for (const [path, source] of files.sort()) {
    const name = path.slice(0, -'.mjml'.length)
    const who = { as: text(context, 'as')!, ...given(context, 'institution') }
    saved.push(await command(context, 'template save', { name, source, ...who }))
  }
  return { saved }
}

export const templateVerbs: readonly Verb[] = [
  list,
  show,
  save,
  preview,
  acted('template publish', 'checks the newest saved text of a layout and makes it the one in use'),
  acted('template remove', 'removes a layout of the institution that nothing uses any more'),
  out,
  bring,
]
