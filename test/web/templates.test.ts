import { beforeEach, expect, it } from 'vitest'
import { publishLayout, saveLayout } from '../../src/engine/templates-draft.ts'
import { saveOfficer } from '../../src/store/institutions.ts'
import { testInstitution, testNow } from '../support/database.ts'
import { sendForm } from './support/multipart.ts'
import { type Door, openDoor } from './support/visit.ts'

let door: Door
let author: Record<string, string>
beforeEach(async () => {
  door = await openDoor()
  author = { ...(await door.as(door.author)), 'accept-language': 'fr' }
})
const house = () => door.deps.templates['letter.mjml']!
const save = (name: string, source: string) => saveLayout(door.deps, { officer: door.author, name, source })
const send = (path: string, fields: Record<string, string>, headers = author) =>
  sendForm(door, path, fields, headers)
const text = async (path: string) => (await door.get(path, author)).text()

it('is not there for another institution, whatever is asked of it', async () => {
  await save('ours', house())
  await publishLayout(door.deps, { officer: door.author, name: 'ours' })
  const { id } = await testInstitution(door.db, 'cnss')
  const email = 'admin@cnss.example'
  const stranger = await door.as(
    await saveOfficer(door.db, { institutionId: id, email, role: 'admin', createdAt: testNow }),
  )
  const page = '/desk/templates/ours'
  expect((await door.get(page, author)).status).toBe(200)
  for (const path of [page, `${page}/history`, `${page}/visual`])
    expect((await door.get(path, stranger)).status, path).toBe(404)
  const fields = { act: 'save', base: 'new', source: house(), shown: 'fr', kind: 'campaign', version: '1' }
  for (const path of [page, `${page}/check`, `${page}/preview`, `${page}/history`, `${page}/remove`])
    expect((await send(path, fields, stranger)).status, path).toBe(404)
  expect(await (await door.get('/desk/templates', stranger)).text()).not.toContain('ours')
  expect((await door.get(page, author)).status).toBe(200)
})

it('shows a script that was saved as a text, on every page and in every answer', async () => {
  const script = '<script>alert("mawja")</script>'
  const source = house().replace('{{{body}}}', `{{{body}}}</textarea>${script}`)
  await save('letter', source)
  await save('letter', `${source}\n${script}`)
  const page = '/desk/templates/letter'
  const version = /history\?version=([\w-]+)/.exec(await text(`${page}/history`))![1]!
  const shown = await Promise.all(
    ['/desk/templates', page, `${page}/visual`, `${page}/history`, `${page}/history?version=${version}`].map(
      text,
    ),
  )
  const answers = await Promise.all([
    send(page, { act: 'save', base: 'old', source: script }),
    send(page, { act: 'check', base: 'old', source: `${script}{{"><script>}}` }),
    send(page, { act: 'publish', base: script, source }),
    send(`${page}/history`, { version: script, base: script }),
    send(`${page}/remove`, { name: script }),
    send('/desk/templates/new', { name: script, from: script }),
  ])
  shown.push(...(await Promise.all(answers.map((answer) => answer.text()))))
  for (const html of shown) expect(html).not.toMatch(/<script>/)
  expect(shown.join('').includes('&lt;script&gt;')).toBe(true)
})

it('keeps a script out of the letter that it shows: nothing runs there', async () => {
  const fields = {
    source: `<script>1</script>${house()}`,
    shown: '<script>',
    kind: '<script>',
    view: '<script>',
  }
  const answer = await send('/desk/templates/letter/preview', fields)
  expect(answer.headers.get('content-security-policy')).toMatch(/default-src 'none'.*; sandbox allow-popups/)
  expect(answer.headers.get('content-security-policy')).not.toContain('script-src')
})

it('says in the language of the desk what the check finds, and keeps the English line', async () => {
  const source = house().replace('{{{body}}}', '{{{body}}}{{nothing}}')
  const answer = await send('/desk/templates/letter/check', { source })
  expect(((await answer.json()) as { faults: object[] }).faults).toEqual([
    {
      line: house().slice(0, house().indexOf('{{{body}}}')).split('\n').length,
      column: expect.any(Number),
      what: 'the value "nothing" is not known in a layout',
      said: 'La valeur nothing n’existe pas dans un modèle.',
    },
  ])
  const page = await send('/desk/templates/letter', { act: 'check', base: 'house', source })
  expect(await page.text()).toContain('La valeur nothing n’existe pas dans un modèle.')
})
