import { beforeEach, expect, it } from 'vitest'
import { sealOwnData } from '../../src/core/tokens.ts'
import { ownDataOf, portable } from '../../src/engine/own-data.ts'
import { readAssets } from '../../src/node/assets.ts'
import { createApp } from '../../src/web/app.tsx'
import { ownDataFile } from '../../src/web/public/own-data.tsx'
import { testNow } from '../support/database.ts'
import { type Seeded, seedEverywhere } from '../support/everywhere.ts'
import { makeWorld, type World } from '../support/world.ts'

let world: World
let zohra: Seeded
beforeEach(async () => {
  world = await makeWorld()
  await world.publish()
  zohra = await seedEverywhere(world, 'zohra')
  await seedEverywhere(world, 'brahim')
})

const get = (path: string, headers = {}) =>
  createApp(world.deps, readAssets()).request(`https://mawja.example${path}`, { headers })
const link = (expiresAt = testNow + 1000) =>
  `/data/${sealOwnData(world.deps.keys, { contactId: zohra.id, expiresAt })}`

it('shows every word to the one person, in their language, and keeps it out of caches and search', async () => {
  const answer = await get(link())
  const page = await answer.text()
  expect(answer.status).toBe(200)
  expect(zohra.words.filter((word) => !page.includes(word))).toEqual([])
  expect(page).not.toContain('brahim')
  expect(page).toContain('<html lang="fr" dir="ltr">')
  expect(page).toMatch(/<dt>Pays de résidence<\/dt><dd><bdi>Belgique<\/bdi>/)
  expect(page).toMatch(/<time datetime="2026-11-23T09:00:00.000Z">23 novembre 2026 à \d\d:00<\/time>/)
  expect(page).not.toMatch(/<script|undefined|\[object/)
  expect(answer.headers.get('cache-control')).toBe('no-store')
  expect(answer.headers.get('x-robots-tag')).toContain('noindex')
})

it('says in words what stands in short codes, and keeps the codes for programs', async () => {
  const row = (sql: string) => world.db.raw.prepare(sql).run(zohra.id)
  row(`UPDATE consents SET purpose = 'receive:email', recorded_by = 'officer:7', source = '/u/'
    WHERE contact_id = ?`)
  row(`INSERT INTO consents (contact_id, purpose, act, at, source, recorded_by, created_at)
    VALUES (?, 'object:notice', 'given', 1, 'objection', 'operator', 1)`)
  row("UPDATE messages SET reason = 'mailbox_full' WHERE contact_id = ? AND state = 'accepted'")
  row("UPDATE signups SET share_channel = 'qr' WHERE contact_id = ?")
  row("UPDATE returns SET reason = 'vacation', kind = 'autoreply', source = 'smtp' WHERE contact_id = ?")
  const page = await (await get(link())).text()
  for (const said of [
    'Recevoir des courriels',
    'Accepté',
    'Opposition aux avis officiels',
    'Vous vous opposez',
    'Un agent de l’institution',
    'Lien de désinscription',
    'Remis au serveur destinataire',
    'Boîte pleine',
    'Code à scanner',
    'Réponse automatique',
    'Réponse automatique d’absence',
  ])
    expect(page).toContain(`<dd><bdi>${said}</bdi></dd>`)
  expect(page).not.toMatch(/<dd><bdi>(given|queued|accepted|email|phone|pending|enrolled|human|import:\d+)</)
  const file = (await (await get(`${link()}/json`)).json()) as Record<string, object[]>
  expect(file.consents?.[1]).toMatchObject({
    purpose: 'receive:email',
    act: 'given',
    recordedBy: 'officer:7',
  })
  expect(file.returns?.[0]).toMatchObject({ kind: 'autoreply', reason: 'vacation', toldBy: 'smtp' })
})

it('says what a file changed under names that people know, and no keyed hash', async () => {
  await world.import(['kenza@reader.example,Kenza,Benali,fr,BE'])
  world.at.now += 1000
  await world.import(['kenza@reader.example,Kenza,Benali,ar,FR'])
  const { id } = world.db.raw
    .prepare("SELECT contact_id AS id FROM addresses WHERE value = 'kenza@reader.example'")
    .get() as { id: number }
  const data = (await ownDataOf(world.deps, { institution: world.institution, contactId: id }))!
  expect(data.sections.changes).toMatchObject([
    { before: { country: 'BE', languages: ['fr'] }, after: { country: 'FR', languages: ['ar'] } },
  ])
  const page = await ownDataFile(data, '')
  expect(page).toMatch(/<dt><bdi>بلد الإقامة<\/bdi><\/dt><dd><bdi>بلجيكا<\/bdi>/)
  const hash = world.db.raw.prepare('SELECT hash FROM addresses WHERE contact_id = ?').pluck().get(id)
  world.db.raw
    .prepare('UPDATE import_changes SET before = ? WHERE contact_id = ?')
    .run(JSON.stringify({ email: ['old@reader.example', hash, 0], lastActAt: [testNow] }), id)
  const again = await ownDataOf(world.deps, { institution: world.institution, contactId: id })
  expect(JSON.stringify(portable(again!))).not.toContain(hash)
  expect(portable(again!)).toMatchObject({
    changes: [{ before: { email: 'old@reader.example', lastAct: new Date(testNow).toISOString() } }],
  })
})

it('turns for readers of Arabic', async () => {
  world.db.raw.prepare('UPDATE contacts SET languages = \'["ar"]\' WHERE id = ?').run(zohra.id)
  const page = await (await get(link())).text()
  expect(page).toContain('<html lang="ar" dir="rtl">')
  expect(page).toContain('بلجيكا')
})

it('gives the same to programs, as a file', async () => {
  const answer = await get(`${link()}/json`)
  expect(answer.headers.get('content-disposition')).toContain('attachment')
  expect(answer.headers.get('cache-control')).toBe('no-store')
  const data = (await answer.json()) as { person: object[]; addresses: object[] }
  expect(data.person[0]).toMatchObject({
    firstName: 'zohra-first',
    birthDecade: 1980,
    languages: ['fr', 'x-zohra-tongue'],
  })
  expect(data.addresses[0]).toEqual({ channel: 'email', address: 'zohra-mail@reader.example' })
})

it('ends after its term and changes nothing however often it is opened', async () => {
  const state = () => world.db.raw.serialize().toString('base64')
  const before = state()
  for (const path of [link(), `${link()}/json`, link(testNow), '/data/x', '/data/x/json']) await get(path)
  expect(state()).toBe(before)
  for (const path of [link(testNow), `${link(testNow)}/json`]) {
    const answer = await get(path, { 'accept-language': 'fr' })
    expect(answer.status).toBe(404)
    expect(await answer.text()).toContain('plus valable')
  }
  expect((await get('/data/x')).status).toBe(404)
})

it('says hostile words without obeying them', async () => {
  const evil = '<script>alert(1)</script>"\'><img src=x>'
  world.db.raw
    .prepare('UPDATE contacts SET first_name = ?, custom = ? WHERE id = ?')
    .run(evil, JSON.stringify({ [evil]: evil, __proto__x: true }), zohra.id)
  expect(await (await get(link())).text()).not.toMatch(/<script|<img/)
})

it('stands by itself as a file', async () => {
  const data = (await ownDataOf(world.deps, { institution: world.institution, contactId: zohra.id }))!
  const file = await ownDataFile(data, 'h1{color:red}')
  expect(file).toContain('data:text/css;charset=utf-8,h1%7Bcolor%3Ared%7D')
  expect(zohra.words.filter((word) => !file.includes(word))).toEqual([])
  expect(file).not.toContain('/data/')
})
