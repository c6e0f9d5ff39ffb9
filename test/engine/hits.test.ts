import { beforeEach, describe, expect, it } from 'vitest'
import type { Hit } from '../../src/core/hit.ts'
import { followClick, readLanding } from '../../src/engine/record.ts'
import { type Stats, stats } from '../../src/engine/stats.ts'
import { tally } from '../../src/engine/tally.ts'
import { drain, tick } from '../../src/engine/tick.ts'
import { linksIn, readMail } from '../support/mail.ts'
import { makeWorld, people, type World } from '../support/world.ts'

const browser = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0'
const minute = 60_000

let world: World
let html: string
beforeEach(async () => {
  world = await makeWorld()
  await world.import(people(10))
  await world.launch()
  await drain(world.deps)
  html = (await readMail(world.mail.arrived[0])).html
  world.at.now += 10 * minute
})

const hitFrom = (address: string | null, more: Partial<Hit> = {}): Hit => ({
  method: 'GET',
  userAgent: browser,
  purpose: null,
  address,
  ...more,
})
const tokens = (door: string) =>
  linksIn(html)
    .filter((url) => url.includes(`mawja.example/${door}/`))
    .map((url) => url.slice(url.lastIndexOf('/') + 1))
const follow = (token: string, hit: Hit) => followClick(world.deps, { token, hit })
const figures = async (): Promise<Stats> => stats(world.deps, await world.campaign())
const events = async () =>
  (
    await world.db
      .prepare(
        "SELECT kind, class, reasons FROM events WHERE kind IN ('click', 'share', 'visit') ORDER BY id",
      )
      .all<{ kind: string; class: string; reasons: string }>()
  ).results
const folded = async () =>
  (await world.db
    .prepare("SELECT coalesce(sum(count), 0) AS n FROM tallies WHERE kind IN ('click', 'share', 'visit')")
    .first<{ n: number }>())!.n

describe('a network that follows many links at once', () => {
  it('is a machine from its first hit on, whatever its name and order', async () => {
    await Promise.all(tokens('c').map((token) => follow(token, hitFrom('198.51.100.7'))))
    const all = await events()
    expect(all.length).toBeGreaterThan(4)
    expect(new Set(all.map((one) => one.class))).toEqual(new Set(['machine']))
    expect(new Set(all.map((one) => one.reasons))).toEqual(new Set(['browser-agent+burst;rules=2']))
  })

  it('takes the page that is shared with it, before and after', async () => {
    const visit = () => readLanding(world.deps, { token: tokens('s')[0]!, hit: hitFrom('198.51.100.9') })
    await visit()
    for (const token of tokens('c').slice(0, 3)) await follow(token, hitFrom('198.51.100.7'))
    await visit()
    await readLanding(world.deps, { token: tokens('s')[0]!, hit: hitFrom('203.0.113.1') })
    const kinds = (await events()).map((one) => [one.kind === 'visit', one.class])
    expect(kinds[0]).toEqual([true, 'machine'])
    expect(kinds.slice(-2)).toEqual([
      [true, 'machine'],
      [true, 'human'],
    ])
    expect(await figures()).toMatchObject({ visits: { raw: 3, human: 1, machine: 2 } })
  })

  it('is led to where everybody is', async () => {
    const all = tokens('c')
    const places = async (address: string | null) => {
      const found: (string | undefined)[] = []
      for (const token of all) found.push((await follow(token, hitFrom(address)))?.location)
      return found
    }
    const usual = await places(null)
    expect(usual.every((place) => place && /^(https|mailto):/.test(place))).toBe(true)
    expect(await places('198.51.100.7')).toEqual(usual)
    const counted = (await events()).filter((one) => one.class === 'machine')
    expect(counted).toHaveLength(all.length)
  })

  it('is a family when it takes a minute over three links', async () => {
    for (const token of tokens('c').slice(0, 3)) {
      await follow(token, hitFrom('203.0.113.20'))
      world.at.now += 20_000
    }
    expect((await events()).map((one) => one.class)).toEqual(['human', 'human', 'human'])
  })
})

describe('seconds after the wave began', () => {
  it('nobody has read yet: the hit is unknown, and its reason stays', async () => {
    const late = await makeWorld()
    await late.import(people(3))
    await late.launch()
    await drain(late.deps)
    const { html: letter } = await readMail(late.mail.arrived[0])
    const url = linksIn(letter).find((one) => one.includes('/c/'))!
    const token = url.slice(url.lastIndexOf('/') + 1)
    for (const wait of [9_000, 1_000]) {
      late.at.now += wait
      await followClick(late.deps, { token, hit: hitFrom('203.0.113.5') })
    }
    const { results } = await late.db.prepare("SELECT class, reasons FROM events WHERE kind = 'click'").all()
    expect(results).toEqual([
      { class: 'unknown', reasons: 'browser-agent+early;rules=2' },
      { class: 'human', reasons: 'browser-agent;rules=2' },
    ])
  })
})

describe('hits that are pending', () => {
  it('are in the figures at once, and in the tallies ten minutes later', async () => {
    const [token] = tokens('c')
    await follow(token!, hitFrom('203.0.113.5'))
    await tick(world.deps)
    expect(await folded()).toBe(0)
    expect(await figures()).toMatchObject({ clicks: { raw: 1, human: 1 }, pending: 1 })
    world.at.now += 9 * minute
    await tick(world.deps)
    expect(await folded()).toBe(0)
    world.at.now += minute
    await tick(world.deps)
    expect(await folded()).toBe(1)
    expect(await figures()).toMatchObject({ clicks: { raw: 1, human: 1 }, pending: 0 })
    await tick(world.deps)
    expect(await folded()).toBe(1)
  })

  it('keep the class they were counted with', async () => {
    const [first, second, third] = tokens('c')
    await follow(first!, hitFrom('203.0.113.5'))
    await tally(world.deps)
    // Nothing else of the world moves: only the fold believes that ten minutes went by.
    await tally({ ...world.deps, clock: { now: () => world.at.now + 10 * minute } })
    await follow(second!, hitFrom('203.0.113.5'))
    await follow(third!, hitFrom('203.0.113.5'))
    await follow(first!, hitFrom('203.0.113.5'))
    expect((await events()).map((one) => one.class)).toEqual(['human', 'machine', 'machine', 'machine'])
    expect((await figures()).clicks).toMatchObject({ raw: 2, human: 1, machine: 1 })
  })

  it('are counted by the end of a rehearsal that runs time ahead', async () => {
    await follow(tokens('c')[0]!, hitFrom(null))
    await drain(world.deps, { until: world.at.now + 60 * minute })
    await drain({ ...world.deps, clock: { now: () => world.at.now + 20 * minute } })
    await drain({ ...world.deps, clock: { now: () => world.at.now + 31 * minute } })
    expect(await folded()).toBe(1)
  })

  it('were all folded before hits had a cursor of their own', async () => {
    await tally(world.deps)
    await world.db.prepare("DELETE FROM meta WHERE key IN ('tallied-hits', 'hit-marks')").run()
    await follow(tokens('c')[0]!, hitFrom(null))
    await tally(world.deps)
    expect(await figures()).toMatchObject({ clicks: { raw: 1 }, pending: 1 })
  })
})

it('counts pastes by the app that drew the preview, beside the visits', async () => {
  const [token] = tokens('s')
  for (const userAgent of [
    'WhatsApp/2.23.20.0',
    'WhatsApp/2.23.20.0',
    'TelegramBot (like TwitterBot)',
    browser,
  ]) {
    await readLanding(world.deps, { token: token!, hit: hitFrom('203.0.113.5', { userAgent }) })
  }
  const expected = {
    visits: { raw: 4, human: 1, machine: 0, preview: 3, unknown: 0 },
    previews: { whatsapp: 2, telegram: 1 },
  }
  expect(await figures()).toMatchObject({ ...expected, pending: 4 })
  await tick(world.deps)
  world.at.now += 10 * minute
  await tick(world.deps)
  expect(await figures()).toMatchObject({ ...expected, pending: 0 })
})

it('drops no hit: raw is the sum of its classes, whoever comes from wherever and whenever', async () => {
  const click = tokens('c')
  const agents = [browser, 'curl/8.5.0', null, 'WhatsApp/2.23.20.0']
  const addresses = [null, '198.51.100.7', '203.0.113.5', '52.16.3.4']
  let made = 0
  for (let index = 0; index < 200; index++) {
    const token = click[(index * 7) % click.length]!
    const method = index % 11 === 0 ? 'HEAD' : 'GET'
    const hit = hitFrom(addresses[(index * 5) % 4]!, { method, userAgent: agents[(index * 3) % 4]! })
    if (await follow(token, hit)) made++
    world.at.now += (index % 13) * 700
    if (index % 40 === 0) await tick(world.deps)
  }
  expect(made).toBe(200)
  const { clicks } = await figures()
  const shares = (await events()).filter(({ kind }) => kind === 'share').length
  expect(clicks.raw).toBe(made - shares)
  expect(clicks.human + clicks.machine + clicks.preview + clicks.unknown).toBe(clicks.raw)
})
