import { expect, it } from 'vitest'
import { openTrace } from '../../src/core/tokens.ts'
import { followClick } from '../../src/engine/record.ts'
import { drain } from '../../src/engine/tick.ts'
import { definition, smallCampaign } from '../support/campaign.ts'
import { linksIn, readMail } from '../support/mail.ts'
import { makeWorld, type World } from '../support/world.ts'

const hit = {
  method: 'GET',
  userAgent: 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
  purpose: null,
}

async function measured(): Promise<{ world: World; html: string }> {
  const world = await makeWorld()
  await world.db.prepare("UPDATE institutions SET tracking_mode = 'individual'").run()
  await world.import(['hind@diaspora.example,Hind,Exemple,fr,BE'])
  await world.db.prepare("UPDATE contacts SET consent_track = 'given'").run()
  await world.launch(smallCampaign({ 'campaign.yaml': definition({ tracking: 'individual' }) }))
  await drain(world.deps)
  world.at.now += 60_000
  return { world, html: (await readMail(world.mail.arrived[0])).html }
}

const tokensIn = (html: string, door: string) =>
  linksIn(html)
    .filter((url) => url.includes(`mawja.example/${door}/`))
    .map((url) => url.slice(url.lastIndexOf('/') + 1))

it('what a filter does with a measured reader’s mail is no act of that reader', async () => {
  const { world, html } = await measured()
  const all = tokensIn(html, 'c')
  const own = all.find((token) => openTrace(world.deps.keys, token))!
  const follow = (token: string, address: string) =>
    followClick(world.deps, { token, hit: { ...hit, address } })
  await follow(own, '203.0.113.4')
  for (const token of [...all.slice(0, 3), own]) await follow(token, '198.51.100.7')
  const { results } = await world.db.prepare('SELECT class FROM traces ORDER BY id').all()
  expect(results).toEqual(['human', 'machine', 'machine'].map((name) => ({ class: name })))
})
