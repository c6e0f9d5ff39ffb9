import { beforeEach, expect, it } from 'vitest'
import { startDraft } from '../../src/engine/drafts.ts'
import { unzipFolder, zipFolder } from '../../src/engine/folder-zip.ts'
import { publish } from '../../src/engine/publish.ts'
import { filesOf, findCampaign } from '../../src/store/campaigns.ts'
import { newestDrafts } from '../../src/store/drafts.ts'
import { addInstitution, saveOfficer } from '../../src/store/institutions.ts'
import { smallCampaign } from '../support/campaign.ts'
import { testNow } from '../support/database.ts'
import { type Door, openDoor } from './support/visit.ts'

let door: Door
let author: Record<string, string>
beforeEach(async () => {
  door = await openDoor()
  author = { ...(await door.as(door.author)), 'accept-language': 'fr' }
})
const send = (path: string, fields: Record<string, string | Blob>, headers = author) => {
  const body = new FormData()
  for (const [name, value] of Object.entries(fields)) body.set(name, value)
  const own = { origin: 'https://mawja.example', 'sec-fetch-site': 'same-origin', ...headers }
  return door.app.request(`https://mawja.example${path}`, { method: 'POST', body, headers: own })
}
const begin = (fields: Record<string, string | Blob>, headers = author) =>
  send('/desk/campaigns/new', { name: '', ...fields }, headers)
const bodies = async (slug: string) => {
  const rows = await newestDrafts(door.db, (await findCampaign(door.db, slug))!.id)
  return Object.fromEntries(rows.map(({ path, body }) => [path, body]))
}

it('begins a campaign out of nothing, out of another, and out of a folder', async () => {
  const made = await begin({ slug: 'vide', name: 'L’« automne »: <b>2027</b>', from: 'empty' })
  expect([made.status, made.headers.get('location')]).toEqual([303, '/desk/campaigns/vide/edit'])
  const html = await (await door.get('/desk/campaigns/vide/edit', author)).text()
  expect(html).toContain('L’« automne »: &lt;b&gt;2027&lt;/b&gt;')
  expect(html).not.toContain('<b>2027')
  expect(html).toContain('invitation.fr.md')
  const slug = (await door.campaign()).slug
  expect((await begin({ slug: 'reprise', from: `of:${slug}` })).status).toBe(303)
  expect(await bodies('reprise')).toEqual(smallCampaign())
  const archive = new Blob([new Uint8Array(zipFolder('x', smallCampaign()))])
  expect((await begin({ slug: 'dossier', from: 'zip', archive })).status).toBe(303)
  expect(await bodies('dossier')).toEqual(smallCampaign())
})

it('says why a campaign was not begun, and keeps what was typed', async () => {
  const { slug } = await door.campaign()
  for (const [fields, status] of [
    [{ slug, from: 'empty' }, 409],
    [{ slug: 'new', from: 'empty' }, 400],
    [{ slug: 'Grand Nom', from: 'empty' }, 400],
    [{ slug: 'dossier', from: 'zip', archive: new Blob(['no archive']) }, 400],
    [{ slug: 'dossier', from: 'of:nothing' }, 400],
  ] as const) {
    const answer = await begin(fields)
    expect([fields, answer.status]).toEqual([fields, status])
    expect(await answer.text()).toContain(`value="${fields.slug}"`)
  }
  expect((await begin({ slug: 'autre', from: 'empty' }, await door.as(door.reviewer))).status).toBe(403)
  expect(await findCampaign(door.db, 'autre')).toBeUndefined()
  const files = smallCampaign()
  await expect(publish(door.deps, { slug: 'new', files, author: door.author })).rejects.toMatchObject({
    key: 'slug',
  })
})

it('shows what is missing, publishes exactly the draft, and takes the folder along', async () => {
  const { 'share.nl.txt': _, ...files } = smallCampaign()
  await startDraft(door.deps, { slug: 'rentree', officer: door.author, files })
  const html = await (await door.get('/desk/campaigns/rentree/edit', author)).text()
  expect(html).toContain('/desk/campaigns/rentree/edit/file?path=share.nl.txt')
  const published = await send('/desk/campaigns/rentree/edit', {})
  expect(published.headers.get('location')).toBe('/desk/campaigns/rentree/edit?done=published')
  expect(await filesOf(door.db, (await findCampaign(door.db, 'rentree'))!.editionId!)).toEqual(files)
  const zip = await door.get('/desk/campaigns/rentree/edit/folder.zip', author)
  expect(await unzipFolder(new Uint8Array(await zip.arrayBuffer()))).toEqual(files)
})

it('comes back with what is wrong, at file and line', async () => {
  const files = smallCampaign()
  files['invitation.fr.md'] += '\n{{contact.shoe}}<script>alert(1)</script>\n'
  await startDraft(door.deps, { slug: 'rentree', officer: door.author, files })
  const answer = await send('/desk/campaigns/rentree/edit', {})
  expect(answer.status).toBe(400)
  const html = await answer.text()
  expect(html).toMatch(/path=invitation\.fr\.md"><bdi>invitation\.fr\.md<\/bdi><\/a> <span>Ligne \d+/)
  expect(html).not.toContain('<script')
  expect((await findCampaign(door.db, 'rentree'))!.editionId).toBeNull()
})

it('lets others of the institution read and nobody else know', async () => {
  const { slug } = await door.campaign()
  const reviewer = await door.as(door.reviewer)
  const shown = await door.get(`/desk/campaigns/${slug}/edit`, reviewer)
  expect(shown.status).toBe(200)
  expect(await shown.text()).not.toContain(`<form method="post" action="/desk/campaigns/${slug}/edit"`)
  expect((await send(`/desk/campaigns/${slug}/edit`, {}, reviewer)).status).toBe(403)
  const other = (await addInstitution(door.db, {
    slug: 'autre',
    name: 'Autre',
    country: 'MA',
    createdAt: testNow,
  }))!
  const row = { institutionId: other.id, email: 'x@autre.example', role: 'officer', createdAt: testNow }
  const stranger = await door.as(await saveOfficer(door.db, row))
  for (const path of ['edit', 'edit/folder.zip'])
    expect((await door.get(`/desk/campaigns/${slug}/${path}`, stranger)).status).toBe(404)
  expect((await send(`/desk/campaigns/${slug}/edit`, {}, stranger)).status).toBe(404)
  expect((await begin({ slug: 'vole', from: `of:${slug}` }, stranger)).status).toBe(400)
})
