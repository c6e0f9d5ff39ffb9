import { beforeEach, describe, expect, it } from 'vitest'
import { languageTags } from '../../src/core/language.ts'
import type { Deps } from '../../src/engine/deps.ts'
import { serviceCampaign } from '../../src/engine/service.ts'
import { contentById, contentsOf, findCampaign, listCampaigns } from '../../src/store/campaigns.ts'
import { smallCampaign } from '../support/campaign.ts'
import { makeWorld, type World } from '../support/world.ts'

let world: World
let deps: Deps
beforeEach(async () => {
  world = await makeWorld()
  deps = { ...world.deps, settings: { ...world.deps.settings, mailFrom: 'lettre@mre.example' } }
})

describe('the letters of the house', () => {
  it('are published in every language when they are needed, and run', { timeout: 60_000 }, async () => {
    const campaign = await serviceCampaign(deps, world.institution)
    expect(campaign).toMatchObject({ slug: 'service-mre', state: 'running', kind: 'service' })
    const contents = await contentsOf(world.db, campaign.runningEditionId!)
    expect(contents.map(({ step, language }) => `${step} ${language}`).sort()).toEqual(
      languageTags.flatMap((tag) => [`confirmation ${tag}`, `data ${tag}`]).sort(),
    )
    // What no native reader has seen is not sent; its readers get the next language of theirs.
    const drafts = contents.filter((content) => content.status === 'draft')
    expect([...new Set(drafts.map((content) => content.language))].sort()).toEqual(['ary', 'zgh'])
    for (const { id, step } of contents) {
      const { html, text } = (await contentById(world.db, id))!
      const door = step === 'data' ? '{{dataUrl}}' : '{{confirmUrl}}'
      expect(html).toContain(door)
      expect(text).toContain(door)
      // An answer to what a person just did is no bulk mail.
      expect(html + text).not.toMatch(/unsubscribeUrl|viewUrl|shareUrl/)
    }
    expect(await listCampaigns(world.db, world.institution.id)).toEqual([])
  })

  it('are the same ones until they change', { timeout: 60_000 }, async () => {
    const first = await serviceCampaign(deps, world.institution)
    expect(await serviceCampaign(deps, world.institution)).toEqual(first)
    const changed = {
      ...deps,
      templates: {
        ...deps.templates,
        'service/data.fr.md': deps.templates['service/data.fr.md']!.replace(
          'Bonjour',
          'Chère lectrice, cher lecteur',
        ),
      },
    }
    const second = await serviceCampaign(changed, world.institution)
    expect(second.id).toBe(first.id)
    expect(second.runningEditionId).not.toBe(first.runningEditionId)
    expect(second.launchedAt).toBe(first.launchedAt)
  })

  it('need an address to come from: a setting, or a campaign that names one', {
    timeout: 60_000,
  }, async () => {
    await expect(serviceCampaign(world.deps, world.institution)).rejects.toMatchObject({ key: 'no-sender' })
    expect(await findCampaign(world.db, 'service-mre')).toBeUndefined()
    await world.publish()
    const campaign = await serviceCampaign(world.deps, world.institution)
    expect(campaign.state).toBe('running')
  })

  it('are nobody else’s to write', async () => {
    const files = smallCampaign()
    const sneaky = files['campaign.yaml']!.replace('trigger: join', 'trigger: request')
    await expect(world.publish({ ...files, 'campaign.yaml': sneaky })).rejects.toMatchObject({
      key: 'campaign-file',
    })
  })
})
