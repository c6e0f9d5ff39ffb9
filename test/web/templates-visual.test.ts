import { beforeEach, expect, it } from 'vitest'
import { saveLayout } from '../../src/engine/templates-draft.ts'
import { sendForm } from './support/multipart.ts'
import { type Door, openDoor } from './support/visit.ts'

const page = '/desk/templates/letter'
let door: Door
let author: Record<string, string>
beforeEach(async () => {
  door = await openDoor()
  author = { ...(await door.as(door.author)), 'accept-language': 'en' }
})
const house = () => door.deps.templates['letter.mjml']!
const send = (path: string, fields: Record<string, string>) => sendForm(door, page + path, fields, author)

it('takes a text apart in words and puts it together again', async () => {
  const opened = await (await send('/visual/open', { source: house() })).json()
  const { nodes, body } = (
    opened as { visual: { nodes: { mark: number; type: string; label?: string }[]; body: object } }
  ).visual
  expect(nodes.map(({ label }) => label)).toEqual([
    ...['Read on the web', 'Header', undefined],
    ...['Share', 'Funders', 'Footer', 'Measuring of openings'],
  ])
  expect(body).toEqual({ 'background-color': '#f1f5f3', width: '640px' })
  const kept = nodes.map(({ mark, type }) => ({ mark, type }))
  const same = await send('/visual/source', { source: house(), nodes: JSON.stringify(kept) })
  expect(await same.json()).toEqual({ source: house() })
})

it.each([
  ['open', { source: '<mj-section>\n{{#if a}}</mj-section>' }, 'Line 2: a condition begins in one element'],
  ['open', { source: '<mj-style>a</mj-style>' }, 'There is nothing to see'],
  [
    'source',
    { source: '{{> footer}}<mj-section></mj-section>', nodes: '[]' },
    'A part that is needed is missing',
  ],
  ['source', { source: '<mj-section></mj-section>', nodes: '{' }, 'This change could not be read'],
])('says why it cannot (%s %j)', async (what, fields, words) => {
  const answer = await send(`/visual/${what}`, fields as Record<string, string>)
  expect(((await answer.json()) as { refused: string }).refused).toContain(words)
})

it('leads to the text without a script, and comes back to itself when it has saved', async () => {
  const html = await (await door.get(`${page}/visual`, author)).text()
  expect(html).toContain('The visual editor needs JavaScript')
  expect(html).toContain(`href="${page}"`)
  expect(await (await door.get(page, author)).text()).toContain(`href="${page}/visual"`)
  const [, base] = /name="base" value="([^"]*)"/.exec(html)!
  const source = house().replace('640px', '600px')
  const saved = await send('', { act: 'save', from: 'visual', base: base!, source })
  expect(saved.headers.get('location')).toBe(`${page}/visual?done=saved`)
  // Somebody else saved since: both texts are shown, on the page of the text.
  await saveLayout(door.deps, { officer: door.author, name: 'letter', source: house() })
  const second = await send('', {
    act: 'save',
    from: 'visual',
    base: base!,
    source: source.replace('600px', '620px'),
  })
  expect(second.status).toBe(409)
  expect(await second.text()).toContain('620px')
})

it('says that a role only reads', async () => {
  const reviewer = { ...(await door.as(door.reviewer)), 'accept-language': 'en' }
  const html = await (await door.get(`${page}/visual`, reviewer)).text()
  expect(html).toContain('Your role lets you read')
  expect(html).not.toContain('value="publish"')
})
