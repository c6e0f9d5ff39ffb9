import { readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { beforeEach, expect, it } from 'vitest'
import { lintFile, previewDraft } from '../../src/engine/draft-preview.ts'
import {
  bodiesOf,
  draftOf,
  earlierText,
  publishDraft,
  saveDraft,
  startDraft,
} from '../../src/engine/drafts.ts'
import { unzipFolder, zipFolder } from '../../src/engine/folder-zip.ts'
import { editCopy } from '../../src/render/copy-edit.ts'
import { filesOf, findCampaign } from '../../src/store/campaigns.ts'
import { smallCampaign } from '../support/campaign.ts'
import { makeWorld, type World } from '../support/world.ts'
import { zip } from '../support/zip.ts'

let world: World
const path = 'invitation.fr.md'
beforeEach(async () => {
  world = await makeWorld()
  await startDraft(world.deps, { slug: 'rentree', officer: world.author, files: smallCampaign() })
})
const campaign = async () => (await findCampaign(world.db, 'rentree'))!
const draft = async () => draftOf(world.deps, await campaign())
const save = async (body: string, base: string, officer = world.author) =>
  saveDraft(world.deps, { campaign: await campaign(), officer, path, body, base })

it('publishes exactly what was saved, and nothing before that', async () => {
  expect((await campaign()).editionId).toBeNull()
  const words = smallCampaign()[path]!.replace('Bonjour', 'Bonsoir')
  expect(await save(words, (await draft())[path]!.base)).toEqual({ outcome: 'saved' })
  await publishDraft(world.deps, { campaign: await campaign(), officer: world.author })
  const edition = (await campaign()).editionId!
  expect(await filesOf(world.db, edition)).toEqual(smallCampaign({ [path]: words }))
  expect(Object.values(await draft()).some(({ changed }) => changed)).toBe(false)
  expect(await earlierText(world.deps, await campaign(), path, 'v1')).toBe(smallCampaign()[path])
  expect(await earlierText(world.deps, await campaign(), path, `e${edition}`)).toBe(words)
})

it('shows the second writer what the first one saved, and loses neither', async () => {
  const { base } = (await draft())[path]!
  await save('one', base)
  expect(await save('two', base)).toMatchObject({ outcome: 'conflict', theirs: { body: 'one', version: 2 } })
  expect(await save('two', (await draft())[path]!.base)).toEqual({ outcome: 'saved' })
  expect(await earlierText(world.deps, await campaign(), path, 'v2')).toBe('one')
})

it('lets officers write, nobody else, and no slug be taken twice', async () => {
  await expect(save('x', (await draft())[path]!.base, world.reviewer)).rejects.toMatchObject({ key: 'role' })
  const again = startDraft(world.deps, {
    slug: 'rentree',
    officer: world.author,
    files: { 'campaign.yaml': '' },
  })
  await expect(again).rejects.toMatchObject({ key: 'slug-taken' })
  expect((await draft())['campaign.yaml']!.version).toBe(1)
})

it('previews and lints what is not saved yet', async () => {
  const files = bodiesOf(await draft())
  const it = { campaign: await campaign(), files, path }
  const seen = await previewDraft(world.deps, { ...it, contact: '' })
  expect(seen).toMatchObject({ subject: 'invitation fr', language: 'fr' })
  expect(seen.html).toContain('Bonjour Nadia')
  expect(await lintFile(world.deps, it)).toMatchObject({ problems: [] })
  const wrong = { ...files, [path]: `${files[path]}\n{{contact.shoe}}\n` }
  expect((await lintFile(world.deps, { ...it, files: wrong })).problems[0]).toMatch(/^invitation\.fr\.md:\d+/)
})

it('brings a folder through an archive byte for byte', async () => {
  for (const slug of readdirSync('campaigns')) {
    const names = readdirSync(`campaigns/${slug}`)
    const files = Object.fromEntries(
      names.map((name) => [name, readFileSync(`campaigns/${slug}/${name}`, 'utf8')]),
    )
    expect(await unzipFolder(zipFolder(slug, files))).toEqual(files)
  }
  const body = fc.string({ unit: 'grapheme' })
  const round = fc.asyncProperty(body, body, async (one, other) => {
    const files = { 'campaign.yaml': `\uFEFF${one}`, 'invitation.ar.md': other }
    expect(await unzipFolder(zipFolder('x', files))).toEqual(files)
  })
  await fc.assert(round, { numRuns: 50 })
})

it.each(['../campaign.yaml', 'x/../../a.fr.md', '/etc/a.fr.md', 'a/b/c.fr.md', 'script.js'])(
  'refuses %s',
  async (name) => {
    const archive = zip([
      { name: 'campaign.yaml', body: '' },
      { name, body: '' },
    ])
    await expect(unzipFolder(archive)).rejects.toMatchObject({ key: 'zip' })
  },
)

it('refuses an archive that says less than it holds', async () => {
  const bomb = zip([{ name: 'campaign.yaml', body: 'a'.repeat(1_000_000), size: 10 }])
  await expect(unzipFolder(bomb)).rejects.toMatchObject({ key: 'zip' })
})

it('changes only the words that differ', () => {
  const source = '---\r\n# kept\r\nsubject: "Un: deux"\r\nstatus: draft # kept too\r\n---\r\nCorps\r\n'
  expect(editCopy(path, source, { subject: 'Un: deux', status: 'draft', body: 'Corps\n' })).toBe(source)
  expect(editCopy(path, source, { status: 'reviewed' })).toBe(source.replace('draft', 'reviewed'))
  expect(editCopy(path, source, { subject: 'Trois' })).toBe(source.replace('"Un: deux"', 'Trois'))
})
