import { beforeEach, expect, it } from 'vitest'
import { runCommand } from '../../src/engine/commands.ts'
import { register, registerDocument } from '../../src/engine/register.ts'
import { retain } from '../../src/engine/retention.ts'
import { registerWords as words } from '../../src/i18n/register.ts'
import { institutionById } from '../../src/store/institutions.ts'
import { testInstitution } from '../support/database.ts'
import { seedEverywhere } from '../support/everywhere.ts'
import { makeWorld, people, type World } from '../support/world.ts'

let world: World
beforeEach(async () => {
  world = await makeWorld()
  await world.import(people(6))
  await world.launch()
})

const facts = async (id = world.institution.id) =>
  register(world.deps, (await institutionById(world.db, id))!)
const set = (it: object) => runCommand(world.deps, 'institution set', { slug: 'mre', ...it })

it('counts what is really there, kind by kind', async () => {
  const it = await facts()
  expect([it.people, it.pending]).toEqual([6, 0])
  const kinds = Object.fromEntries(it.categories.map(({ name, count }) => [name, count]))
  expect(kinds).toMatchObject({ firstName: 6, lastName: 6, languages: 6, country: 6 })
  expect(kinds).not.toHaveProperty('birthDecade')
  expect(it.counts.channels).toEqual([{ name: 'email', count: 6 }])
  expect(it.counts.consents).toEqual([{ name: 'receive:email given', count: 6 }])
  expect(it.campaigns).toMatchObject([
    { slug: 'competences', class: 'campaign', state: 'running', reason: null },
  ])
})

it('is about one institution and names no reader', async () => {
  await seedEverywhere(world, 'zohra')
  const other = await testInstitution(world.db, 'ofii')
  expect(await facts(other.id)).toMatchObject({ people: 0, categories: [], campaigns: [] })
  const text = JSON.stringify(await facts())
  expect(text).toContain('"name":"note","count":1')
  expect((await facts()).counts).toMatchObject({
    returned: [{ name: 'delayed', count: 1 }],
    replied: [{ name: 'done', count: 1 }],
  })
  const document = registerDocument(await facts())
  expect(document).toMatch(/### Réponses reçues\n\n.*\n.*\n\| traitées \| 1 \|/)
  expect(document).toContain('| Réponses écrites par les personnes | 365 jours |')
  expect(
    text.match(/zohra-\w+/g)!.filter((word) => !/importsource|reason|request|kind|purpose/.test(word)),
  ).toEqual([])
})

it('says what the institution said, and what is still to be said', async () => {
  await set({
    controller: 'dpo=Salma Exemple | <dpo@mre.example>,transfer=Clauses types',
    retention: 'contact=365d',
  })
  await retain(world.deps)
  world.deps.settings.receivers = { email: 'smtp.fournisseur.example:587', x: null }
  const text = registerDocument(await facts())
  for (const title of Object.values(words.sections)) expect(text).toContain(`## ${title}\n`)
  expect(text).toContain('Salma Exemple \\| \\<dpo@mre.example\\>')
  expect(text).toContain('Clauses types')
  expect(text).toContain('| Serveur de courriel | smtp.fournisseur.example:587 |')
  expect(text).toContain('365 jours')
  expect(text).toContain('Dernier contrôle\u00a0: 2026-11-23')
  expect(text).toContain('institution set mre --controller cndp=…')
  expect(text).not.toContain('undefined')
})

it('lets no word of a file or a person begin a line or end a cell', async () => {
  world.db.raw.exec(`UPDATE contacts SET country = 'B|E', custom = '{"a|b\\n# c":1}'`)
  const lines = registerDocument(await facts()).split('\n')
  expect(lines.filter((line) => line.startsWith('# '))).toHaveLength(1)
  const rows = lines.filter((line) => line.startsWith('|'))
  const cells = (line: string) => line.split(/(?<!\\)\|/).length
  expect([...new Set(rows.map(cells))].sort()).toEqual([4, 8])
})

it('gives the reason of each notice, and requests as counts', async () => {
  world.db.raw.exec(`UPDATE editions SET definition = json_set(definition, '$.class', 'notice', '$.reason',
    json('{"fr":"Décret 2-26-117 sur les pièces consulaires"}'))`)
  await runCommand(world.deps, 'object', { email: 'reader1@diaspora.example', institution: 'mre', to: 'all' })
  const text = registerDocument(await facts())
  expect(text).toContain('Décret 2-26-117 sur les pièces consulaires')
  expect(text).toContain('| Opposition (art. 21) | 1 |')
})
