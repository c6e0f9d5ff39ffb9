import { expect, it } from 'vitest'
import { openShare, sealShare } from '../../src/core/tokens.ts'
import { readChain, startChain } from '../../src/engine/chain.ts'
import { experiment } from '../../src/engine/experiment.ts'
import { readLanding, readMailOnline } from '../../src/engine/record.ts'
import { stats } from '../../src/engine/stats.ts'
import { drain } from '../../src/engine/tick.ts'
import { tokenIn } from '../support/mail.ts'
import { joinOver, mailOf, passedOn } from '../support/passing.ts'
import { variantFiles } from '../support/variants.ts'
import { makeWorld, people, type World } from '../support/world.ts'

async function launched(): Promise<World> {
  const world = await makeWorld()
  await world.import(people(40))
  await world.launch({
    ...variantFiles(),
    'landing.long.fr.md': '---\ntitle: La longue page\ndescription: Longue\nstatus: reviewed\n---\nLongue.\n',
    'share.long.fr.txt': '---\nstatus: reviewed\n---\nEn long\n',
  })
  await drain(world.deps)
  return world
}

/** A reader of French who has the variant. */
async function readerOf(world: World, variant: string): Promise<string> {
  const sql = `SELECT a.value FROM enrollments e JOIN addresses a ON a.contact_id = e.contact_id
    WHERE e.variant = ? AND e.language = 'fr' ORDER BY a.value LIMIT 1`
  return (await world.db.prepare(sql).bind(variant).first<{ value: string }>())!.value
}

it.each([
  ['long', 2, 'La longue page', 'En long'],
  ['court', 1, 'Bonjour fr', 'Bonjour, Inscrire mes compétences'],
] as const)('hands %s down from reader to reader', async (variant, number, title, words) => {
  const world = await launched()
  const reader = await readerOf(world, variant)
  const first = await passedOn(world, await mailOf(world, reader, `invitation ${variant}`))
  expect(first.text).toContain(words)
  expect(openShare(world.deps.keys, first.token)).toMatchObject({ generation: 0, variant: number })
  const page = await readLanding(world.deps, { token: first.token, hit: null })
  expect(page!.title).toBe(title)
  expect([...page!.languages].sort()).toEqual(['ar', 'fr', 'nl'])
  expect(openShare(world.deps.keys, page!.share.url.split('/s/')[1]!)!.variant).toBe(number)

  expect((await joinOver(world, first.token, 'friend1@amis.example')).sort()).toEqual(
    ['bienvenue fr', 'confirmation fr', `suite ${variant}`].sort(),
  )
  // A mail that has no variants of its own knows whom it is for.
  const welcome = await mailOf(world, 'friend1@amis.example', 'bienvenue fr')
  const second = await passedOn(world, welcome)
  expect(second.text).toContain(words)
  expect(openShare(world.deps.keys, second.token)).toMatchObject({ generation: 1, variant: number })
  const online = (await readMailOnline(world.deps, { token: tokenIn(welcome, '/v/') }))!
  expect((await passedOn(world, online.html)).token).toBe(second.token)
  expect(await joinOver(world, second.token, 'friend2@amis.example')).toContain(`suite ${variant}`)

  const figures = await stats(world.deps, await world.campaign())
  expect(figures.byVariant[variant]!.joins).toBe(2)
  expect(figures.joins).toBe(2)
  const told = await experiment(world.deps, await world.campaign())
  expect(told.measure).toBe('joins')
  expect(told.arms.find(({ arm }) => arm === variant)!.successes).toBe(1)
})

it('carries it in a link of somebody’s own', async () => {
  const world = await launched()
  const reader = await readerOf(world, 'long')
  const token = tokenIn(await mailOf(world, reader, 'invitation long'), '/me/')
  await startChain(world.deps, { token, agreed: true })
  const own = await readChain(world.deps, token)
  const share = openShare(world.deps.keys, (own as { share: { url: string } }).share.url.split('/s/')[1]!)
  expect(share).toMatchObject({ variant: 2 })
  expect(share!.personal).toBeGreaterThan(0)
})

it('knows links of before, and of a place that the campaign does not have', async () => {
  const world = await launched()
  const { id: campaignId } = await world.campaign()
  const plain = { campaignId, generation: 0, channel: 'whatsapp', language: 'fr' } as const
  const old = sealShare(world.deps.keys, plain)
  expect(await joinOver(world, old, 'friend3@amis.example')).toContain('suite court')
  const strange = sealShare(world.deps.keys, { ...plain, variant: 7 })
  expect(await joinOver(world, strange, 'friend4@amis.example')).toContain('suite court')
  expect((await stats(world.deps, await world.campaign())).byVariant.court!.joins).toBe(0)
  expect(sealShare(world.deps.keys, { ...plain, variant: 8 }).length - old.length).toBeLessThanOrEqual(2)
})
