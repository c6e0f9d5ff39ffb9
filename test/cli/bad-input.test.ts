import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openSqlite } from '../../src/node/sqlite.ts'
import { definition, smallCampaign } from '../support/campaign.ts'
import { mawja } from '../support/command-line.ts'
import { temporaryFolder, writeCampaign } from '../support/installation.ts'

const folder = temporaryFolder()
const environment = { MAWJA_DATABASE: join(folder, 'mawja.db') }
beforeAll(async () => {
  expect((await mawja(environment, 'institution', 'add', 'mre', '--name', 'Maison')).code).toBe(0)
  const officer = await mawja(
    environment,
    'officer',
    'add',
    'amina@mre.example',
    '--role',
    'officer',
    '--institution',
    'mre',
  )
  expect(officer.code).toBe(0)
}, 60_000)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Everything in the database, as text. */
async function contents(): Promise<string> {
  const db = openSqlite(environment.MAWJA_DATABASE)
  const tables = await db
    .prepare("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
    .all<{ name: string }>()
  const rows = await Promise.all(
    tables.results.map(({ name }) => db.prepare(`SELECT * FROM "${name}"`).all()),
  )
  db.close()
  return JSON.stringify(rows.map((table) => table.results))
}

const invitation = smallCampaign()['invitation.fr.md']!
const spoiled = (from: string | RegExp, to: string) => ({ 'invitation.fr.md': invitation.replace(from, to) })

const faults: [what: string, change: Record<string, string | null>, line: RegExp][] = [
  [
    'broken YAML',
    { 'campaign.yaml': definition().replace('fallback: fr', 'fallback: [fr') },
    /campaign\.yaml:\d+: /,
  ],
  ['an unknown key', { 'campaign.yaml': `${definition()}colour: red\n` }, /campaign\.yaml:\d+: .*colour/],
  [
    'an unknown field of people',
    { 'campaign.yaml': definition({ audience: '{field: shoeSize, op: eq, value: 42}' }) },
    /campaign\.yaml:\d+: audience.*shoeSize/,
  ],
  [
    'an unknown segment',
    { 'campaign.yaml': definition({ audience: '{segment: nobody}' }) },
    /no segment "nobody"/,
  ],
  [
    'an unknown variable',
    spoiled('Bonjour {{contact.firstName}}', 'Bonjour {{contact.shoeSize}}'),
    /invitation\.fr\.md:\d+:\d+: .*contact\.shoeSize/,
  ],
  ['a missing fallback', { 'invitation.fr.md': null }, /campaign\.yaml: fallback: "fr" is missing/],
  ['a language nobody knows', { 'invitation.xx.md': invitation }, /invitation\.xx\.md: "xx" is not one of/],
  [
    'a triple-stash',
    spoiled('{{contact.firstName}},{{else}}', '{{{contact.firstName}}},{{else}}'),
    /invitation\.fr\.md:\d+(:\d+)?: .*two braces/,
  ],
  [
    'a script as a link',
    spoiled('https://www.mre.example/fr', 'javascript:alert(1)'),
    /invitation\.fr\.md:\d+(:\d+)?: .*javascript/i,
  ],
  [
    'a link to elsewhere',
    spoiled('https://www.mre.example/fr', 'https://elsewhere.example/'),
    /invitation\.fr\.md:\d+(:\d+)?: .*elsewhere\.example/,
  ],
  [
    'a mail over 102,000 bytes',
    { 'invitation.fr.md': invitation + 'Un long paragraphe. '.repeat(6000) },
    /invitation\.fr\.md.*102,?000/,
  ],
  [
    'a post that is too long',
    { 'annonce.fr.txt': `---\nstatus: reviewed\n---\n${'mot '.repeat(80)}{{shareUrl}}\n` },
    /annonce\.fr\.txt.*280/,
  ],
]

describe('publish refuses, in one line that names the place, and changes nothing', () => {
  for (const [what, change, line] of faults) {
    it(what, async () => {
      const before = await contents()
      const home = writeCampaign(join(folder, what.replaceAll(' ', '-')), smallCampaign(change))
      const refused = await mawja(environment, 'publish', home, '--as', 'amina@mre.example')
      expect(refused.code).toBe(1)
      expect(refused.out).toBe('')
      expect(refused.problem).toMatch(line)
      expect(refused.problem.trim().split('\n')).toHaveLength(1)
      expect(await contents()).toBe(before)
    }, 60_000)
  }

  it('a folder that is not there', async () => {
    const refused = await mawja(environment, 'publish', join(folder, 'nowhere'), '--as', 'amina@mre.example')
    expect(refused).toMatchObject({
      code: 1,
      problem: expect.stringMatching(/nowhere: there is no such folder\n$/),
    })
  }, 60_000)
})

describe('import refuses', () => {
  const file = join(folder, 'people.csv')
  const consent = [
    '--institution',
    'mre',
    '--basis',
    'consent',
    '--source',
    'Salon',
    '--consented-at',
    '2025-05-01',
  ]
  beforeAll(() => {
    mkdirSync(folder, { recursive: true })
    writeFileSync(file, 'email,prénom\nhind@diaspora.example,Hind\n')
  })

  for (const [what, map, line] of [
    ['a column that is not in the file', 'Courriel=email', /Courriel/],
    ['a field that does not exist', 'email=shoeSize!', /shoeSize/],
  ] as const) {
    it(`${what}`, async () => {
      const before = await contents()
      const refused = await mawja(environment, 'import', file, ...consent, '--map', map)
      expect(refused).toMatchObject({ code: 1, out: '', problem: expect.stringMatching(line) })
      expect(refused.problem.trim().split('\n')).toHaveLength(1)
      expect(await contents()).toBe(before)
    }, 60_000)
  }

  it('a file without source or date of consent, as wrong usage', async () => {
    const refused = await mawja(environment, 'import', file, '--institution', 'mre', '--basis', 'consent')
    expect(refused).toMatchObject({ code: 2, out: '', problem: expect.stringContaining('--source') })
  }, 60_000)
})

describe('the command line refuses', () => {
  it('an unknown setting', async () => {
    const refused = await mawja({ ...environment, MAWJA_MAIL_ULR: 'mailbox:' }, 'stats', 'competences')
    expect(refused).toMatchObject({
      code: 1,
      out: '',
      problem: 'MAWJA_MAIL_ULR is not a setting; did you mean MAWJA_MAIL_URL?\n',
    })
  }, 60_000)

  it('an unknown verb and an unknown option, as wrong usage', async () => {
    expect(await mawja(environment, 'sned')).toMatchObject({ code: 2, out: '' })
    expect(await mawja(environment, 'drain', '--untli', 'x')).toMatchObject({ code: 2, out: '' })
    expect(await mawja(environment, 'drain', '--until', 'tomorrow')).toMatchObject({ code: 2, out: '' })
  }, 60_000)

  it('a file that is no database, and leaves it as it is', async () => {
    const path = join(folder, 'notes.txt')
    writeFileSync(path, 'these are notes, not a database; a whole page of them. '.repeat(100))
    const refused = await mawja({ MAWJA_DATABASE: path }, 'migrate')
    expect(refused).toMatchObject({
      code: 1,
      problem: 'MAWJA_DATABASE: that file is not a database of Mawja\n',
    })
  }, 60_000)
})
