import fc from 'fast-check'
import { beforeEach, expect, it } from 'vitest'
import { publish } from '../../src/engine/publish.ts'
import { listLayouts } from '../../src/engine/templates.ts'
import {
  earlierLayout,
  layoutDraft,
  publishLayout,
  removeLayout,
  saveLayout,
} from '../../src/engine/templates-draft.ts'
import { contentById, contentsOf, findCampaign } from '../../src/store/campaigns.ts'
import { addInstitution, saveOfficer } from '../../src/store/institutions.ts'
import { smallCampaign } from '../support/campaign.ts'
import { makeWorld, type World } from '../support/world.ts'

let world: World
beforeEach(async () => {
  world = await makeWorld()
})
const house = (name: string) => world.deps.templates[`${name}.mjml`]!
const save = (name: string, source: string, base?: string) =>
  saveLayout(world.deps, { officer: world.author, name, source, base })
const put = (name: string) => publishLayout(world.deps, { officer: world.author, name })
const publishCampaign = () =>
  publish(world.deps, { slug: 'rentree', files: smallCampaign(), author: world.author })

async function compiledHtml(): Promise<string> {
  const campaign = (await findCampaign(world.db, 'rentree'))!
  const heads = await contentsOf(world.db, campaign.editionId!)
  const id = heads.find(({ step, language }) => step === 'invitation' && language === 'fr')!.id
  return (await contentById(world.db, id))!.html
}

it('compiles with the own layout once it is published, and leaves the edition before as it was', async () => {
  const before = await publishCampaign()
  await save('letter', house('letter').replace('width="640px"', 'width="600px"'))
  expect(await publishCampaign()).toMatchObject({ edition: before.edition, unchanged: true })
  world.at.now += 60_000
  await put('letter')
  expect(await compiledHtml()).toContain('640px')
  const line = (await listLayouts(world.deps, world.author.institutionId)).find(
    ({ name }) => name === 'letter',
  )
  expect(line).toMatchObject({ house: true, uses: [{ slug: 'rentree', stale: true }] })
  const after = await publishCampaign()
  expect(after.edition).not.toBe(before.edition)
  expect(await compiledHtml()).toContain('600px')
  await removeLayout(world.deps, { officer: world.author, name: 'letter' })
  expect((await publishCampaign()).edition).toBe(before.edition)
})

it('puts an own part into every layout that names it', async () => {
  await save('partials/header', house('partials/header').replace('36px', '37px'))
  await put('partials/header')
  await publishCampaign()
  expect(await compiledHtml()).toContain('37px')
})

it('keeps every version, and shows the second writer what the first one saved', async () => {
  const { institutionId } = world.author
  const { base } = (await layoutDraft(world.deps, institutionId, 'letter'))!
  expect(await save('letter', 'one', base)).toEqual({ outcome: 'saved', version: 1 })
  expect(await save('letter', 'two', base)).toMatchObject({ outcome: 'conflict', theirs: { source: 'one' } })
  expect(await save('letter', 'two')).toEqual({ outcome: 'saved', version: 2 })
  const draft = (await layoutDraft(world.deps, institutionId, 'letter'))!
  expect(await earlierLayout(world.deps, draft, '1')).toBe('one')
  expect(await earlierLayout(world.deps, draft, 'house')).toBe(house('letter'))
  await expect(put('letter')).rejects.toThrow()
})

it('belongs to one institution, and analysts write none', async () => {
  const other = await addInstitution(world.db, { slug: 'autre', name: 'Autre', country: null, createdAt: 0 })
  const row = { institutionId: other!.id, email: 'o@autre.example', role: 'officer', createdAt: 0 } as const
  const stranger = await saveOfficer(world.db, row)
  await save('fete', house('letter'))
  await put('fete')
  expect(await layoutDraft(world.deps, other!.id, 'fete')).toBeNull()
  await expect(publishLayout(world.deps, { officer: stranger, name: 'fete' })).rejects.toMatchObject({
    key: 'layout',
  })
  const analyst = { ...world.author, role: 'analyst' as const }
  await expect(saveLayout(world.deps, { officer: analyst, name: 'fete', source: 'x' })).rejects.toMatchObject(
    {
      key: 'role',
    },
  )
})

it('is not removed while a campaign has nothing else to be made from', async () => {
  await save('fete', house('letter'))
  await put('fete')
  const files = smallCampaign()
  files['campaign.yaml'] = files['campaign.yaml']!.replace(
    '{id: invitation,',
    '{id: invitation, layout: fete,',
  )
  await publish(world.deps, { slug: 'rentree', files, author: world.author })
  await expect(removeLayout(world.deps, { officer: world.author, name: 'fete' })).rejects.toMatchObject({
    key: 'in-use',
  })
})

it('says of a text that is no layout what is wrong', async () => {
  for (const source of ['', 'words', '<mjml></mjml>']) {
    await save('letter', source)
    await expect(put('letter')).rejects.toMatchObject({ key: 'template' })
  }
})

const bad: [string, string, RegExp][] = [
  ['{{{body}}}', '{{{body}}}<script>alert(1)</script>', /runs no script/],
  ['{{{body}}}', '{{{institution}}} {{{body}}}', /two braces/],
  ['{{{body}}}', '{{{body}}}{{nobody}}', /not known in a layout/],
  ['{{> footer}}', '', /unsubscribeUrl/],
  ['{{> view-online}}', '', /viewUrl/],
  ['{{> styles}}', '', /dark screens/],
  ['lang="{{language}}"', 'lang="fr"', /lang="\{\{language\}\}"/],
  ['align="{{start}}"', 'algn="{{start}}"', /algn is illegal/],
  ['</mj-column>', '', /not closed/],
  ['{{{body}}}', '{{{body}}}<mj-image src="https://spy.example/a.png" alt="" />', /would fetch/],
  ['{{{body}}}', '{{{body}}}<mj-button href="&#106;avascript:x">a</mj-button>', /a link needs https/],
]
it.each(bad)('refuses %s → %s, with its line', async (from, to, what) => {
  await save('letter', house('letter').replace(from, to))
  await expect(put('letter')).rejects.toMatchObject({
    lines: expect.arrayContaining([
      expect.stringMatching(/^letter\.mjml:\d+:\d+: /),
      expect.stringMatching(what),
    ]),
  })
})

it('whatever passes has one language and one way to unsubscribe', async () => {
  const lines = house('letter').split('\n')
  const cut = fc.record({ from: fc.nat(lines.length - 1), count: fc.integer({ min: 0, max: 3 }) })
  await fc.assert(
    fc.asyncProperty(cut, async ({ from, count }) => {
      await save('letter', lines.filter((_, at) => at < from || at >= from + count).join('\n'))
      const passed = await put('letter').then(
        () => true,
        () => false,
      )
      if (!passed) return
      await publishCampaign()
      const html = await compiledHtml()
      expect(html.match(/<html[^>]* lang="fr"/g)).toHaveLength(1)
      expect(html).toContain('href="{{unsubscribeUrl}}"')
    }),
    { numRuns: 12 },
  )
})
