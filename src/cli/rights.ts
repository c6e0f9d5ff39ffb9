import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { portable } from '../engine/own-data.ts'
import { type Register, registerDocument } from '../engine/register.ts'
import { accessNamed } from '../engine/rights.ts'
import { readAssets } from '../node/assets.ts'
import { bundler } from '../web/assets.ts'
import { ownDataFile } from '../web/public/own-data.tsx'
import { command, given, withDeps } from './command.ts'
import { type Context, text, texts, Usage, type Verb } from './verb.ts'

const one = { least: 1, most: 1 }
const string = { type: 'string' } as const
/** Whom a verb is about. */
const whom = (context: Context) => ({ email: context.words[0]!, ...given(context, 'institution') })

const forget: Verb = {
  name: 'forget',
  usage: 'forget EMAIL [--institution I]',
  does: 'erases a person from every table; counts stay, and nobody writes there again',
  words: one,
  options: { institution: string },
  run: (context) => command(context, 'forget', whom(context)),
}

const access: Verb = {
  name: 'access',
  usage: 'access EMAIL --institution I --out DIR',
  does: 'writes everything that is known about a person, to read (person.html) and for programs (person.json)',
  words: one,
  options: { institution: string, out: string },
  needs: ['institution', 'out'],
  run: writeAccess,
}

const rectify: Verb = {
  name: 'rectify',
  usage: 'rectify EMAIL --institution I [--set field=value …] [--email NEW] [--phone NEW]',
  does: 'puts right what is wrong about a person; an empty value takes a field away',
  words: one,
  options: { institution: string, set: { type: 'string', multiple: true }, email: string, phone: string },
  needs: ['institution'],
  run: (context) => {
    const set = {
      ...Object.fromEntries(texts(context, 'set').map(readPair)),
      ...given(context, 'email', 'phone'),
    }
    return command(context, 'rectify', { ...whom(context), set })
  },
}

const object: Verb = {
  name: 'object',
  usage: 'object EMAIL --institution I [--to campaigns|notices|all]',
  does: 'writes down that a person objects, and stops what they object to',
  words: one,
  options: { institution: string, to: string },
  needs: ['institution'],
  run: (context) => command(context, 'object', { ...whom(context), ...given(context, 'to') }),
}

const retention: Verb = {
  name: 'retention',
  usage: 'retention [--dry-run]',
  does: 'removes what has come to its end, and prints the proof; every night does the same',
  words: { least: 0, most: 0 },
  options: { 'dry-run': { type: 'boolean' } },
  run: (context) => command(context, 'retention', { dryRun: context.options['dry-run'] === true }),
}

const register: Verb = {
  name: 'register',
  usage: 'register --institution I --out FILE',
  does: 'writes the register of processing, as a document (FILE.md) or for programs (FILE.json)',
  words: { least: 0, most: 0 },
  options: { institution: string, out: string },
  needs: ['institution', 'out'],
  run: writeRegister,
}

export const rightsVerbs: readonly Verb[] = [forget, access, rectify, object]
export const registerVerbs: readonly Verb[] = [retention, register]

/** `city=Liège`; the value may hold what it likes. @throws Usage */
function readPair(pair: string): [string, string] {
  const cut = pair.indexOf('=')
  if (cut < 1) throw new Usage(`--set: write field=value, not "${pair}"`)
  return [pair.slice(0, cut).trim(), pair.slice(cut + 1)]
}

function writeAccess(context: Context): Promise<object> {
  const out = text(context, 'out')!
  return withDeps(context, async (deps) => {
    const data = await accessNamed(deps, whom(context))
    const css = await bundler(readAssets()).read('public.css')
    await mkdir(out, { recursive: true })
    const files = { json: join(out, 'person.json'), html: join(out, 'person.html') }
    // For the person's eyes: nobody else on this machine reads it.
    await writeFile(files.json, `${JSON.stringify(portable(data), null, 2)}\n`, { mode: 0o600 })
    await writeFile(files.html, await ownDataFile(data, String(css?.body ?? '')), { mode: 0o600 })
    const rows = Object.entries(data.sections).map(([name, own]) => [name, own.length])
    return { ...files, language: data.language, rows: Object.fromEntries(rows) }
  })
}

async function writeRegister(context: Context): Promise<object> {
  const out = text(context, 'out')!
  if (!/\.(md|json)$/.test(out)) throw new Usage('--out: name a file that ends in .md or .json')
  const facts = (await command(context, 'register', given(context, 'institution'))) as Register
  const document = out.endsWith('.md') ? registerDocument(facts) : `${JSON.stringify(facts, null, 2)}\n`
  await writeFile(out, document)
  return { institution: facts.institution, people: facts.people, campaigns: facts.campaigns.length, out }
}
