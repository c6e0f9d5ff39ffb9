import { once } from 'node:events'
import { createReadStream, createWriteStream } from 'node:fs'
import { finished } from 'node:stream/promises'
import { csvRow } from '../core/csv-cell.ts'
import { institutionNamed } from '../engine/named.ts'
import { listSuppressions } from '../engine/suppression.ts'
import { importSuppressions } from '../engine/suppression-import.ts'
import { command, given, withDeps } from './command.ts'
import { checkFile } from './file.ts'
import { type Context, text, type Verb } from './verb.ts'

const one = { least: 1, most: 1 }
const string = { type: 'string' } as const
const whom = (context: Context) => ({ email: context.words[0]!, ...given(context, 'institution') })

const add: Verb = {
  name: 'suppression add',
  usage: 'suppression add EMAIL --institution I [--reason officer|complaint|unknown_user|list]',
  does: 'an address that must not be written to, whatever a file says',
  words: one,
  options: { institution: string, reason: string },
  needs: ['institution'],
  run: (context) => command(context, 'suppression add', { ...whom(context), ...given(context, 'reason') }),
}

const remove: Verb = {
  name: 'suppression remove',
  usage: 'suppression remove EMAIL --institution I --because TEXT [--erased]',
  does: 'takes an address off that list; the audit log keeps the hash and why',
  words: one,
  options: { institution: string, because: string, erased: { type: 'boolean' } },
  needs: ['institution', 'because'],
  run: (context) =>
    command(context, 'suppression remove', {
      ...whom(context),
      because: text(context, 'because')!,
      erased: context.options.erased === true,
    }),
}

const bringIn: Verb = {
  name: 'suppression import',
  usage: 'suppression import FILE --institution I',
  does: 'brings in a list of addresses, phone numbers or hashes that must not be written to',
  words: one,
  options: { institution: string },
  needs: ['institution'],
  run: (context) => {
    const [file] = context.words
    checkFile(file!)
    return withDeps(context, async (deps) => {
      const institution = await institutionNamed(deps, text(context, 'institution'))
      return importSuppressions(deps, { institution, chunks: createReadStream(file!) })
    })
  },
}

const takeOut: Verb = {
  name: 'suppression export',
  usage: 'suppression export --institution I --out FILE',
  does: 'writes that list as CSV: hash, reason, date',
  words: { least: 0, most: 0 },
  options: { institution: string, out: string },
  needs: ['institution', 'out'],
  run: writeList,
}

export const suppressionVerbs: readonly Verb[] = [add, remove, bringIn, takeOut]

function writeList(context: Context): Promise<object> {
  const path = text(context, 'out')!
  return withDeps(context, async (deps) => {
    const institution = await institutionNamed(deps, text(context, 'institution'))
    const out = createWriteStream(path)
    out.write(csvRow(['hash', 'reason', 'date']))
    let rows = 0
    for await (const page of listSuppressions(deps, institution)) {
      rows += page.length
      const lines = page.map((row) => csvRow([row.hash, row.reason, new Date(row.createdAt).toISOString()]))
      if (!out.write(lines.join(''))) await once(out, 'drain')
    }
    out.end()
    await finished(out)
    return { rows, out: path }
  })
}
