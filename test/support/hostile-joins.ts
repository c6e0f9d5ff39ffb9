import { expect } from 'vitest'
import { seeded } from '../../src/core/chance.ts'
import { type JoinFlag, paceWindowMs } from '../../src/core/join-flags.ts'
import { deriveKeys } from '../../src/core/token.ts'
import { sealChain, sealConfirm, sealShare } from '../../src/core/tokens.ts'
import { startChain } from '../../src/engine/chain.ts'
import { enroll } from '../../src/engine/enroll.ts'
import { confirmJoin, startJoin } from '../../src/engine/join.ts'
import { drain } from '../../src/engine/tick.ts'
import { personByEmail } from '../../src/store/people.ts'
import { shareOf } from '../../src/store/shares.ts'
import { signupOf } from '../../src/store/signups.ts'
import { definition, smallCampaign } from './campaign.ts'
import { makeWorld, people, type World } from './world.ts'

/** Somebody with a link of their own; `above` is whoever they joined over. */
type Sharer = { email: string; contactId: number; shareId: number; link: string; above: Sharer | null }

/** What was done to a campaign, to hold its rows against. */
export type Traffic = {
  world: World
  campaignId: number
  seeds: number
  joined: number
  /** Row of `shares` over which each person who joined came first. */
  parents: Map<number, number>
  injected: Record<JoinFlag, number>
}

type Run = Traffic & { random: () => number; sharers: Sharer[]; confirmed: string[]; people: number }

/** Most joins over one link in a window that are no burst, while links otherwise bring one or two. */
const unnoticed = 20
const mostSeeds = 200

/**
 * A campaign that spreads over personal links, through the verbs that the pages call, with one hostile act in a hundred
 * and a burst now and then; the same for the same number.
 */
export async function hostileTraffic(joins: number): Promise<Traffic> {
  const run = await begin()
  for (let step = 1; run.joined < joins; step++) {
    run.world.at.now += Math.floor(run.random() * 4_000)
    if (step % 100 === 0) await acts[(step / 100) % acts.length]!(run)
    else await honestJoin(run, anyOf(run, run.sharers))
    if (step % 5_000 === 0) await burst(run, 15)
    // Everybody is still 'confirmed' for a while, as between two minutes.
    if (step % 500 === 0) await enroll(run.world.deps)
  }
  await enroll(run.world.deps)
  return run
}

async function begin(): Promise<Run> {
  const world = await makeWorld()
  world.db.raw.exec("UPDATE institutions SET tracking_mode = 'individual'")
  await world.import(people(mostSeeds))
  await world.launch(
    smallCampaign({ 'campaign.yaml': definition({ tracking: 'individual', fallback: 'fr' }) }),
  )
  await drain(world.deps)
  const { id: campaignId } = await world.campaign()
  const seeds = world.db.raw
    .prepare(
      `SELECT a.value FROM enrollments e JOIN addresses a ON a.contact_id = e.contact_id ORDER BY a.contact_id`,
    )
    .pluck()
    .all() as string[]
  const run: Run = {
    ...{ world, campaignId, seeds: seeds.length, joined: 0, people: 0, random: seeded(11) },
    ...{ parents: new Map(), sharers: [], confirmed: [] },
    injected: { self: 0, loop: 0, burst: 0, 'same-device': 0, replay: 0, 'unknown-token': 0 },
  }
  for (const email of seeds) await makeSharer(run, email, null)
  return run
}

async function makeSharer(run: Run, email: string, above: Sharer | null): Promise<Sharer> {
  const { deps, institution, db } = run.world
  const { id: contactId } = (await personByEmail(db, institution.id, email))!
  const place = { campaignId: run.campaignId, contactId }
  await startChain(deps, { token: sealChain(deps.keys, place), agreed: true })
  const { id: shareId, generation } = (await shareOf(db, place))!
  const link = linkOf(run, { shareId, generation })
  const sharer = { email, contactId, shareId, link, above }
  run.sharers.push(sharer)
  return sharer
}

const linkOf = (run: Run, it: { shareId: number; generation: number }, keys = run.world.deps.keys) => {
  const { campaignId } = run
  const share = { campaignId, generation: it.generation, channel: 'whatsapp', language: 'fr' } as const
  return sealShare(keys, { ...share, personal: it.shareId })
}

type From = { address: string; userAgent: string }

/** One in twenty presses a second link before confirming the first; one in three goes on to share. */
async function honestJoin(run: Run, over: Sharer, from?: From): Promise<Sharer | null> {
  const email = `friend${++run.people}@amis.example`
  await post(run, over.link, email)
  if (!from && run.random() < 0.05) await post(run, anyOf(run, run.sharers).link, email)
  const token = await confirmToken(run, email)
  expect((await confirmJoin(run.world.deps, token, from))?.state).toBe('done')
  run.joined++
  run.confirmed.push(token)
  const contactId = (await personByEmail(run.world.db, run.world.institution.id, email))!.id
  run.parents.set(contactId, over.shareId)
  return !from && run.random() < 0.33 ? makeSharer(run, email, over) : null
}

/** With words that no form has: whoever posts may write what they like into it. */
function post(run: Run, token: string, email: string) {
  const forged = { generation: 0, shareId: 1, parentId: 1, flags: '', contactId: 1 }
  const it = { token, email, agreed: true, chained: true, language: 'fr', ...forged }
  return startJoin(run.world.deps, it)
}

async function confirmToken(run: Run, email: string): Promise<string> {
  const { db, deps, institution } = run.world
  const { id } = (await personByEmail(db, institution.id, email))!
  return sealConfirm(deps.keys, (await signupOf(db, run.campaignId, id))!.id)
}

/** Each does one hostile thing, and notes what must come to be known of it. */
const acts: readonly ((run: Run) => Promise<void>)[] = [
  selfReferral,
  loop,
  replay,
  guess,
  cut,
  forged,
  oneDevice,
]

async function selfReferral(run: Run): Promise<void> {
  const { link, email } = anyOf(run, run.sharers)
  await post(run, link, email)
  run.injected.self++
}

/** Somebody comes over a link below their own, and confirms it. */
async function loop(run: Run): Promise<void> {
  const below = anyOf(
    run,
    run.sharers.filter(({ above }) => above),
  )
  let top = below.above!
  while (top.above && run.random() < 0.7) top = top.above
  await post(run, below.link, top.email)
  run.injected.loop++
  const signup = (await signupOf(run.world.db, run.campaignId, top.contactId))!
  // A seed has no sign-up before: theirs waits for its confirmation like any other, and leads nowhere.
  if (signup.state !== 'pending') run.injected.replay++
  await confirmJoin(run.world.deps, sealConfirm(run.world.deps.keys, signup.id))
}

async function replay(run: Run): Promise<void> {
  expect((await confirmJoin(run.world.deps, anyOf(run, run.confirmed)))?.state).toBe('done')
  run.injected.replay++
}

async function guess(run: Run): Promise<void> {
  const letters = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_'
  const length = Math.floor(run.random() * 50)
  await refused(run, Array.from({ length }, () => anyOf(run, [...letters])).join(''))
}

async function cut(run: Run): Promise<void> {
  const whole = anyOf(run, [anyOf(run, run.sharers).link, anyOf(run, run.confirmed)])
  await refused(run, whole.slice(0, Math.floor(run.random() * whole.length)))
}

/** A parent of one's own choice: sealed with another secret, one letter of a real link changed, or another kind's token. */
async function forged(run: Run): Promise<void> {
  const { link, shareId } = anyOf(run, run.sharers)
  const place = Math.floor(run.random() * (link.length - 1))
  const other = deriveKeys('a secret that is not the one of this house')
  await refused(run, linkOf(run, { shareId, generation: 0 }, other))
  await refused(run, `${link.slice(0, place)}${link[place] === 'A' ? 'B' : 'A'}${link.slice(place + 1)}`)
  await refused(run, sealChain(run.world.deps.keys, { campaignId: run.campaignId, contactId: 1 }))
}

async function refused(run: Run, token: string): Promise<void> {
  await expect(post(run, token, 'guess@amis.example')).rejects.toMatchObject({ key: 'share-link' })
  expect(await confirmJoin(run.world.deps, token)).toBeNull()
  run.injected['unknown-token'] += 2
}

/** One browser makes five participants of itself: two may be a couple. */
async function oneDevice(run: Run): Promise<void> {
  nextWindow(run)
  const over = anyOf(run, run.sharers)
  const address = `203.0.113.${Math.floor(run.random() * 250)}`
  for (let time = 0; time < 5; time++) await honestJoin(run, over, { address, userAgent: 'One/1.0' })
  run.injected['same-device'] += 3
}

/** @param beyond  joins over what goes unnoticed */
async function burst(run: Run, beyond: number): Promise<void> {
  nextWindow(run)
  const over = anyOf(run, run.sharers)
  for (let time = 0; time < unnoticed + beyond; time++) {
    const from = { address: `198.51.${time}.7`, userAgent: `Many/${time}` }
    await honestJoin(run, over, from)
  }
  run.injected.burst += beyond
  nextWindow(run)
}

/** So that nobody else's join over the link is counted with them. */
function nextWindow({ world: { at } }: Run): void {
  at.now = (Math.floor(at.now / paceWindowMs) + 1) * paceWindowMs
}

const anyOf = <T>({ random }: Run, all: readonly T[]): T => all[Math.floor(random() * all.length)]!
