import { beforeEach, expect, it } from 'vitest'
import { runCommand } from '../../src/engine/commands.ts'
import { definition, smallCampaign } from '../support/campaign.ts'
import { makeWorld, people, type World } from '../support/world.ts'

let world: World
beforeEach(async () => {
  world = await makeWorld()
})

const save = (slug: string, audience: unknown, name?: string) =>
  runCommand(world.deps, 'segment save', { slug, audience, ...(name ? { name } : {}) })
const list = () => runCommand(world.deps, 'segment list', {})
const remove = (slug: string) => runCommand(world.deps, 'segment remove', { slug })

it('counts members anew each time, and says an audience in words with the names of segments', async () => {
  await world.import(people(30))
  await save('belges', { country: 'BE' }, 'Belges')
  const saved = await save('francophones', { segment: 'belges', languages: 'fr' })
  expect(saved).toMatchObject({
    segment: 'francophones',
    matched: 4,
    excluded: { paused: 0, frequency: 0 },
    words: {
      fr: 'Les personnes qui font partie du segment «\u00a0Belges\u00a0» et qui lisent en français.',
      ar: 'الأشخاص الذين ينتمون إلى الشريحة «Belges» والذين يقرؤون الفرنسية.',
      en: 'People who belong to the segment “Belges” and who read French.',
    },
  })
  const both = (count: number) => ({
    segments: [
      { segment: 'belges', name: 'Belges', count: count + 6 },
      { segment: 'francophones', name: 'francophones', count },
    ],
  })
  expect(await list()).toEqual(both(4))
  await world.import(['new@diaspora.example,Nora,,fr,BE'])
  expect(await list()).toEqual(both(5))
})

it('removes a segment only when nothing asks for it any more', async () => {
  await world.import(people(6))
  await save('belges', { country: 'BE' })
  await save('autres', { not: { segment: 'belges' } })
  const file = definition({ audience: '{any: [{segment: belges}, {country: FR}]}' })
  await world.launch(smallCampaign({ 'campaign.yaml': file }))
  await expect(remove('belges')).rejects.toThrow(/used by segment autres, campaign competences/)
  await remove('autres')
  await expect(remove('belges')).rejects.toThrow(/used by campaign competences;/)
  // A later edition that leaves it out does not free it: the older one is still under way.
  await world.publish(smallCampaign({ 'campaign.yaml': definition({ audience: '{country: FR}' }) }))
  await expect(remove('belges')).rejects.toThrow(/used by campaign competences;/)
  await runCommand(world.deps, 'finish', { campaign: 'competences' })
  expect(await remove('belges')).toEqual({ segment: 'belges', removed: true })
  await expect(remove('belges')).rejects.toThrow(/there is no segment "belges"; there are none yet/)
})

it('refuses audiences that name what is not there', async () => {
  await expect(save('x', { segment: 'y' })).rejects.toThrow(/there is no segment "y"/)
  await expect(save('x', { not: { segment: 'x' } })).rejects.toThrow(/segment "x" contains itself/)
  await expect(save('x', { did: 'received', campaign: 'y' })).rejects.toThrow(/there is no campaign "y"/)
  await expect(runCommand(world.deps, 'audience', { audience: { any: [{ did: 'slept' }] } })).rejects.toThrow(
    /^audience: any\.0: did is received/,
  )
  const file = definition({ audience: '{did: joined, campaign: nowhere}' })
  await expect(world.publish(smallCampaign({ 'campaign.yaml': file }))).rejects.toThrow(
    /no campaign "nowhere"/,
  )
})
