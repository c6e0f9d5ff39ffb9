import { expect, it } from 'vitest'
import { openTrace } from '../../src/core/tokens.ts'
import { followClick, readMailOnline } from '../../src/engine/record.ts'
import { drain } from '../../src/engine/tick.ts'
import { definition, smallCampaign } from '../support/campaign.ts'
import { linksIn, readMail } from '../support/mail.ts'
import { makeWorld, type World } from '../support/world.ts'

const hit = {
  method: 'GET',
  userAgent: 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
  purpose: null,
  address: '198.51.100.7',
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
  const own = tokensIn(html, 'c').find((token) => openTrace(world.deps.keys, token))!
  const hidden = /\/c\/([\w-]+)" rel="nofollow"/.exec(html)![1]!
  await followClick(world.deps, { token: own, hit: { ...hit, address: '203.0.113.4' } })
  await followClick(world.deps, { token: own, hit })
  await followClick(world.deps, { token: hidden, hit })
  await followClick(world.deps, { token: own, hit })
  const { results } = await world.db.prepare('SELECT class FROM traces ORDER BY id').all()
  expect(results).toEqual(['human', 'machine', 'machine'].map((name) => ({ class: name })))
})

it('the copy on the web has no hidden link: whoever passes it on sets no trap', async () => {
  const { world, html } = await measured()
  const online = await readMailOnline(world.deps, { token: tokensIn(html, 'v')[0]! })
  expect(html).toContain('display:none"></a>')
  expect(online!.html).not.toContain('display:none"></a>')
})
