import { describe, expect, it } from 'vitest'
import { openClick, openOpen, openTrace, sealOpen, sealTrace } from '../../src/core/tokens.ts'
import { preview } from '../../src/engine/preview.ts'
import { followClick, recordOpen } from '../../src/engine/record.ts'
import { stats } from '../../src/engine/stats.ts'
import { drain } from '../../src/engine/tick.ts'
import { pseudonymsOf, traceStatement } from '../../src/store/traces.ts'
import { definition, smallCampaign } from '../support/campaign.ts'
import { linksIn, readMail } from '../support/mail.ts'
import { makeWorld, people, type World } from '../support/world.ts'

const hit = {
  method: 'GET',
  userAgent: 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
  purpose: null,
}
const individual = () => smallCampaign({ 'campaign.yaml': definition({ tracking: 'individual' }) })

/** Hind agrees to be measured, Omar does not. */
async function measuredWorld(files = individual()): Promise<World> {
  const world = await makeWorld()
  await world.db.prepare("UPDATE institutions SET tracking_mode = 'individual'").run()
  world.institution.trackingMode = 'individual'
  await world.import(['hind@diaspora.example,Hind,Exemple,fr,BE', 'omar@diaspora.example,Omar,Exemple,fr,FR'])
  await consent(world, 'hind', 'given')
  await world.launch(files)
  return world
}

const consent = (world: World, name: string, act: string) =>
  world.db
    .prepare(
      `UPDATE contacts SET consent_track = ? WHERE id = (SELECT contact_id FROM addresses WHERE value = ?)`,
    )
    .bind(act, `${name}@diaspora.example`)
    .run()

const mailOf = async (world: World, name: string) =>
  readMail(
    world.mail.arrived.find((one) => one.kind === 'mail' && one.envelope.to === `${name}@diaspora.example`),
  )

const tokensOf = (html: string, door: string) =>
  linksIn(html)
    .concat([...html.matchAll(/src="([^"]+)"/g)].map(([, url]) => url!))
    .filter((url) => url.includes(`mawja.example/${door}/`))
    .map((url) => url.slice(url.lastIndexOf('/') + 1))

const rows = async (world: World, table: string) =>
  (await world.db.prepare(`SELECT * FROM ${table} ORDER BY rowid`).all()).results
const opens = async (world: World) =>
  (await world.db.prepare("SELECT * FROM events WHERE kind = 'open'").all<{ at: number }>()).results

describe('a person who agreed to be measured', () => {
  it('gets links and one hidden image with a random number, is told so and how to stop it', async () => {
    const world = await measuredWorld()
    await drain(world.deps)
    const { html, text } = await mailOf(world, 'hind')
    const { keys } = world.deps
    const traces = tokensOf(html, 'c')
      .map((token) => openTrace(keys, token))
      .filter((one) => one !== null)
    const [image, ...more] = tokensOf(html, 'o').map((token) => openOpen(keys, token))
    expect(more).toEqual([])
    expect(traces.map((one) => one.pseudonym)).toEqual([image!.pseudonym])
    expect(image!.pseudonym).toBeGreaterThan(0)
    for (const part of [html, text]) expect(part).toMatch(/vos ouvertures et vos clics sont mesurés/)
    expect(text).toMatch(/Arrêter cette mesure[^\n]*\n?<?https:\/\/mawja\.example\/p\//)
    expect(text).not.toContain('/o/')
    expect(html).toMatch(/<img [^>]*alt="" aria-hidden="true"[^>]*>(?!.*<img)[\s\S]*<\/body>/)
  })

  it('presses the buttons that pass a mail on unseen', async () => {
    const world = await measuredWorld()
    await drain(world.deps)
    const { html } = await mailOf(world, 'hind')
    const counted = tokensOf(html, 'c').filter((token) => openClick(world.deps.keys, token))
    expect(counted.length).toBeGreaterThan(4)
  })

  it('gets the very same mail when it is sent again, another number in another campaign', async () => {
    const world = await measuredWorld()
    world.mail.decide = () => ({ outcome: 'unknown', detail: 'line dropped' })
    await drain(world.deps)
    world.mail.decide = () => undefined
    world.at.now += 3_600_000
    await drain(world.deps)
    const raws = world.mail.arrived.flatMap((one) =>
      one.kind === 'mail' && one.envelope.to.startsWith('hind') ? [one.raw] : [],
    )
    expect(raws).toHaveLength(2)
    expect(raws[0]).toBe(raws[1])
    await world.db
      .prepare("INSERT INTO campaigns (institution_id, slug, created_at) VALUES (1, 'another', 0)")
      .run()
    const [first] = await rows(world, 'pseudonyms')
    const [second] = await pseudonymsOf(world.db, [{ campaignId: 2, contactId: 1, offered: 77 }], 0)
    expect(second!.pseudonym).toBe(77)
    expect(first!.pseudonym).not.toBe(77)
  })

  it('leaves a trace of each opening and click, and nothing more in the figures than anybody', async () => {
    const world = await measuredWorld()
    await drain(world.deps)
    const { html } = await mailOf(world, 'hind')
    const click = tokensOf(html, 'c').find((token) => openTrace(world.deps.keys, token))!
    world.at.now += 12_345
    expect(await recordOpen(world.deps, { token: tokensOf(html, 'o')[0]!, hit })).toBe(true)
    expect(await followClick(world.deps, { token: click, hit })).toEqual({
      location: 'https://www.mre.example/fr',
    })
    const linkId = openTrace(world.deps.keys, click)!.linkId
    expect(await rows(world, 'traces')).toMatchObject([
      { kind: 'open', at: world.at.now, class: 'human', link_id: null },
      { kind: 'click', at: world.at.now, class: 'human', link_id: linkId },
    ])
    expect((await opens(world)).map(({ at }) => at % 3_600_000)).toEqual([0])
    expect(await stats(world.deps, await world.campaign())).toMatchObject({ clicks: { raw: 1, human: 1 } })
  })
})

describe('withdrawing', () => {
  it.each([
    ['by the person', (world: World) => consent(world, 'hind', 'withdrawn')],
    [
      'by erasure',
      (world: World) => world.db.prepare("DELETE FROM contacts WHERE first_name = 'Hind'").run(),
    ],
    [
      'by the institution',
      (world: World) => world.db.prepare("UPDATE institutions SET tracking_mode = 'aggregate'").run(),
    ],
  ])('%s ends the recording for mails already sent', async (_, withdraw) => {
    const world = await measuredWorld()
    await drain(world.deps)
    const { html } = await mailOf(world, 'hind')
    await withdraw(world)
    const click = tokensOf(html, 'c').find((token) => openTrace(world.deps.keys, token))!
    expect(await recordOpen(world.deps, { token: tokensOf(html, 'o')[0]!, hit })).toBe(true)
    expect(await followClick(world.deps, { token: click, hit })).toEqual({
      location: 'https://www.mre.example/fr',
    })
    expect(await rows(world, 'traces')).toEqual([])
    expect(await opens(world)).toEqual([])
    expect(await stats(world.deps, await world.campaign())).toMatchObject({ clicks: { raw: 1 } })
  })

  it('takes number and traces along when the person is erased', async () => {
    const world = await measuredWorld()
    await drain(world.deps)
    await recordOpen(world.deps, { token: tokensOf((await mailOf(world, 'hind')).html, 'o')[0]!, hit })
    expect(await rows(world, 'traces')).toHaveLength(1)
    await world.db.prepare("DELETE FROM contacts WHERE first_name = 'Hind'").run()
    expect([...(await rows(world, 'pseudonyms')), ...(await rows(world, 'traces'))]).toEqual([])
  })

  it('between two attempts makes the second one a mail like everybody’s', async () => {
    const world = await measuredWorld()
    world.mail.decide = () => ({ outcome: 'refused', reason: 'system', detail: '', retryable: true })
    await drain(world.deps)
    await consent(world, 'hind', 'withdrawn')
    world.mail.decide = () => undefined
    world.at.now += 3_600_000
    await drain(world.deps)
    expect(tokensOf((await mailOf(world, 'hind')).html, 'o')).toEqual([])
  })
})

describe('everybody else', () => {
  it('gets in mode individual what mode aggregate gives, octet for octet', async () => {
    const raws = async (tracking: string) => {
      const world = await measuredWorld(smallCampaign({ 'campaign.yaml': definition({ tracking }) }))
      await drain(world.deps)
      return new Map(
        world.mail.arrived.flatMap((one) => (one.kind === 'mail' ? [[one.envelope.to, one.raw]] : [])),
      )
    }
    const [mine, usual] = await Promise.all([raws('individual'), raws('aggregate')])
    expect(mine.get('omar@diaspora.example')).toBe(usual.get('omar@diaspora.example'))
    expect(mine.get('hind@diaspora.example')).not.toBe(usual.get('hind@diaspora.example'))
  })

  it('has no number', async () => {
    const world = await measuredWorld()
    await drain(world.deps)
    expect(await rows(world, 'pseudonyms')).toMatchObject([{ contact_id: 1 }])
  })
})

it('opens no door to a forged number', async () => {
  const world = await measuredWorld()
  await drain(world.deps)
  const { keys } = world.deps
  const [{ pseudonym }] = (await rows(world, 'pseudonyms')) as [{ pseudonym: number }]
  expect(await recordOpen(world.deps, { token: 'A'.repeat(30), hit })).toBe(false)
  const click = sealTrace(keys, { linkId: 1, contentId: 1, generation: 0, pseudonym })
  expect(await recordOpen(world.deps, { token: click, hit })).toBe(false)
  const stranger = sealOpen(keys, { contentId: 1, generation: 0, pseudonym: 5 })
  expect(await recordOpen(world.deps, { token: stranger, hit })).toBe(true)
  expect([...(await rows(world, 'traces')), ...(await opens(world))]).toEqual([])
})

it('writes nothing for whoever looks at a preview', async () => {
  const world = await measuredWorld()
  const shown = await preview(world.deps, {
    campaign: await world.campaign(),
    email: 'hind@diaspora.example',
  })
  expect(shown.html).toContain('vos ouvertures et vos clics sont mesurés')
  expect(await recordOpen(world.deps, { token: tokensOf(shown.html, 'o')[0]!, hit })).toBe(true)
  expect([
    ...(await rows(world, 'pseudonyms')),
    ...(await rows(world, 'traces')),
    ...(await opens(world)),
  ]).toEqual([])
})

it('keeps the largest number whole', async () => {
  const world = await measuredWorld()
  const offered = Number.MAX_SAFE_INTEGER
  const [known] = await pseudonymsOf(world.db, [{ campaignId: 1, contactId: 1, offered }], 0)
  expect(known!.pseudonym).toBe(offered)
  const trace = {
    pseudonym: offered,
    campaignId: 1,
    kind: 'open',
    at: 1,
    class: 'human',
    linkId: null,
  } as const
  await traceStatement(world.db, trace).run()
  await traceStatement(world.db, { ...trace, pseudonym: offered - 1 }).run()
  expect(await rows(world, 'traces')).toMatchObject([{ pseudonym: offered }])
})

it('asks for a batch’s numbers in one statement', async () => {
  const world = await makeWorld()
  await world.db.prepare("UPDATE institutions SET tracking_mode = 'individual'").run()
  await world.import(people(60))
  await world.db.prepare("UPDATE contacts SET consent_track = 'given'").run()
  await world.launch(individual())
  const batch = world.db.batch
  let asked = 0
  world.db.batch = async (statements) => {
    const before = (await rows(world, 'pseudonyms')).length
    const answer = await batch(statements)
    if ((await rows(world, 'pseudonyms')).length > before) asked++
    return answer
  }
  await drain(world.deps)
  expect(await rows(world, 'pseudonyms')).toHaveLength(60)
  expect(asked).toBe(3)
})
