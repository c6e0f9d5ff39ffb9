import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { mailboxChannel } from '../../src/channels/mailbox.ts'
import { sealConfirm, sealIdentity, sealOwnData, sealShare, sealTrace } from '../../src/core/tokens.ts'
import { checkAudit } from '../../src/engine/audit.ts'
import { runCommand } from '../../src/engine/commands.ts'
import { forget } from '../../src/engine/forget.ts'
import { stats } from '../../src/engine/stats.ts'
import { drain } from '../../src/engine/tick.ts'
import { readAssets } from '../../src/node/assets.ts'
import { removeStragglers } from '../../src/store/erasure.ts'
import { keepInMailbox } from '../../src/store/mailbox.ts'
import { personByEmail } from '../../src/store/people.ts'
import { createApp } from '../../src/web/app.tsx'
import { testInstitution, testNow } from '../support/database.ts'
import { type Seeded, seedEverywhere } from '../support/everywhere.ts'
import { temporaryFolder } from '../support/installation.ts'
import { makeWorld, people, type World } from '../support/world.ts'

let folder: string
let world: World
/** Everything the operator was told. */
let logged: string[]
beforeEach(async () => {
  folder = temporaryFolder()
  world = await makeWorld(join(folder, 'mawja.db'))
  logged = []
  world.deps.log = (event, facts) => logged.push(JSON.stringify({ event, ...facts }))
})
afterEach(() => {
  world.db.close()
  rmSync(folder, { recursive: true })
})

/** Which of the words stand anywhere in the files of the database, as they lie on the disk. */
function onDisk(words: readonly string[]): string[] {
  const files = ['', '-wal', '-shm'].map((end) => join(folder, `mawja.db${end}`)).filter(existsSync)
  const bytes = Buffer.concat(files.map((file) => readFileSync(file)))
  return words.filter((word) => bytes.includes(word))
}

const count = (sql: string) => Object.values(world.db.raw.prepare(sql).get() as object)[0] as number

async function journey(): Promise<Seeded> {
  const keep = mailboxChannel('email', (item) => keepInMailbox(world.db, [{ ...item, createdAt: testNow }]))
  world.deps.channels = new Map([['email', keep]])
  await world.import([...people(40), 'kenza.benali@reader.example,Kenza,Benali,fr,BE'])
  await world.launch()
  await drain(world.deps)
  return seedEverywhere(world, 'zohra')
}

const forgetEmail = (email: string) => runCommand(world.deps, 'forget', { email, institution: 'mre' })

it('leaves nothing of a person in any byte of the database, nor in the log', async () => {
  const zohra = await journey()
  const kenza = ['kenza.benali@reader.example', 'Kenza', 'Benali']
  const campaign = await world.campaign()
  // The country of a place in a chain is a count, as in the figures.
  // A file, its source, a link, the class of a refusal and who asked for what are not the person's: they stay.
  const kept = /zohra-(file|importsource|link|chaincountry|act|request|asker|messagereason)$/
  const mine = [
    ...zohra.words.filter((word) => !kept.test(word)),
    zohra.email,
    'zohra-remote',
    'zohra-digest',
    ...kenza,
  ]
  expect(onDisk(mine)).toEqual(mine)
  const before = await stats(world.deps, campaign)

  expect(await forgetEmail('Kenza.Benali@reader.example')).toMatchObject({
    erased: { contacts: 1, addresses: 1, consents: 1, enrollments: 1, messages: 1, mailbox: 1 },
  })
  expect(await forgetEmail(zohra.email)).toMatchObject({
    erased: {
      contacts: 1,
      addresses: 3,
      signups: 1,
      pseudonyms: 1,
      traces: 1,
      import_changes: 1,
      returns: 1,
      replies: 1,
      messages: 2,
      mailbox: 2,
    },
  })

  expect(onDisk(mine)).toEqual([])
  expect(logged.filter((line) => /zohra|kenza/i.test(line))).toEqual([])
  expect(await stats(world.deps, campaign)).toEqual(before)
})

it('leaves nothing behind of many, whatever lay where in the file', async () => {
  await world.import(people(3000))
  const gone = Array.from({ length: 60 }, (_, at) => `reader${at * 47}@diaspora.example`)
  for (const email of gone) await forgetEmail(email)
  const names = gone.map((email) => `Nom${/\d+/.exec(email)![0]}Exemple`)
  expect(onDisk([...gone, ...names])).toEqual([])
  expect(onDisk(['reader1@diaspora.example'])).toHaveLength(1)
})

it('counts what had not gone out as skipped, and says why', async () => {
  await world.import(people(6))
  await world.launch()
  const open = count('SELECT count(*) FROM messages WHERE due_at IS NOT NULL')
  await forgetEmail('reader1@diaspora.example')
  const figures = await stats(world.deps, await world.campaign())
  expect(figures).toMatchObject({ audience: open - 3, waiting: open - 4, skipped: 1 })
  expect(count("SELECT count(*) FROM messages WHERE state = 'skipped' AND reason = 'erased'")).toBe(1)
  await drain(world.deps)
  expect(world.mail.arrived.length).toBe(figures.audience - 1)
})

it('leaves a message under way to its worker, and clears its copy afterwards', async () => {
  await world.import(people(1))
  await world.launch()
  world.mail.decide = async (message) => {
    if (message.kind !== 'mail') return
    await forgetEmail('reader0@diaspora.example')
    const { messageId: remoteId, envelope, raw: body } = message
    await keepInMailbox(world.db, [{ kind: 'mail', remoteId, recipient: envelope.to, body, createdAt: 0 }])
    return { outcome: 'accepted', remoteId }
  }
  expect(await drain(world.deps)).toMatchObject({ sent: 1, skipped: 0 })
  expect(count('SELECT count(*) FROM mailbox')).toBe(1)
  expect(await removeStragglers(world.db)).toBe(1)
  expect(count('SELECT count(*) FROM mailbox')).toBe(0)
})

it('keeps an imported address out for good', async () => {
  await world.import(people(3))
  await forgetEmail('reader1@diaspora.example')
  await world.import(people(3))
  expect(await personByEmail(world.db, world.institution.id, 'reader1@diaspora.example')).toBeNull()
  const last = world.db.raw.prepare('SELECT counts FROM imports ORDER BY id DESC').get() as { counts: string }
  expect(JSON.parse(last.counts)).toMatchObject({ created: 0, suppressed: 1 })
})

it('writes nobody down again who asked to be erased, when somebody types their address into the form', async () => {
  await world.import(people(3))
  await world.launch()
  await forgetEmail('reader1@diaspora.example')
  const app = createApp(world.deps, readAssets())
  const share = {
    campaignId: (await world.campaign()).id,
    generation: 0,
    channel: 'whatsapp',
    language: 'fr',
  } as const
  const body = new URLSearchParams({ email: 'Reader1@diaspora.example', agreed: '1' })
  const path = `https://mawja.example/s/${sealShare(world.deps.keys, share)}/join`
  const [erased, stranger] = [
    await app.request(path, { method: 'POST', body }),
    await app.request(path, {
      method: 'POST',
      body: new URLSearchParams({ email: 'new@reader.example', agreed: '1' }),
    }),
  ]
  expect(await erased.text()).toBe(await stranger.text())
  expect(count("SELECT count(*) FROM addresses WHERE value LIKE 'reader1@%'")).toBe(0)
  expect(count("SELECT count(*) FROM addresses WHERE value = 'new@reader.example'")).toBe(1)
})

it('answers the links in old mails politely, whatever they did before', async () => {
  const zohra = await journey()
  const [{ id: campaignId }, keys] = [await world.campaign(), world.deps.keys]
  const signup = count(`SELECT id FROM signups WHERE contact_id = ${zohra.id}`)
  const link = { linkId: 1, contentId: 1, generation: 0 }
  await forgetEmail(zohra.email)
  const app = createApp(world.deps, readAssets())
  const who = sealIdentity(keys, { campaignId, contactId: zohra.id })
  const pages: [string, string, number[]][] = [
    ['GET', `/u/${who}`, [200]],
    ['POST', `/u/${who}`, [200]],
    ['GET', `/p/${who}`, [200, 404]],
    ['GET', `/j/${sealConfirm(keys, signup)}`, [404]],
    ['POST', `/j/${sealConfirm(keys, signup)}`, [404]],
    ['GET', `/c/${sealTrace(keys, { ...link, pseudonym: 1_000_000 + zohra.id })}`, [302, 404]],
    ['GET', `/data/${sealOwnData(keys, { contactId: zohra.id, expiresAt: testNow + 1000 })}`, [404]],
  ]
  for (const [method, path, expected] of pages) {
    const answer = await app.request(`https://mawja.example${path}`, { method })
    expect(expected, `${method} ${path.slice(0, 3)}`).toContain(answer.status)
    expect(await answer.text()).not.toMatch(/zohra/)
  }
  expect(count(`SELECT count(*) FROM contacts WHERE id = ${zohra.id}`)).toBe(0)
})

it('erases at every institution that holds the address, or at the one that is named', async () => {
  const other = await testInstitution(world.db, 'ofii')
  const email = 'reader0@diaspora.example'
  await world.import(people(1))
  world.db.raw.exec(`INSERT INTO contacts (institution_id, created_at, updated_at) VALUES (${other.id}, 0, 0);
    INSERT INTO addresses (institution_id, contact_id, channel, value, hash) VALUES (${other.id}, last_insert_rowid(), 'email', '${email}', 'x')`)
  await forgetEmail(email)
  expect(await personByEmail(world.db, other.id, email)).not.toBeNull()
  expect(await runCommand(world.deps, 'forget', { email })).toMatchObject({ erased: { contacts: 1 } })
  await expect(runCommand(world.deps, 'forget', { email })).rejects.toMatchObject({ key: 'person' })
  await expect(forgetEmail(email)).rejects.toThrow(/was erased on 2026-11-23/)
})

it('does it once, and proves it without naming anybody', async () => {
  await world.import(people(1))
  const { id } = (await personByEmail(world.db, world.institution.id, 'reader0@diaspora.example'))!
  const it = {
    institutionId: world.institution.id,
    contactId: id,
    askedBy: `officer:${world.author.id}`,
  } as const
  const [first, second] = [await forget(world.deps, it), await forget(world.deps, it)]
  expect(first.erased.contacts).toBe(1)
  expect(Object.values(second.erased).every((rows) => rows === 0)).toBe(true)
  expect(count("SELECT count(*) FROM rights_requests WHERE kind = 'erasure'")).toBe(1)
  const acts = world.db.raw
    .prepare("SELECT officer_id, subject, detail FROM audit WHERE act = 'erase person'")
    .all()
  expect(acts).toEqual([{ officer_id: world.author.id, subject: `contact:${id}`, detail: '{}' }])
  expect(await checkAudit(world.deps)).toMatchObject({ brokenAt: null })
})
