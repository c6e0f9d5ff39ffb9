import { describe, expect, it } from 'vitest'
import { approve } from '../../src/engine/approve.ts'
import { checkAudit } from '../../src/engine/audit.ts'
import { finish, launch, pause } from '../../src/engine/launch.ts'
import { plan } from '../../src/engine/plan.ts'
import { resume } from '../../src/engine/resume.ts'
import { drain } from '../../src/engine/tick.ts'
import { saveOfficer, saveSegment } from '../../src/store/institutions.ts'
import { definition, smallCampaign } from '../support/campaign.ts'
import { makeWorld, people } from '../support/world.ts'

describe('four eyes', () => {
  it('launches nothing that nobody else has approved', async () => {
    const world = await makeWorld()
    await world.import(people(3))
    await world.publish()
    await expect(launch(world.deps, { campaign: await world.campaign() })).rejects.toMatchObject({
      key: 'not-approved',
    })
    await expect(
      approve(world.deps, { campaign: await world.campaign(), officer: world.author }),
    ).rejects.toMatchObject({ key: 'own-work' })
    await expect(launch(world.deps, { campaign: await world.campaign() })).rejects.toMatchObject({
      key: 'not-approved',
    })
    expect(await drain(world.deps)).toMatchObject({ sent: 0 })
  })

  it('lets no analyst and no stranger approve', async () => {
    const world = await makeWorld()
    await world.publish()
    const it = {
      institutionId: world.institution.id,
      email: 'nadia@mre.example',
      role: 'analyst',
      createdAt: 0,
    }
    const analyst = await saveOfficer(world.db, it)
    const campaign = await world.campaign()
    await expect(approve(world.deps, { campaign, officer: analyst })).rejects.toMatchObject({ key: 'role' })
    const stranger = { ...world.reviewer, institutionId: 99 }
    await expect(approve(world.deps, { campaign, officer: stranger })).rejects.toMatchObject({
      code: 'not_found',
    })
  })

  it('asks anew after every edit, of words, of schedule and of a segment', async () => {
    const world = await makeWorld()
    await world.import(people(3))
    const segment = (audience: { field: 'country'; op: 'eq'; value: string }) =>
      saveSegment(world.db, {
        institutionId: world.institution.id,
        slug: 'belges',
        name: 'Belges',
        audience,
        createdAt: 0,
      })
    await segment({ field: 'country', op: 'eq', value: 'BE' })
    const files = smallCampaign({ 'campaign.yaml': definition({ audience: '{segment: belges}' }) })
    await world.publish(files)
    const approveIt = async () =>
      approve(world.deps, { campaign: await world.campaign(), officer: world.reviewer })
    const launchIt = async () => launch(world.deps, { campaign: await world.campaign() })
    await approveIt()
    await world.publish({ ...files, 'share.fr.txt': '---\nstatus: reviewed\n---\nAutre\n' })
    await expect(launchIt()).rejects.toMatchObject({ key: 'not-approved' })
    await approveIt()
    await segment({ field: 'country', op: 'eq', value: 'FR' })
    await expect(launchIt()).rejects.toMatchObject({ key: 'not-approved' })
    // The same bytes as were approved once are approved still.
    await segment({ field: 'country', op: 'eq', value: 'BE' })
    await launchIt()
    await expect(launchIt()).rejects.toMatchObject({ key: 'state' })
    expect(await checkAudit(world.deps)).toMatchObject({ brokenAt: null })
  })
})

describe('launch', () => {
  it('refuses an audience that reads an uncovered language, without a fallback', async () => {
    const world = await makeWorld()
    await world.import(people(5))
    const files = smallCampaign({ 'campaign.yaml': definition({ fallback: 'null' }) })
    await expect(world.launch(files)).rejects.toMatchObject({ key: 'uncovered-language' })
    expect((await world.campaign()).state).toBe('draft')
    expect(await world.db.prepare('SELECT count(*) AS n FROM messages').first()).toEqual({ n: 0 })
  })

  it('holds still while paused, goes on, ends', async () => {
    const world = await makeWorld()
    await world.import(people(6))
    await world.launch()
    await pause(world.deps, { campaign: await world.campaign() })
    expect(await drain(world.deps)).toMatchObject({ sent: 0, posts: 0 })
    await expect(pause(world.deps, { campaign: await world.campaign() })).rejects.toMatchObject({
      key: 'state',
    })
    await resume(world.deps, { campaign: await world.campaign() })
    expect(await drain(world.deps)).toMatchObject({ sent: 6 })
    await finish(world.deps, { campaign: await world.campaign() })
    await expect(resume(world.deps, { campaign: await world.campaign() })).rejects.toMatchObject({
      key: 'state',
    })
  })

  it('sends in waves, in the reader’s own hours, as the plan said', async () => {
    const world = await makeWorld()
    await world.import(people(100))
    const yaml = definition({
      waves: '[{share: 10}, {share: 30, after: 3h}, {share: 60, after: 9h}]',
      window: "{from: '08:00', until: '20:00'}",
    })
    const files = smallCampaign({ 'campaign.yaml': yaml })
    await world.publish(files)
    const planned = await plan(world.deps, await world.campaign())
    expect(planned.waves.map((wave) => wave.count)).toEqual([10, 30, 60])
    expect(planned.byZone['Europe/Brussels']).toMatchObject({
      count: 34,
      waves: [
        '2026-11-23T10:00+01:00[Europe/Brussels]',
        '2026-11-23T13:00+01:00[Europe/Brussels]',
        '2026-11-24T08:00+01:00[Europe/Brussels]',
      ],
    })
    await world.launch(files)
    expect((await plan(world.deps, await world.campaign())).waves).toEqual(planned.waves)
    expect(await drain(world.deps)).toMatchObject({ sent: 10 })
    world.at.now += 3 * 3_600_000
    expect(await drain(world.deps)).toMatchObject({ sent: 30 })
    world.at.now = Date.UTC(2026, 10, 24, 6, 59)
    expect(await drain(world.deps)).toMatchObject({ sent: 0 })
    world.at.now = Date.UTC(2026, 10, 24, 7)
    expect(await drain(world.deps)).toMatchObject({ sent: 60 })
  })

  it('deals variants out evenly', async () => {
    const world = await makeWorld()
    await world.import(people(40))
    const steps = `
  - {id: invitation, channel: email, trigger: launch, share: true, variants: [court, long]}
  - {id: confirmation, channel: email, trigger: signup}`
    const files = smallCampaign({ 'campaign.yaml': definition({ steps }) })
    const kept = Object.entries(files).flatMap(([path, body]): [string, string][] => {
      const [step, language] = path.split('.')
      if (step === 'annonce' || step === 'bienvenue') return []
      if (step !== 'invitation') return [[path, body]]
      return ['court', 'long'].map((variant) => [
        `invitation.${variant}.${language}.md`,
        body.replace('invitation', variant),
      ])
    })
    await world.launch(Object.fromEntries(kept))
    expect(await drain(world.deps)).toMatchObject({ sent: 40 })
    const rows = await world.db
      .prepare('SELECT variant, count(*) AS n FROM enrollments GROUP BY 1 ORDER BY 1')
      .all()
    expect(rows.results).toEqual([
      { variant: 'court', n: 20 },
      { variant: 'long', n: 20 },
    ])
  })
})
