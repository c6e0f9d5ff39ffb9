import { beforeEach, expect, it } from 'vitest'
import { bodiesOf, draftOf, saveDraft, startDraft } from '../../src/engine/drafts.ts'
import { emptyFolder } from '../../src/engine/new-folder.ts'
import { findCampaign } from '../../src/store/campaigns.ts'
import { definition, smallCampaign } from '../support/campaign.ts'
import { sendForm } from './support/multipart.ts'
import { type Door, openDoor } from './support/visit.ts'

let door: Door
let author: Record<string, string>
const stages = ['goal', 'audience', 'steps', 'schedule', 'experiment'] as const
type Stage = (typeof stages)[number]
const source = `# why\n${definition().replace('waves:', 'late: 6h # kept\nwaves:')}`

beforeEach(async () => {
  door = await openDoor()
  author = { ...(await door.as(door.author)), 'accept-language': 'en' }
  const files = smallCampaign({ 'campaign.yaml': source })
  await startDraft(door.deps, { slug: 'rentree', officer: door.author, files })
})

const at = (stage: string) => `/desk/campaigns/rentree/edit/${stage}`
const campaign = async () => (await findCampaign(door.db, 'rentree'))!
const draft = async () => (await draftOf(door.deps, await campaign()))['campaign.yaml']!
const open = async (stage: string, headers = author) => (await door.get(at(stage), headers)).text()
const plain = (text: string) =>
  text.replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&lt;', '<').replaceAll('&amp;', '&')

/** What a browser would send of the stage's form. */
function fieldsIn(html: string): Record<string, string> {
  const form = /<form[^>]*(?:stage-form|id="audience")[\s\S]*?<\/form>/.exec(html)![0]
  const fields: Record<string, string> = {}
  for (const [tag, kind] of form.matchAll(/<(input|select|textarea)\b[^>]*>/g)) {
    const name = / name="([^"]*)"/.exec(tag)?.[1]
    if (name === undefined) continue
    const rest = form.slice(form.indexOf(tag) + tag.length)
    if (kind === 'select') {
      const inside = rest.slice(0, rest.indexOf('</select>'))
      fields[name] = plain(
        (/value="([^"]*)" selected/.exec(inside) ?? /value="([^"]*)"/.exec(inside))?.[1] ?? '',
      )
    } else if (kind === 'textarea')
      fields[name] = plain(rest.slice(0, rest.indexOf('</textarea>'))).replace(/^\n/, '')
    else if (!tag.includes('type="checkbox"') || / checked/.test(tag))
      fields[name] = plain(/ value="([^"]*)"/.exec(tag)?.[1] ?? '')
  }
  return fields
}
const post = (stage: Stage, fields: Record<string, string>, headers = author) =>
  sendForm(door, at(stage), { act: 'save', ...fields }, headers)
const change = async (stage: Stage, change: Record<string, string>) => {
  const answer = await post(stage, { ...fieldsIn(await open(stage)), ...change })
  expect(answer.headers.get('location'), await answer.text()).toBe(`${at(stage)}?done=saved`)
  return (await draft()).body
}

it.each(stages)('leaves every byte when the form of %s is saved as it was', async (stage) => {
  const answer = await post(stage, fieldsIn(await open(stage)))
  expect(answer.headers.get('location')).toBe(`${at(stage)}?done=unchanged`)
  expect((await draft()).body).toBe(source)
})

it('changes the lines of what was changed, and no other', async () => {
  expect(await change('goal', { 'name.fr': 'Autre nom', replyTo: '' })).toBe(
    source.replace('fr: Compétences,', 'fr: Autre nom,').replace('  replyTo: contact@mre.example\n', ''),
  )
  const before = (await draft()).body
  expect(
    await change('schedule', { 'window.from': '09:00', 'window.fri': 'yes', 't.annonce.date': '2026-12-01' }),
  ).toBe(
    before
      .replace(
        'links: [www.mre.example]\n',
        "links: [www.mre.example]\nwindow: {from: '09:00', days: [fri]}\n",
      )
      .replace(
        'annonce, channel: x, trigger: launch}',
        "annonce, channel: x, trigger: launch, at: {local: '2026-12-01 09:00', zone: recipient}}",
      ),
  )
  const later = (await draft()).body
  expect(await change('experiment', { 'variants.invitation': 'sobre, vif', holdOut: '5' })).toBe(
    later
      .replace('launch, share: true}', 'launch, share: true, variants: [sobre, vif]}')
      .replace('waves: [{share: 100}]\n', 'waves: [{share: 100}]\nexperiment: {holdOut: 0.05}\n'),
  )
})

it('adds a step, moves it and removes it, and saves nothing before it is asked to', async () => {
  const added = fieldsIn(await (await post('steps', { ...fieldsIn(await open('steps')), act: 'add' })).text())
  expect([added['s4.id'], added['s4.was']]).toEqual(['', ''])
  const filled = {
    ...added,
    's4.id': 'rappel',
    's4.begins': 'after',
    's4.step': 'invitation',
    's4.delay': '3',
  }
  const moved = fieldsIn(await (await post('steps', { ...filled, act: 'up:4' })).text())
  expect([moved['s3.id'], moved['s4.id'], (await draft()).body]).toEqual(['rappel', 'bienvenue', source])
  expect((await post('steps', moved)).status).toBe(303)
  expect((await draft()).body).toContain(
    '  - {id: rappel, channel: email, at: {after: invitation, delay: 3d}}\n  - {id: bienvenue',
  )
  const all = fieldsIn(await open('steps'))
  await post('steps', fieldsIn(await (await post('steps', { ...all, act: 'drop:3' })).text()))
  expect((await draft()).body).toBe(source)
})

it('takes a saved audience and conditions, in the words that stand there', async () => {
  const fields = fieldsIn(await open('audience'))
  const changed = await change('audience', { ...fields, 'g0.r0.value': 'BE' })
  expect(changed).toBe(source.replace('in: [BE, FR, NL]', 'in: [BE]'))
})

it('loses nothing when two people change the settings', async () => {
  const fields = fieldsIn(await open('goal'))
  const { base } = await draft()
  const theirs = source.replace('tracking: aggregate', 'tracking: none')
  const officer = door.author
  await saveDraft(door.deps, {
    campaign: await campaign(),
    officer,
    path: 'campaign.yaml',
    body: theirs,
    base,
  })
  const answer = await post('goal', { ...fields, 'name.fr': 'Autre' })
  expect([answer.status, (await draft()).body]).toEqual([409, theirs])
  const again = fieldsIn(await answer.text())
  expect([again['name.fr'], again.tracking]).toEqual(['Autre', 'none'])
  expect((await post('goal', again)).status).toBe(303)
  expect((await draft()).body).toBe(theirs.replace('fr: Compétences,', 'fr: Autre,'))
})

it('says where no form can help, and keeps what was typed', async () => {
  const { base } = await draft()
  const body = source
    .replace('links: [www.mre.example]', 'links: &a [www.mre.example]\nwaves: *a')
    .replace('waves: [{share: 100}]\n', '')
  await saveDraft(door.deps, {
    campaign: await campaign(),
    officer: door.author,
    path: 'campaign.yaml',
    body,
    base,
  })
  const html = await open('schedule')
  expect(html).toMatch(/left as it is: [^<]*waves/)
  const answer = await post('goal', { ...fieldsIn(await open('goal')), links: 'autre.example' })
  expect([answer.status, (await answer.text()).includes('edit the text')]).toEqual([400, true])
})

it('shows the way on an empty campaign and to readers, and takes nothing from readers', async () => {
  const institution = { slug: 'mre', name: 'Maison' }
  const files = emptyFolder({ name: 'Vide', language: 'fr', institution })
  await startDraft(door.deps, { slug: 'vide', officer: door.author, files })
  const reviewer = { ...(await door.as(door.reviewer)), 'accept-language': 'en' }
  for (const stage of [...stages, 'launch']) {
    for (const headers of [author, reviewer]) {
      const answer = await door.get(`/desk/campaigns/vide/edit/${stage}`, headers)
      expect(answer.status, stage).toBe(200)
      expect(await answer.text()).toContain('aria-current="step"')
    }
    if (stage !== 'launch') expect((await post(stage as Stage, {}, reviewer)).status, stage).toBe(403)
  }
  expect(Object.keys(bodiesOf(await draftOf(door.deps, await campaign())))).toContain('campaign.yaml')
})
