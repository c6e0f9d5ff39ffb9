import { beforeEach, describe, expect, it } from 'vitest'
import { firstTouchMs, paceWindowMs } from '../../src/core/join-flags.ts'
import { sealChain, sealConfirm, sealIdentity, sealShare } from '../../src/core/tokens.ts'
import { leaveChain, readChain, startChain } from '../../src/engine/chain.ts'
import { forget } from '../../src/engine/forget.ts'
import { confirmJoin, startJoin } from '../../src/engine/join.ts'
import { unsubscribe } from '../../src/engine/preferences.ts'
import { stats } from '../../src/engine/stats.ts'
import { drain } from '../../src/engine/tick.ts'
import { personByEmail } from '../../src/store/people.ts'
import { signupOf } from '../../src/store/signups.ts'
import { definition, smallCampaign } from '../support/campaign.ts'
import { makeWorld, people, type World } from '../support/world.ts'

const [first, second] = ['reader0@diaspora.example', 'reader1@diaspora.example']
const nadia = 'nadia@amis.example'
const day = 86_400_000
let world: World
beforeEach(async () => {
  world = await makeWorld()
  world.db.raw.exec("UPDATE institutions SET tracking_mode = 'individual'")
  await world.import([...people(5), 'known@amis.example,Omar,Exemple,fr,US'])
  await world.launch(smallCampaign({ 'campaign.yaml': definition({ tracking: 'individual' }) }))
  await drain(world.deps)
})

const place = async (email: string) => ({
  campaignId: (await world.campaign()).id,
  contactId: (await personByEmail(world.db, world.institution.id, email))!.id,
})
const chainToken = async (email: string) => sealChain(world.deps.keys, await place(email))
const ask = (token: string, email: string, chained = true) =>
  startJoin(world.deps, { token, email, agreed: true, chained, country: 'BE', language: 'fr' })

async function ownLink(email: string): Promise<string> {
  await startChain(world.deps, { token: await chainToken(email), agreed: true })
  const found = await readChain(world.deps, await chainToken(email))
  if (!found || 'erased' in found) throw new Error('nobody there')
  return found.share!.url.split('/s/')[1]!
}

async function confirmOf(email: string): Promise<string> {
  const { campaignId, contactId } = await place(email)
  return sealConfirm(world.deps.keys, (await signupOf(world.db, campaignId, contactId))!.id)
}

async function join(token: string, email: string): Promise<void> {
  await ask(token, email)
  await confirmJoin(world.deps, await confirmOf(email))
}

/** Owners of links and who joined over them. */
const edges = () =>
  world.db.raw
    .prepare(
      `SELECT p.value AS parent, c.value AS child FROM share_joins j JOIN shares s ON s.id = j.share_id
       LEFT JOIN addresses p ON p.contact_id = s.contact_id LEFT JOIN addresses c ON c.contact_id = j.contact_id
       ORDER BY j.id`,
    )
    .raw()
    .all()
const joinedOver = () => world.db.raw.prepare('SELECT joined FROM shares ORDER BY id').pluck().all()
const flagged = async () => (await stats(world.deps, await world.campaign())).flagged
const none = { self: 0, loop: 0, burst: 0, 'same-device': 0, replay: 0, 'unknown-token': 0 }

describe('the first link', () => {
  it('counts, whatever other links are pressed before the confirmation', async () => {
    const [one, other] = [await ownLink(first), await ownLink(second)]
    await ask(one, nadia)
    const older = await confirmOf(nadia)
    world.at.now += day
    await ask(other, nadia)
    await confirmJoin(world.deps, older)
    expect(edges()).toEqual([[first, nadia]])
    expect(joinedOver()).toEqual([1, 0])
  })

  it('counts for 30 days, even when a term of seven ran out meanwhile; then the next one does', async () => {
    const [one, other] = [await ownLink(first), await ownLink(second)]
    await ask(one, nadia)
    await ask(one, 'known@amis.example')
    world.at.now += 8 * day
    await drain(world.deps)
    await join(other, nadia)
    world.at.now += firstTouchMs - 8 * day
    await drain(world.deps)
    await join(other, 'known@amis.example')
    expect(edges()).toEqual([
      [first, nadia],
      [second, 'known@amis.example'],
    ])
  })

  it('has its generation of the link, whose later ones do not move it', async () => {
    const top = await ownLink(first)
    await join(top, nadia)
    await ask(await ownLink(nadia), 'deep@amis.example')
    await ask(top, 'deep@amis.example')
    await confirmJoin(world.deps, await confirmOf('deep@amis.example'))
    await drain(world.deps)
    const sql = 'SELECT generation FROM enrollments ORDER BY contact_id DESC LIMIT 1'
    expect(world.db.raw.prepare(sql).pluck().get()).toBe(2)
  })

  it('counts when its owner has left before the confirmation', async () => {
    await ask(await ownLink(first), nadia)
    await leaveChain(world.deps, await chainToken(first))
    await confirmJoin(world.deps, await confirmOf(nadia))
    expect(edges()).toEqual([[null, nadia]])
    expect(joinedOver()).toEqual([1])
  })

  it('stays the parent of who leaves and comes back over another, and who comes back joins nothing again', async () => {
    const [one, other] = [await ownLink(first), await ownLink(second)]
    await join(one, nadia)
    const { campaignId, contactId } = await place(nadia)
    await unsubscribe(world.deps, sealIdentity(world.deps.keys, { campaignId, contactId }))
    // Before the next tick has made a participant of them.
    await join(other, nadia)
    await drain(world.deps)
    expect(edges()).toEqual([[first, nadia]])
    expect(joinedOver()).toEqual([1, 0])
    expect((await stats(world.deps, await world.campaign())).joins).toBe(1)
  })

  it('is of its own campaign and generation, whatever a sealed link says', async () => {
    await ownLink(first)
    const share = { channel: 'page', language: 'fr', personal: 1 } as const
    const { campaignId } = await place(first)
    await join(sealShare(world.deps.keys, { ...share, campaignId, generation: 3 }), nadia)
    expect([edges(), joinedOver()]).toEqual([[], [0]])
  })
})

describe('no circle', () => {
  it('closes over one’s own link or one below: all stay as they are, and the attempts are counted', async () => {
    const top = await ownLink(first)
    await join(top, nadia)
    const middle = await ownLink(nadia)
    await join(middle, 'deep@amis.example')
    const bottom = await ownLink('deep@amis.example')
    await drain(world.deps)
    const before = edges()
    for (const [link, email] of [
      [top, first],
      [middle, nadia],
      [bottom, nadia],
      [bottom, first],
    ] as const) {
      await ask(link, email)
    }
    for (const email of [first, nadia]) await confirmJoin(world.deps, await confirmOf(email))
    await drain(world.deps)
    expect(edges()).toEqual(before)
    expect(joinedOver()).toEqual([1, 1, 0])
    // Of the two confirmations only a seed's was a first one.
    expect(await flagged()).toEqual({ ...none, self: 2, loop: 2, replay: 1 })
    const own = world.db.raw.prepare('SELECT generation FROM enrollments WHERE contact_id = ?').pluck()
    expect(own.get((await place(first)).contactId)).toBe(0)
    expect((await stats(world.deps, await world.campaign())).joins).toBe(2)
  })
})

describe('odd joins', () => {
  it('are flagged by what one browser of one network does in ten minutes, from the third on', async () => {
    const link = await ownLink(first)
    const from = (address: string) => ({ address, userAgent: 'One/1.0' })
    const joinFrom = async (email: string, address: string) => {
      await ask(link, email)
      await confirmJoin(world.deps, await confirmOf(email), from(address))
    }
    for (const name of ['a', 'b', 'c', 'd']) await joinFrom(`${name}@amis.example`, '203.0.113.9')
    await joinFrom('e@amis.example', '198.51.100.1')
    world.at.now += paceWindowMs
    await joinFrom('f@amis.example', '203.0.113.9')
    expect(await flagged()).toEqual({ ...none, 'same-device': 2 })
    const odd = world.db.raw.prepare("SELECT count(*) FROM signups WHERE flags = 'same-device'").pluck()
    expect([odd.get(), joinedOver()]).toEqual([2, [6]])
  })

  it('count what opens nothing, and a confirmation that comes again', async () => {
    await join(await ownLink(first), nadia)
    await confirmJoin(world.deps, await confirmOf(nadia))
    expect(await confirmJoin(world.deps, 'AAAA')).toBeNull()
    await expect(ask('AAAA', nadia)).rejects.toMatchObject({ key: 'share-link' })
    expect(await flagged()).toEqual({ ...none, replay: 1, 'unknown-token': 2 })
  })

  it('of two presses at once one confirms and one is a replay', async () => {
    await ask(await ownLink(first), nadia)
    const token = await confirmOf(nadia)
    await Promise.all([confirmJoin(world.deps, token), confirmJoin(world.deps, token)])
    expect(await flagged()).toMatchObject({ replay: 1 })
    expect(joinedOver()).toEqual([1])
  })
})

it('erases somebody in the middle of a tree: every count stays, nothing leads to them', async () => {
  await join(await ownLink(first), nadia)
  await join(await ownLink(nadia), 'deep@amis.example')
  await drain(world.deps)
  const before = await stats(world.deps, await world.campaign())
  const { contactId } = await place(nadia)
  await forget(world.deps, { institutionId: world.institution.id, contactId, askedBy: 'person' })
  const after = await stats(world.deps, await world.campaign())
  expect([after.joins, after.generations, after.reproduction]).toEqual([
    before.joins,
    before.generations,
    before.reproduction,
  ])
  expect(joinedOver()).toEqual([1, 1])
  expect(edges()).toEqual([
    [first, null],
    [null, 'deep@amis.example'],
  ])
  for (const table of ['signups', 'enrollments', 'shares', 'share_joins']) {
    const left = world.db.raw.prepare(`SELECT count(*) FROM ${table} WHERE contact_id = ?`).pluck()
    expect(left.get(contactId), table).toBe(0)
  }
})
