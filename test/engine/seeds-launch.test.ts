import { expect, it } from 'vitest'
import { approve } from '../../src/engine/approve.ts'
import { runCommand } from '../../src/engine/commands.ts'
import { launch } from '../../src/engine/launch.ts'
import { campaignNamed } from '../../src/engine/named.ts'
import { publish } from '../../src/engine/publish.ts'
import type { seeds } from '../../src/engine/seeds.ts'
import { stats } from '../../src/engine/stats.ts'
import { drain } from '../../src/engine/tick.ts'
import { insertEvent } from '../../src/store/events.ts'
import { definition, smallCampaign } from '../support/campaign.ts'
import { makeWorld, people } from '../support/world.ts'

const week = 7 * 24 * 3_600_000
type Told = Awaited<ReturnType<typeof seeds>>

it('writes to the seeds that were kept, to nobody else, and to the rest with the next campaign', async () => {
  const world = await makeWorld()
  await world.import(people(120))
  await world.launch()
  await drain(world.deps)
  const join = { campaignId: (await world.campaign()).id, kind: 'join', at: world.at.now, generation: 1 }
  await world.db.batch(
    Array.from({ length: 30 }, () => insertEvent(world.db, { ...join, language: 'fr', country: 'BE' })),
  )
  world.at.now += 2 * week
  const files = (audience: string) => smallCampaign({ 'campaign.yaml': definition({ audience }) })
  const first = '{segment: premiers}'
  await publish(world.deps, { slug: 'deux', files: smallCampaign(), author: world.author })
  const told = (await runCommand(world.deps, 'seeds', {
    ...{ campaign: 'deux', top: 30, save: 'premiers' },
  })) as Told
  const send = async (slug: string, audience: string) => {
    await publish(world.deps, { slug, files: files(audience), author: world.author })
    await approve(world.deps, { campaign: await campaignNamed(world.deps, slug), officer: world.reviewer })
    await launch(world.deps, { campaign: await campaignNamed(world.deps, slug) })
    await drain(world.deps)
    const sql = `SELECT e.contact_id FROM enrollments e JOIN campaigns c ON c.id = e.campaign_id WHERE c.slug = ? ORDER BY 1`
    return world.db.raw.prepare(sql).pluck().all(slug) as number[]
  }
  const seeded = await send('deux', first)
  expect(seeded).toEqual(told.rows.map((row) => row.contact).sort((one, other) => one - other))
  expect(await stats(world.deps, await campaignNamed(world.deps, 'deux'))).toMatchObject({
    audience: 30,
    sent: 30,
  })
  const rest = await send('trois', `{all: [{not: ${first}}, {consent: "receive:email"}]}`)
  expect(rest).toHaveLength(90)
  expect(rest.filter((id) => seeded.includes(id))).toEqual([])
})
