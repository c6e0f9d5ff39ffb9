import { beforeEach, describe, expect, it } from 'vitest'
import { type Share, sealChain, sealConfirm, sealIdentity, sealShare } from '../../src/core/tokens.ts'
import { leaveChain, readChain, startChain } from '../../src/engine/chain.ts'
import { forget } from '../../src/engine/forget.ts'
import { confirmJoin, startJoin } from '../../src/engine/join.ts'
import { readPreferences } from '../../src/engine/preferences.ts'
import { readLanding } from '../../src/engine/record.ts'
import { drain } from '../../src/engine/tick.ts'
import { personByEmail } from '../../src/store/people.ts'
import { liveShare, shareOf } from '../../src/store/shares.ts'
import { signupOf } from '../../src/store/signups.ts'
import { definition, smallCampaign } from '../support/campaign.ts'
import { dump } from '../support/dump.ts'
import { makeWorld, people, type World } from '../support/world.ts'

let world: World
const reader = 'reader0@diaspora.example'

async function launched(tracking: 'individual' | 'aggregate' | 'none' = 'individual'): Promise<void> {
  world = await makeWorld()
  world.db.raw.exec("UPDATE institutions SET tracking_mode = 'individual'")
  await world.import(people(10))
  await world.launch(smallCampaign({ 'campaign.yaml': definition({ tracking }) }))
}
beforeEach(() => launched())

const contactOf = async (email: string) => (await personByEmail(world.db, world.institution.id, email))!.id
const tokenOf = async (email: string) =>
  sealChain(world.deps.keys, {
    campaignId: (await world.campaign()).id,
    contactId: await contactOf(email),
  })
const chainOf = async (email: string) => {
  const found = await readChain(world.deps, await tokenOf(email))
  if (!found || 'erased' in found) throw new Error('nobody there')
  return found
}
const count = (sql: string) => Object.values(world.db.raw.prepare(sql).get() as object)[0] as number
const acts = (email: string) =>
  world.db.raw
    .prepare(
      `SELECT purpose || ' ' || act AS said FROM consents WHERE purpose LIKE 'share:%' AND contact_id =
        (SELECT contact_id FROM addresses WHERE value = ?) ORDER BY id`,
    )
    .pluck()
    .all(email)

/** The token of somebody's own link, as they would pass it on. */
async function ownLink(email: string): Promise<string> {
  await startChain(world.deps, { token: await tokenOf(email), agreed: true })
  return (await chainOf(email)).share!.url.split('/s/')[1]!
}

async function join(token: string, email: string, chained = false, country = 'BE'): Promise<void> {
  await startJoin(world.deps, { token, email, agreed: true, chained, country, language: 'fr' })
  const { id: campaignId } = await world.campaign()
  const signup = (await signupOf(world.db, campaignId, await contactOf(email)))!
  await confirmJoin(world.deps, sealConfirm(world.deps.keys, signup.id))
}

describe('a link of one’s own', () => {
  it('is there only for who asks, and asking twice makes one', async () => {
    expect(await chainOf(reader)).toMatchObject({ state: 'offered', share: null, chain: null })
    const token = await tokenOf(reader)
    await expect(startChain(world.deps, { token, agreed: false })).rejects.toMatchObject({ key: 'consent' })
    expect(count('SELECT count(*) FROM shares')).toBe(0)
    expect(await ownLink(reader)).toBe(await ownLink(reader))
    expect(count('SELECT count(*) FROM shares')).toBe(1)
    expect(acts(reader)).toEqual(['share:personal given'])
  })

  it('looks at nothing by writing', async () => {
    await ownLink(reader)
    const before = dump(world.db)
    await chainOf(reader)
    expect(dump(world.db)).toEqual(before)
  })

  it('says so to whoever opens it, and asks them for a yes of their own', async () => {
    const landing = await readLanding(world.deps, { token: await ownLink(reader), hit: null })
    expect(landing!.chain).toEqual({ mayCount: true })
    // What a visitor passes on from there is a link like all others.
    expect(landing!.share.url.length).toBeLessThan((await chainOf(reader)).share!.url.length)
  })

  it('is not to be had where nothing is counted, nor by who takes no part', async () => {
    await launched('none')
    const token = await tokenOf(reader)
    expect((await chainOf(reader)).state).toBe('none')
    await expect(startChain(world.deps, { token, agreed: true })).rejects.toMatchObject({ key: 'chain' })
    await launched()
    await world.import(['outside@diaspora.example,Omar,Exemple,fr,US'])
    expect((await chainOf('outside@diaspora.example')).state).toBe('none')
  })
})

describe('joining over it', () => {
  it('counts one more, and leaves no trace of who it was without their yes', async () => {
    const link = await ownLink(reader)
    await join(link, 'nadia@amis.example')
    expect(count('SELECT joined FROM shares')).toBe(1)
    expect(count('SELECT count(*) FROM share_joins')).toBe(0)
    expect(count('SELECT count(*) FROM signups WHERE share_id IS NOT NULL')).toBe(0)
    expect(acts('nadia@amis.example')).toEqual([])
  })

  it('counts once however often the button is pressed, and never for oneself', async () => {
    const link = await ownLink(reader)
    await join(link, 'nadia@amis.example')
    await join(link, 'nadia@amis.example')
    await drain(world.deps)
    await join(link, 'nadia@amis.example')
    await join(link, reader)
    expect(count('SELECT joined FROM shares')).toBe(1)
  })

  it('shows numbers from five on, in steps of five, over all links below it', async () => {
    const link = await ownLink(reader)
    for (const name of ['a', 'b', 'c']) await join(link, `${name}@amis.example`, true)
    await join(link, 'd@amis.example')
    expect((await chainOf(reader)).chain).toBeNull()
    await drain(world.deps)
    await join(await ownLink('a@amis.example'), 'e@amis.example', true, 'FR')
    expect((await chainOf(reader)).chain).toEqual({ people: 5, countries: 2, generations: 2 })
    await join(await ownLink('d@amis.example'), 'apart@amis.example', true, 'NL')
    await join(link, 'f@amis.example')
    expect((await chainOf(reader)).chain).toEqual({ people: 5, countries: 2, generations: 2 })
    expect((await chainOf('a@amis.example')).counted).toBe(true)
    expect((await chainOf('d@amis.example')).counted).toBe(false)
  })

  it('joins nobody to anybody in a campaign that counts heads only, whatever the form says', async () => {
    await launched('aggregate')
    const link = await ownLink(reader)
    await join(link, 'nadia@amis.example', true)
    expect([count('SELECT joined FROM shares'), count('SELECT count(*) FROM share_joins')]).toEqual([1, 0])
    expect(acts('nadia@amis.example')).toEqual([])
    expect((await readLanding(world.deps, { token: link, hit: null }))!.chain).toEqual({ mayCount: false })
  })

  it('forgets whose link it was when the window of the first touch closes', async () => {
    const link = await ownLink(reader)
    await world.import(['known@amis.example,Omar,Exemple,fr,US'])
    for (const email of ['late@amis.example', 'known@amis.example'])
      await startJoin(world.deps, { token: link, email, agreed: true, language: 'fr' })
    world.at.now += 8 * 86_400_000
    await drain(world.deps)
    expect(count("SELECT count(*) FROM signups WHERE state = 'expired' AND share_id IS NOT NULL")).toBe(2)
    world.at.now += 22 * 86_400_000
    await drain(world.deps)
    expect(count('SELECT count(*) FROM signups WHERE share_id IS NOT NULL')).toBe(0)
  })
})

describe('leaving', () => {
  it('takes the person out on both sides, keeps the counts, and makes the link one like all others', async () => {
    const top = await ownLink(reader)
    await join(top, 'nadia@amis.example', true)
    const link = await ownLink('nadia@amis.example')
    await leaveChain(world.deps, await tokenOf('nadia@amis.example'))
    await leaveChain(world.deps, await tokenOf('nadia@amis.example'))
    expect(await chainOf('nadia@amis.example')).toMatchObject({ state: 'offered', counted: false })
    expect(acts('nadia@amis.example').slice(-2).sort()).toEqual([
      'share:counted withdrawn',
      'share:personal withdrawn',
    ])
    expect(acts('nadia@amis.example')).toHaveLength(4)
    expect(count('SELECT joined FROM shares WHERE contact_id IS NOT NULL')).toBe(1)
    await join(link, 'omar@amis.example', true)
    expect(count('SELECT sum(joined) FROM shares')).toBe(1)
    expect((await readLanding(world.deps, { token: link, hit: null }))!.chain).toBeNull()
  })

  it('happens with erasure too', async () => {
    const top = await ownLink(reader)
    await join(top, 'nadia@amis.example', true)
    const id = (await shareOf(world.db, {
      campaignId: (await world.campaign()).id,
      contactId: await contactOf(reader),
    }))!.id
    for (const email of [reader, 'nadia@amis.example']) {
      const whom = { institutionId: world.institution.id, contactId: await contactOf(email) }
      await forget(world.deps, { ...whom, askedBy: 'person' })
    }
    expect(await liveShare(world.db, id)).toBeNull()
    expect(world.db.raw.prepare('SELECT contact_id, joined FROM shares').all()).toEqual([
      { contact_id: null, joined: 1 },
    ])
    expect(world.db.raw.prepare('SELECT contact_id, country FROM share_joins').all()).toEqual([
      { contact_id: null, country: 'BE' },
    ])
  })
})

it('opens no door for a token that only looks like it', async () => {
  await ownLink(reader)
  const share: Share = {
    campaignId: (await world.campaign()).id,
    generation: 0,
    channel: 'page',
    language: 'fr',
  }
  const other = sealShare(world.deps.keys, { ...share, personal: 999 })
  expect((await readLanding(world.deps, { token: other, hit: null }))!.chain).toBeNull()
  expect(await readChain(world.deps, other)).toBeNull()
  const identity = { campaignId: share.campaignId, contactId: await contactOf(reader) }
  expect(await readChain(world.deps, sealIdentity(world.deps.keys, identity))).toBeNull()
  expect(await readPreferences(world.deps, sealChain(world.deps.keys, identity))).toBeNull()
  await join(other, 'nadia@amis.example', true)
  expect(count('SELECT sum(joined) FROM shares')).toBe(0)
})
