import { expect, it } from 'vitest'
import { openShare } from '../../src/core/tokens.ts'
import { newestEdition } from '../../src/engine/approve.ts'
import { campaignQuestion, funnel } from '../../src/engine/funnel.ts'
import { confirmJoin, readConfirmation, startJoin } from '../../src/engine/join.ts'
import { readPreferences, unsubscribe } from '../../src/engine/preferences.ts'
import { savePreferences } from '../../src/engine/preferences-save.ts'
import { followClick, readLanding, readMailOnline } from '../../src/engine/record.ts'
import { stats } from '../../src/engine/stats.ts'
import { drain } from '../../src/engine/tick.ts'
import { linksIn, mailsTo, readMail, tokenIn } from '../support/mail.ts'
import { makeWorld, people, type World } from '../support/world.ts'

const phone = {
  method: 'GET',
  userAgent: 'Mozilla/5.0 (Linux; Android 13) AppleWebKit/537.36 Chrome/140 Mobile Safari/537.36',
  purpose: null,
}

/** Somebody presses "WhatsApp" in a mail; answers the token of the link that a friend then gets. */
async function passOn(world: World, html: string): Promise<string> {
  for (const url of linksIn(html).filter((one) => one.includes('/c/'))) {
    const followed = await followClick(world.deps, { token: url.slice(url.lastIndexOf('/') + 1), hit: phone })
    if (followed?.location.startsWith('https://wa.me/')) {
      return decodeURIComponent(followed.location).match(/\/s\/([\w-]+)/)![1]!
    }
  }
  throw new Error('the mail has no WhatsApp button')
}

async function join(world: World, token: string, email: string): Promise<void> {
  const landing = await readLanding(world.deps, { token, hit: phone })
  await startJoin(world.deps, { token, email, language: landing!.language, agreed: true })
  await drain(world.deps)
  const mail = await readMail(mailsTo(world.mail.arrived, email).at(-1))
  const confirm = tokenIn(mail.html, '/j/')
  expect((await readConfirmation(world.deps, confirm))?.state).toBe('pending')
  expect((await confirmJoin(world.deps, confirm))?.state).toBe('done')
  expect((await confirmJoin(world.deps, confirm))?.state).toBe('done')
  await drain(world.deps)
}

it('goes from an audience to the second generation, and counts it without knowing who', async () => {
  const world = await makeWorld()
  await world.import([...people(30), 'elsewhere@diaspora.example,Nora,,fr,CA'])
  await world.launch()
  const edition = await newestEdition(world.deps, await world.campaign())
  const promised = await funnel(world.deps, await campaignQuestion(world.deps, world.institution.id, edition))
  expect(promised).toMatchObject({ matched: 30, final: 30 })

  const drained = await drain(world.deps)
  expect(drained).toMatchObject({ sent: 30, posts: 3, refused: 0, unknown: 0 })
  expect(new Set(world.mail.arrived.map((one) => one.kind === 'mail' && one.envelope.to)).size).toBe(30)

  // reader3 wants Darija, which is a draft: Arabic is what its readers share. reader4 wants Swedish: the fallback.
  const subjects = await Promise.all(
    [0, 1, 2, 3, 4].map(
      async (n) => (await readMail(mailsTo(world.mail.arrived, `reader${n}@diaspora.example`)[0])).subject,
    ),
  )
  expect(subjects).toEqual([
    'invitation fr',
    'invitation ar',
    'invitation nl',
    'invitation ar',
    'invitation fr',
  ])

  const first = await readMail(mailsTo(world.mail.arrived, 'reader0@diaspora.example')[0])
  expect(await followClick(world.deps, { token: tokenIn(first.html, '/c/'), hit: phone })).toEqual({
    location: 'https://www.mre.example/fr',
  })

  const share = await passOn(world, first.html)
  expect(openShare(world.deps.keys, share)).toMatchObject({
    generation: 0,
    channel: 'whatsapp',
    language: 'fr',
  })
  await join(world, share, 'friend1@amis.example')
  await join(world, share, 'friend2@amis.example')
  const welcome = mailsTo(world.mail.arrived, 'friend1@amis.example')
  expect(welcome).toHaveLength(2)
  const second = await passOn(world, (await readMail(welcome[1])).html)
  expect(openShare(world.deps.keys, second)).toMatchObject({ generation: 1 })
  await join(world, second, 'friend3@amis.example')
  // Somebody who takes part already joins nothing.
  await join(world, second, 'reader5@diaspora.example')
  expect(mailsTo(world.mail.arrived, 'reader5@diaspora.example').map((mail) => mail.kind)).toHaveLength(2)

  const figures = await stats(world.deps, await world.campaign())
  expect(figures).toMatchObject({
    audience: 30,
    sent: 30,
    posts: 3,
    shares: 2,
    joins: 3,
    visits: { raw: 4, human: 4 },
  })
  expect(figures.generations).toEqual([
    { generation: 0, participants: 30, children: 2, r: 2 / 30 },
    { generation: 1, participants: 2, children: 1, r: 1 / 2 },
    { generation: 2, participants: 1, children: 0, r: 0 },
  ])
  expect(figures.reproduction).toBeCloseTo(3 / 33)
})

it('writes no more to somebody who said no, whatever was under way', async () => {
  const world = await makeWorld()
  await world.import(people(3))
  await world.launch()
  await drain(world.deps)
  const mail = await readMail(mailsTo(world.mail.arrived, 'reader0@diaspora.example')[0])
  const token = tokenIn(mail.html, '/u/')
  expect(String(mail.headers.get('list')).length).toBeGreaterThan(0)
  expect(await unsubscribe(world.deps, token)).toMatchObject({ language: 'fr' })
  await unsubscribe(world.deps, token)
  await world.import(people(3))
  await world.db.prepare("UPDATE messages SET state = 'queued', due_at = 0, remote_id = NULL").run()
  expect(await drain(world.deps)).toMatchObject({ sent: 2, skipped: 1 })
  expect(mailsTo(world.mail.arrived, 'reader0@diaspora.example')).toHaveLength(1)
  const figures = await stats(world.deps, await world.campaign())
  expect(figures).toMatchObject({ unsubscribes: 1, skipped: 1 })
})

it('keeps the same Message-ID, whatever is sent again', async () => {
  const world = await makeWorld()
  await world.import(people(1))
  await world.launch()
  world.mail.decide = () =>
    world.mail.arrived.length ? undefined : { outcome: 'unknown', detail: 'line dropped' }
  const until = world.at.now + 3_600_000
  expect(await drain(world.deps, { until })).toMatchObject({ sent: 1, retrying: 0 })
  const [one, two] = world.mail.arrived
  expect(world.mail.arrived).toHaveLength(2)
  expect(one).toEqual(two)
})

it('answers in the language a person chose last', async () => {
  const world = await makeWorld()
  await world.import(people(1))
  await world.launch()
  await drain(world.deps)
  const mail = await readMail(world.mail.arrived[0])
  const token = tokenIn(mail.html, '/p/')
  const choose = (first: string) => savePreferences(world.deps, { token, wishes: { first, changed: [] } })
  expect([await choose('nl'), await choose('xx')]).toEqual(['saved', 'saved'])
  expect(await readPreferences(world.deps, token)).toMatchObject({
    language: 'nl',
    institution: 'Huis van Marokkanen',
  })
})

it('shows a mail on the web without its reader', async () => {
  const world = await makeWorld()
  await world.import(people(1))
  await world.launch()
  await drain(world.deps)
  const mail = await readMail(world.mail.arrived[0])
  const page = await readMailOnline(world.deps, { token: tokenIn(mail.html, '/v/') })
  expect(page?.html).toContain('Bonjour,')
  expect(page?.html).not.toContain('Nom0')
  expect(linksIn(page!.html).filter((url) => /\/[upv]\//.test(url))).toEqual([])
})
