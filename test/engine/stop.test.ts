import { expect, it } from 'vitest'
import type { Reason } from '../../src/core/channel.ts'
import { checkAudit } from '../../src/engine/audit.ts'
import { finish, pause } from '../../src/engine/launch.ts'
import { resume } from '../../src/engine/resume.ts'
import { stats } from '../../src/engine/stats.ts'
import { watchCampaigns } from '../../src/engine/stop.ts'
import { drain, tick } from '../../src/engine/tick.ts'
import { insertEvent } from '../../src/store/events.ts'
import { definition, smallCampaign } from '../support/campaign.ts'
import { makeWorld, people, type World } from '../support/world.ts'

const hourMs = 3_600_000
const steps = `
  - {id: invitation, channel: email, trigger: launch, share: true}
  - {id: confirmation, channel: email, trigger: signup}`

const files = (waves: string) => {
  const all = smallCampaign({ 'campaign.yaml': definition({ waves, steps }) })
  return Object.fromEntries(Object.entries(all).filter(([path]) => !/^(annonce|bienvenue)/.test(path)))
}

type Line = Record<string, string | number>

async function launched(count: number, waves = '[{share: 50}, {share: 50, after: 3h}]') {
  const world = await makeWorld()
  const lines: Line[] = []
  world.deps.log = (event, facts) => lines.push({ event, ...facts })
  await world.import(people(count))
  await world.launch(files(waves))
  return { world, lines }
}

async function happened(world: World, kind: string, count: number): Promise<void> {
  const { id: campaignId } = await world.campaign()
  const event = () => insertEvent(world.db, { campaignId, kind, at: world.at.now })
  await world.db.batch(Array.from({ length: count }, event))
}

const refusing = (world: World, reason: Reason, every: number) => {
  world.mail.decide = (message) =>
    message.id % every === 0 ? { outcome: 'refused', reason, detail: '', retryable: false } : undefined
}

it('stops before the next wave when every second mail is refused for a fault of ours', async () => {
  const { world, lines } = await launched(240)
  refusing(world, 'policy_or_auth', 2)
  expect(await drain(world.deps, { until: world.at.now + 5 * hourMs })).toMatchObject({
    sent: 60,
    refused: 60,
  })
  const campaign = await world.campaign()
  expect(campaign.state).toBe('paused')
  const finding = { rule: 'errors', figure: 50, limit: 50, count: 60, of: 120 }
  expect(JSON.parse(campaign.stopped!)).toMatchObject({ ...finding, at: world.at.now })
  expect(lines).toContainEqual({ event: 'campaign-stopped', campaign: 'competences', ...finding })
  expect(await stats(world.deps, campaign)).toMatchObject({
    state: 'paused',
    stopped: finding,
    warnings: [finding],
  })
  const acts = await world.db.prepare("SELECT subject, detail FROM audit WHERE act = 'stop'").all<Line>()
  expect(acts.results).toEqual([{ subject: `campaign:${campaign.id}`, detail: JSON.stringify(finding) }])
  expect(await checkAudit(world.deps)).toMatchObject({ brokenAt: null })
})

it('does not wait for the next minute where a quick server refuses everything', async () => {
  const { world } = await launched(1500, '[{share: 100}]')
  refusing(world, 'content_or_spam', 1)
  const done = await drain(world.deps)
  expect((await world.campaign()).state).toBe('paused')
  expect(done.refused).toBeGreaterThanOrEqual(50)
  expect(done.refused).toBeLessThan(500)
})

it('counts refusals about the address as bounces, and not as errors', async () => {
  const { world } = await launched(240)
  refusing(world, 'unknown_user', 10)
  await drain(world.deps)
  await tick(world.deps)
  expect(JSON.parse((await world.campaign()).stopped!)).toMatchObject({
    rule: 'bounces',
    count: 12,
    of: 120,
    figure: 10,
  })
})

it('lets temporary trouble pass', async () => {
  const { world } = await launched(240, '[{share: 100}]')
  world.mail.decide = () => ({ outcome: 'refused', reason: 'network', detail: '', retryable: true })
  expect(await drain(world.deps)).toMatchObject({ retrying: 240 })
  await tick(world.deps)
  expect((await world.campaign()).state).toBe('running')
})

it('warns once of complaints, then stops, and goes on only for somebody who names the rule', async () => {
  const { world, lines } = await launched(1000, '[{share: 100}]')
  await drain(world.deps)
  await happened(world, 'complaint', 1)
  await tick(world.deps)
  await tick(world.deps)
  expect((await world.campaign()).state).toBe('running')
  expect(lines.map((line) => line.event)).toEqual(['campaign-warning'])
  await happened(world, 'complaint', 2)
  await tick(world.deps)
  expect(lines.at(-1)).toMatchObject({ event: 'campaign-stopped', rule: 'complaints', count: 3, of: 1000 })

  const campaign = await world.campaign()
  await expect(resume(world.deps, { campaign })).rejects.toMatchObject({
    key: 'stopped',
    message:
      'competences was stopped by complaints: 3 of 1000 (0.30 %), the limit is 0.3 %; look into it, then say resume competences --despite complaints',
  })
  await expect(resume(world.deps, { campaign, despite: 'bounces' })).rejects.toMatchObject({ key: 'stopped' })
  expect(await resume(world.deps, { campaign, despite: 'complaints' })).toMatchObject({ state: 'running' })
  expect(await world.campaign()).toMatchObject({ state: 'running', stopped: null })
  await expect(resume(world.deps, { campaign, despite: 'complaints' })).rejects.toMatchObject({
    key: 'state',
  })
})

it('stops again for a rule that was overridden when its figure has grown by half', async () => {
  const { world } = await launched(1000, '[{share: 100}]')
  await drain(world.deps)
  await happened(world, 'complaint', 4)
  await tick(world.deps)
  await resume(world.deps, { campaign: await world.campaign(), despite: 'complaints' })
  await happened(world, 'complaint', 1)
  await tick(world.deps)
  expect((await world.campaign()).state).toBe('running')
  await happened(world, 'complaint', 1)
  await tick(world.deps)
  expect(await world.campaign()).toMatchObject({
    state: 'paused',
    stopped: expect.stringContaining('"count":6'),
  })
})

it('forgets an override when the trouble is over: the next storm stops again', async () => {
  const { world } = await launched(900, '[{share: 10}, {share: 50, after: 3h}, {share: 40, after: 3h}]')
  const wave = async (reason: Reason | null) => {
    if (reason) refusing(world, reason, 1)
    else world.mail.decide = () => undefined
    await drain(world.deps)
    await tick(world.deps)
    world.at.now += 3 * hourMs
    return (await world.campaign()).state
  }
  expect(await wave('system')).toBe('paused')
  await resume(world.deps, { campaign: await world.campaign(), despite: 'errors' })
  expect(await wave(null)).toBe('running')
  expect(await wave('system')).toBe('paused')
})

it('finds a variant that does not arrive', async () => {
  const { world } = await launched(400, '[{share: 100}]')
  await world.db
    .prepare("UPDATE enrollments SET variant = CASE contact_id % 2 WHEN 0 THEN 'court' ELSE 'long' END")
    .run()
  await drain(world.deps)
  await world.db.batch([
    world.db.prepare("UPDATE tallies SET variant = 'court', count = count / 2 WHERE kind = 'audience'"),
    world.db.prepare(
      "INSERT INTO tallies SELECT campaign_id, step_id, kind, class, generation, language, country, 'long', share_channel, link_id, count FROM tallies WHERE kind = 'audience'",
    ),
    world.db.prepare("UPDATE tallies SET variant = 'court' WHERE kind = 'sent'"),
    world.db.prepare("UPDATE events SET variant = 'court' WHERE kind = 'sent'"),
  ])
  await tick(world.deps)
  expect(JSON.parse((await world.campaign()).stopped!)).toMatchObject({ rule: 'sampleRatio', count: 0 })
})

it('keeps to limits of the campaign’s own', async () => {
  const world = await makeWorld()
  await world.import(people(400))
  const own = files('[{share: 100}]')
  own['campaign.yaml'] += 'stop: {complaints: {percent: 0.2, once: 50}}\n'
  await world.launch(own)
  await drain(world.deps)
  await happened(world, 'complaint', 1)
  await tick(world.deps)
  expect(JSON.parse((await world.campaign()).stopped!)).toMatchObject({ figure: 0.25, limit: 0.2 })
  const loose = { ...own, 'campaign.yaml': own['campaign.yaml']!.replace('percent: 0.2', 'percent: 0.9') }
  await expect(world.publish(loose)).rejects.toThrow(/stop\.complaints\.percent: 0\.9 is looser/)
})

it('writes one stop when two look at once, holds nothing twice, and the end clears it', async () => {
  const { world } = await launched(300, '[{share: 100}]')
  await drain(world.deps)
  await happened(world, 'complaint', 9)
  await drain(world.deps)
  const count = () => world.db.prepare("SELECT count(*) AS n FROM audit WHERE act = 'stop'").first()
  await Promise.all([watchCampaigns(world.deps), watchCampaigns(world.deps)])
  expect(await count()).toEqual({ n: 1 })
  await expect(pause(world.deps, { campaign: await world.campaign() })).rejects.toMatchObject({
    key: 'state',
  })
  await finish(world.deps, { campaign: await world.campaign() })
  expect(await world.campaign()).toMatchObject({ state: 'finished', stopped: null })
})
