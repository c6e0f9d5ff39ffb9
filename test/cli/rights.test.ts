import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { smallCampaign } from '../support/campaign.ts'
import { mawja, mawjaHere } from '../support/command-line.ts'
import { launchedInstallation, temporaryFolder } from '../support/installation.ts'

const folder = temporaryFolder()
const here = (name: string) => join(folder, name)
let environment: Record<string, string>
beforeAll(async () => {
  const rows = ['kenza@diaspora.example,Kenza,Benali,fr,BE', 'youssef@diaspora.example,Youssef,Exemple,ar,FR']
  environment = await launchedInstallation(folder, smallCampaign(), rows)
  await mawjaHere(environment, 'drain')
})
afterAll(() => rmSync(folder, { recursive: true }))

const run = (...words: string[]) => mawjaHere(environment, ...words)
const inMre = (...words: string[]) => run(...words, '--institution', 'mre')
const read = (name: string) => readFileSync(here(name), 'utf8')
const onDisk = (word: string) =>
  ['mawja.db', 'mawja.db-wal', 'mawja.db-shm']
    .map(here)
    .filter(existsSync)
    .some((file) => readFileSync(file).includes(word))

it('writes what is known of somebody for their eyes alone', async () => {
  const { code, json } = await inMre('access', 'Youssef@diaspora.example', '--out', here('youssef'))
  expect([code, json.language, json.rows]).toMatchObject([0, 'ar', { person: 1, messages: 1, mailbox: 1 }])
  const html = read('youssef/person.html')
  expect(html).toContain('<html lang="ar" dir="rtl">')
  expect(html).toContain('data:text/css')
  expect(html).not.toContain('Kenza')
  expect(JSON.parse(read('youssef/person.json')).person[0]).toMatchObject({
    firstName: 'Youssef',
    country: 'FR',
  })
  expect(statSync(here('youssef/person.html')).mode & 0o077).toBe(0)
})

it('puts right what is wrong, field by field', async () => {
  const set = ['--set', 'city=Liège, Outremeuse', '--set', 'custom.code=a=b', '--phone', '+32470123456']
  expect(await inMre('rectify', 'kenza@diaspora.example', ...set)).toMatchObject({
    code: 0,
    json: { changed: ['city', 'custom.code', 'phone'] },
  })
  await inMre('access', 'kenza@diaspora.example', '--out', here('kenza'))
  const { person, addresses } = JSON.parse(read('kenza/person.json'))
  expect(person[0]).toMatchObject({ city: 'Liège, Outremeuse', custom: { code: 'a=b' } })
  expect(addresses).toContainEqual({ channel: 'phone', address: '+32470123456' })
  expect((await inMre('rectify', 'kenza@diaspora.example', '--set', 'city')).code).toBe(2)
  expect(await inMre('rectify', 'kenza@diaspora.example', '--set', 'country=Atlantis')).toMatchObject({
    code: 1,
    problem: 'country: not a country (ISO 3166-1 code or name)\n',
  })
})

it('objects, and keeps lists that go out and come in', async () => {
  expect((await inMre('object', 'youssef@diaspora.example')).json).toEqual({ objected: 'campaigns' })
  expect((await inMre('object', 'youssef@diaspora.example', '--to', 'everything')).code).toBe(1)
  writeFileSync(here('list.txt'), 'a@reader.example\nb@reader.example\nnothing\n')
  expect((await inMre('suppression', 'import', here('list.txt'))).json).toMatchObject({
    added: 2,
    refused: 1,
  })
  expect((await inMre('suppression', 'add', 'c@reader.example')).json).toMatchObject({ reason: 'officer' })
  const removed = await inMre('suppression', 'remove', 'c@reader.example', '--because', 'letter 12')
  expect(removed.json).toMatchObject({ removed: 'officer' })
  const exported = await inMre('suppression', 'export', '--out', here('list.csv'))
  expect(exported.json).toMatchObject({ rows: 3 })
  expect(read('list.csv')).toMatch(/^hash,reason,date\r\n([0-9a-f]{32},(list|unsubscribed),20[^,]+Z\r\n){3}$/)
  expect((await inMre('suppression', 'import', here('list.csv'))).json).toMatchObject({ added: 0, known: 3 })
})

it('forgets somebody, down to the bytes of the file, while the figures stay', async () => {
  const figures = async () => (await run('stats', 'competences')).json
  const before = await figures()
  expect(onDisk('kenza@diaspora.example')).toBe(true)
  const forgotten = await run('forget', 'kenza@diaspora.example')
  expect(forgotten).toMatchObject({ code: 0, json: { erased: { contacts: 1, addresses: 2, mailbox: 1 } } })
  for (const word of ['kenza@diaspora.example', 'Kenza', 'Benali', 'Outremeuse', '+32470123456'])
    expect([word, onDisk(word)]).toEqual([word, false])
  expect(await figures()).toEqual(before)
  const again = await inMre('forget', 'kenza@diaspora.example')
  expect([again.code, again.problem]).toMatchObject([1, expect.stringMatching(/was erased on 20/)])

  writeFileSync(here('again.csv'), 'email\nkenza@diaspora.example\nkenza@diaspora.example\n')
  const consent = ['--basis', 'consent', '--source', 'Salon', '--consented-at', '2026-01-05']
  // In a process of its own: it reads files in a thread of its own.
  const imported = await mawja(environment, 'import', here('again.csv'), '--institution', 'mre', ...consent)
  expect(imported.json).toMatchObject({ created: 0, suppressed: 2 })
  expect(onDisk('kenza')).toBe(false)
  expect(readFileSync(imported.json.errors as string, 'utf8')).not.toContain('kenza')
})

it('proves retention, and writes the register as document and as facts', async () => {
  const rehearsed = await run('retention', '--dry-run')
  expect(rehearsed.json).toMatchObject({ institutions: { mre: { contact: { days: 1095, removed: 0 } } } })
  const set = [
    'institution',
    'set',
    'mre',
    '--retention',
    'contact=730d',
    '--controller',
    'cndp=D-117,hosting=Rabat, Maroc',
  ]
  expect((await run(...set)).code).toBe(0)
  expect((await run('retention')).json).toMatchObject({ institutions: { mre: { contact: { days: 730 } } } })
  expect((await inMre('register', '--out', here('register.md'))).json).toMatchObject({
    people: 1,
    campaigns: 1,
  })
  expect(read('register.md')).toMatch(/D-117[\s\S]*Rabat, Maroc[\s\S]*730 jours/)
  await inMre('register', '--out', here('register.json'))
  expect(JSON.parse(read('register.json'))).toMatchObject({
    controller: { cndp: 'D-117' },
    retention: { contact: 730 },
  })
  expect((await inMre('register', '--out', here('register.pdf'))).code).toBe(2)
})
