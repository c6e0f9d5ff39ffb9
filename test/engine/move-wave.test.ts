import fc from 'fast-check'
import { beforeEach, expect, it } from 'vitest'
import { durationMs } from '../../src/core/campaign.ts'
import { approve, isApproved, newestEdition } from '../../src/engine/approve.ts'
import { draftOf, saveDraft } from '../../src/engine/drafts.ts'
import { launch } from '../../src/engine/launch.ts'
import { longer, moveWave, waveMoment } from '../../src/engine/move-wave.ts'
import { filesOf } from '../../src/store/campaigns.ts'
import { saveOfficer } from '../../src/store/institutions.ts'
import { testInstitution, testNow } from '../support/database.ts'
import { readersIn, timedCampaign } from '../support/timed.ts'
import { makeWorld, type World } from '../support/world.ts'

const lines = `
  - share: 50   # les premiers
  - {share: 30, after: 3h}
  # à la fin
  - share: 20
    after: 1d   # un jour`
let world: World
beforeEach(async () => {
  world = await makeWorld()
  await readersIn(world, [{ country: 'FR' }, { country: 'MA' }])
  await world.publish(timedCampaign({ lettre: 'channel: email' }, '', { waves: lines }))
})

const move = async (wave: number, after: string, seen: string, officer = world.author) =>
  moveWave(world.deps, { campaign: await world.campaign(), officer, wave, after, seen })
const yaml = async () => (await filesOf(world.db, (await world.campaign()).editionId!))['campaign.yaml']!
const keyOf = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: { key?: string }) => error.key,
  )
const startOf = async (wave: number) =>
  (await waveMoment(world.deps, { campaign: await world.campaign(), wave })).startsAt - testNow
const hour = 3_600_000

it('changes the one line of the wave, takes the waves behind it along, asks for a new yes, and goes back', async () => {
  const before = await yaml()
  await approve(world.deps, { campaign: await world.campaign(), officer: world.reviewer })
  expect([await startOf(2), await startOf(3)]).toEqual([3 * hour, 27 * hour])
  expect(await move(2, '27h', '3h')).toMatchObject({ outcome: 'edition' })
  expect(await yaml()).toBe(before.replace('after: 3h', 'after: 27h'))
  expect([await startOf(2), await startOf(3)]).toEqual([27 * hour, 51 * hour])
  const campaign = await world.campaign()
  expect(await isApproved(world.deps, campaign, await newestEdition(world.deps, campaign))).toBe(false)
  await move(2, '3h', '27h')
  expect(await yaml()).toBe(before)
  await move(3, '2d', '1d')
  expect(await yaml()).toBe(before.replace('after: 1d', 'after: 2d'))
  await move(3, '1d', '2d')
  await move(1, '2h', '0m')
  expect(await startOf(3)).toBe(29 * hour)
  await move(1, '0m', '2h')
  expect(await yaml()).toBe(before)
})

it('saves in the draft where other changes wait there', async () => {
  const campaign = await world.campaign()
  const copy = (await draftOf(world.deps, campaign))['lettre.fr.md']!
  const asked = { campaign, officer: world.author, path: 'lettre.fr.md' }
  await saveDraft(world.deps, { ...asked, body: `${copy.body}\nEncore un mot.\n`, base: copy.base })
  expect(await move(2, '5h', '3h')).toMatchObject({ outcome: 'draft' })
  expect((await draftOf(world.deps, campaign))['campaign.yaml']!.body).toContain('after: 5h')
  expect(await yaml()).toContain('after: 3h')
})

it('refuses roles, other institutions, what somebody else has moved, and campaigns that were launched', async () => {
  const other = await testInstitution(world.db, 'autre')
  const stranger = await saveOfficer(world.db, {
    institutionId: other.id,
    email: 'zineb@autre.example',
    role: 'admin',
    createdAt: testNow,
  })
  const before = await yaml()
  expect(await keyOf(move(2, '4h', '3h', world.reviewer))).toBe('role')
  expect(await keyOf(move(2, '4h', '3h', stranger))).toBe('campaign')
  expect(await keyOf(move(2, '4h', '2h'))).toBe('moved')
  expect(await keyOf(move(4, '4h', '3h'))).toBe('waves')
  for (const after of ['', 'soon', '-3h', '3', '999999h'])
    expect(await keyOf(move(2, after, '3h'))).toBe('time')
  expect(await yaml()).toBe(before)
  await approve(world.deps, { campaign: await world.campaign(), officer: world.reviewer })
  await launch(world.deps, { campaign: await world.campaign() })
  expect(await keyOf(move(2, '4h', '3h'))).toBe('launched')
  expect(await yaml()).toBe(before)
})

it('says every length of whole minutes, and none before the wave ahead', () => {
  fc.assert(
    fc.property(fc.nat(20_000), fc.integer({ min: -20_000, max: 20_000 }), (minutes, by) => {
      const asked = () => longer(`${minutes}m`, by * 60_000)
      if (minutes + by < 0) expect(asked).toThrow(/ahead of it/)
      else expect(durationMs(asked())).toBe((minutes + by) * 60_000)
    }),
  )
})
