import { beforeEach, expect, it } from 'vitest'
import { draftOf, startDraft } from '../../src/engine/drafts.ts'
import { experiment } from '../../src/engine/experiment.ts'
import { publish } from '../../src/engine/publish.ts'
import { drain } from '../../src/engine/tick.ts'
import { findCampaign } from '../../src/store/campaigns.ts'
import { experimentPanel } from '../../src/web/desk/analyst/experiment-panel.ts'
import { definition, smallCampaign } from '../support/campaign.ts'
import { makeWorld, people } from '../support/world.ts'
import { sendForm } from './support/multipart.ts'
import { type Door, openDoor } from './support/visit.ts'

const steps = `
  - {id: invitation, channel: email, share: true, variants: [morning, evening]}
  - {id: confirmation, channel: email, trigger: signup}
  - {id: bienvenue, channel: email, trigger: join, share: true}`
const source = `# why\n${definition({ steps })}experiment: {unit: household}  # kept\n`
const files = Object.fromEntries(
  Object.entries(smallCampaign({ 'campaign.yaml': source })).filter(([path]) => !path.startsWith('annonce')),
)
const slots = source.replace(
  '{unit: household}',
  "{unit: household, slots: {morning: '08:30', evening: '19:00'}}",
)

let door: Door
let author: Record<string, string>
beforeEach(async () => {
  door = await openDoor()
  author = { ...(await door.as(door.author)), 'accept-language': 'en' }
})

const stage = '/desk/campaigns/heures/edit/experiment'
const bodyOf = async () =>
  (await draftOf(door.deps, (await findCampaign(door.db, 'heures'))!))['campaign.yaml']!

it('has a clock for each variant, and changes nothing but the hours', async () => {
  await startDraft(door.deps, { slug: 'heures', officer: door.author, files })
  const html = await (await door.get(stage, author)).text()
  expect(html).toContain('Hour of morning')
  expect(html).toMatch(/<input id="slot\.evening" name="slot\.evening" type="time" value=""/)
  const fields = {
    act: 'save',
    base: (await bodyOf()).base,
    'variants.invitation': 'morning, evening',
    unit: 'household',
    floor: '',
    holdOut: '',
  }
  const typed = { ...fields, ...fieldsOf(html), 'slot.morning': '08:30', 'slot.evening': '19:00' }
  const answer = await sendForm(door, stage, typed, author)
  expect(answer.headers.get('location'), await answer.text()).toBe(`${stage}?done=saved`)
  expect((await bodyOf()).body).toBe(slots)
  const again = await (await door.get(stage, author)).text()
  expect(again).toMatch(/name="slot\.morning" type="time" value="08:30"/)
  const without = { ...typed, ...fieldsOf(again), 'slot.morning': '', 'slot.evening': '' }
  await sendForm(door, stage, without, author)
  expect((await bodyOf()).body).toBe(source)
})

it('says at which place an hour is wrong', async () => {
  await startDraft(door.deps, {
    slug: 'heures',
    officer: door.author,
    files: { ...files, 'campaign.yaml': slots.replace('unit: household', 'allocate: true') },
  })
  const html = await (await door.get(stage, author)).text()
  expect(html).toContain('hours are given at the launch')
})

it('asks for one text where variants differ by their hours alone', async () => {
  await startDraft(door.deps, {
    slug: 'heures',
    officer: door.author,
    files: { ...files, 'campaign.yaml': slots },
  })
  const html = await (await door.get('/desk/campaigns/heures/edit', author)).text()
  expect(html).toContain('invitation.fr.md')
  expect(html).not.toContain('invitation.morning')
})

it('shows the hours of each variant in the plan, and the way to the size of an audience', async () => {
  await publish(door.deps, {
    slug: 'heures',
    files: { ...files, 'campaign.yaml': slots },
    author: door.author,
  })
  for (const [language, line] of [
    ['fr', 'variante morning'],
    ['ar', 'morning'],
    ['en', 'variant evening'],
  ]) {
    const headers = { ...author, 'accept-language': language! }
    const html = await (await door.get('/desk/campaigns/heures', headers)).text()
    expect(html).toContain(line)
    expect(html).toContain('href="/desk/campaigns/heures/figures/experiment"')
  }
  expect((await door.get('/desk/campaigns/heures/figures/experiment', author)).status).toBe(200)
})

it('says on the page of the comparison when the variants can be compared', async () => {
  const world = await makeWorld()
  await world.import(people(60))
  await world.launch({ ...files, 'campaign.yaml': slots })
  await drain(world.deps, { until: world.at.now + 3 * 86_400_000 })
  world.at.now += 4 * 86_400_000
  const answer = await experiment(world.deps, await world.campaign())
  for (const [language, word] of [
    ['fr', 'heures différentes'],
    ['ar', 'ساعات مختلفة'],
    ['en', 'different hours'],
  ] as const)
    expect(experimentPanel({ language, veil: false }, { answer }).notes.join(' ')).toContain(word)
})

/** What a browser would send besides what was typed. */
function fieldsOf(html: string): Record<string, string> {
  const hidden = [...html.matchAll(/<input[^>]*type="hidden"[^>]*>/g)].map(([tag]) => tag)
  return Object.fromEntries(
    hidden.flatMap((tag) => {
      const name = / name="([^"]*)"/.exec(tag)?.[1]
      return name ? [[name, / value="([^"]*)"/.exec(tag)?.[1]?.replaceAll('&quot;', '"') ?? '']] : []
    }),
  )
}
