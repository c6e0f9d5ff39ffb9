import { beforeEach, expect, it } from 'vitest'
import { approve, isApproved, newestEdition } from '../../src/engine/approve.ts'
import { launch } from '../../src/engine/launch.ts'
import { reviewOf, waitingFor } from '../../src/engine/review.ts'
import { mostComment } from '../../src/engine/review-note.ts'
import { keepSegment } from '../../src/engine/segments.ts'
import { sendBack } from '../../src/engine/send-back.ts'
import { submit } from '../../src/engine/submit.ts'
import { saveOfficer } from '../../src/store/institutions.ts'
import { smallCampaign } from '../support/campaign.ts'
import { testNow } from '../support/database.ts'
import { makeWorld, people, type World } from '../support/world.ts'

let world: World
beforeEach(async () => {
  world = await makeWorld()
  await world.import(people(5))
  await world.publish()
})

const changedFiles = () => ({
  ...smallCampaign(),
  'campaign.yaml': `${smallCampaign()['campaign.yaml']}\n# mended\n`,
})
const review = async () => reviewOf(world.deps, await world.campaign())
const by = async (officer = world.author) => ({ campaign: await world.campaign(), officer })
const refusedAs = async (work: Promise<unknown>) => {
  const error = (await work.then(
    () => null,
    (one) => one,
  )) as { key?: string } | null
  return error?.key ?? 'done'
}
const waiting = async (officer = world.reviewer) =>
  (await waitingFor(world.deps, officer)).map(({ campaign, state }) => `${campaign.slug} ${state}`)

it('submits, returns with a comment, is answered and approved, and keeps the talk', async () => {
  const { deps, reviewer } = world
  expect((await review()).state).toBe('none')
  await submit(deps, await by())
  expect((await review()).state).toBe('submitted')
  expect(await waiting()).toEqual(['competences submitted'])
  expect(await waiting(world.author)).toEqual([])
  await sendBack(deps, { ...(await by(reviewer)), comment: 'La date est fausse.' })
  expect((await review()).state).toBe('returned')
  expect(await waiting()).toEqual([])
  expect(await waiting(world.author)).toEqual(['competences returned'])
  await world.publish(changedFiles())
  expect((await review()).state).toBe('stale')
  expect(await waiting(world.author)).toEqual([])
  await submit(deps, { ...(await by()), comment: 'C’est corrigé.' })
  await approve(deps, { ...(await by(reviewer)), comment: 'Merci.' })
  const { state, thread } = await review()
  expect(state).toBe('approved')
  expect(thread.map(({ act, comment, officer }) => [act, comment, officer])).toEqual([
    ['submitted', '', 'amina@mre.example'],
    ['returned', 'La date est fausse.', 'driss@mre.example'],
    ['submitted', 'C’est corrigé.', 'amina@mre.example'],
    ['approved', 'Merci.', 'driss@mre.example'],
  ])
  expect(new Set(thread.map(({ edition }) => edition)).size).toBe(2)
  const log = world.db.raw.prepare("SELECT act, detail FROM audit WHERE act IN ('submit', 'return')").all()
  expect(log).toHaveLength(3)
  expect(JSON.stringify(log)).not.toMatch(/fausse|corrigé/)
})

it('approves what nobody has submitted', async () => {
  await approve(world.deps, await by(world.reviewer))
  expect((await review()).state).toBe('approved')
})

it('refuses what nobody may or what has moved on', async () => {
  const { deps, reviewer, author, db } = world
  const comment = 'Encore.'
  expect(await refusedAs(submit(deps, await by(reviewer)))).toBe('role')
  expect(await refusedAs(sendBack(deps, { ...(await by(author)), comment }))).toBe('own-work')
  expect(await refusedAs(sendBack(deps, { ...(await by(reviewer)), comment: ' \n ' }))).toBe('comment')
  const long = 'x'.repeat(mostComment + 1)
  expect(await refusedAs(sendBack(deps, { ...(await by(reviewer)), comment: long }))).toBe('comment-long')
  const analyst = await saveOfficer(db, {
    institutionId: world.institution.id,
    email: 'ana@mre.example',
    role: 'analyst',
    createdAt: testNow,
  })
  expect(await refusedAs(sendBack(deps, { ...(await by(analyst)), comment }))).toBe('role')
  expect(await waiting(analyst)).toEqual([])
  const { seen } = await review()
  const old = await by(reviewer)
  await world.publish(changedFiles())
  expect(await refusedAs(approve(deps, { ...(await by(reviewer)), seen }))).toBe('changed')
  expect(await refusedAs(sendBack(deps, { ...(await by(reviewer)), comment, seen }))).toBe('changed')
  expect(await refusedAs(submit(deps, { ...(await by()), seen }))).toBe('changed')
  // A row that was read before the new edition: the statement itself looks once more.
  expect(await refusedAs(sendBack(deps, { ...old, comment }))).toBe('changed')
  await approve(deps, await by(reviewer))
  expect(await refusedAs(sendBack(deps, { ...(await by(reviewer)), comment }))).toBe('approved')
  expect(await refusedAs(submit(deps, await by()))).toBe('approved')
  await launch(deps, { campaign: await world.campaign() })
  expect(await refusedAs(submit(deps, await by()))).toBe('state')
  expect((await review()).thread.map(({ act }) => act)).toEqual(['approved'])
})

it('says so once when the same is submitted twice without a word', async () => {
  await submit(world.deps, await by())
  await submit(world.deps, await by())
  expect((await review()).thread).toHaveLength(1)
})

it('approves by the same person once more after a segment of the audience has changed', async () => {
  const { deps, institution, reviewer } = world
  const keep = (value: string) =>
    keepSegment(deps, {
      institution,
      slug: 'voisins',
      name: 'Voisins',
      audience: { field: 'country', op: 'eq', value },
    })
  await keep('BE')
  const yaml = smallCampaign()['campaign.yaml']!.replace(
    /^audience:.*(\n {2}.*)*$/m,
    'audience: {segment: voisins}',
  )
  await world.publish({ ...smallCampaign(), 'campaign.yaml': yaml })
  const approved = async () => {
    const campaign = await world.campaign()
    return isApproved(deps, campaign, await newestEdition(deps, campaign))
  }
  await approve(deps, await by(reviewer))
  expect(await approved()).toBe(true)
  await keep('FR')
  expect(await approved()).toBe(false)
  expect((await review()).state).toBe('stale')
  await approve(deps, await by(reviewer))
  expect(await approved()).toBe(true)
  await keep('BE')
  expect(await approved()).toBe(true)
})
