import { beforeAll, expect, it } from 'vitest'
import { untouched } from './support/form.ts'
import { type TwoInstitutions, twoInstitutions } from './support/two-institutions.ts'

let world: TwoInstitutions
let admin: Record<string, string>
beforeAll(async () => {
  world = await twoInstitutions()
  admin = { ...world.visitor('admin', 'own'), 'accept-language': 'en' }
})

/** Closes an attribute in either quote, then an element of each kind that runs by itself. */
const script = `x'"><script>alert(1)</script><img src=x onerror=alert(1)>`
const ran = /<script>alert|<img src=x|x'">/

/** Buttons that end the visit or ask a device. */
const leftAlone = [
  '/desk/sign-out',
  '/desk/passkey',
  '/desk/account/sessions',
  '/desk/account/sessions/all',
  '/desk/admin/people/remove',
]

/** Each page that can be reached by links from the first. Files are not pages. */
async function walk(start: readonly string[]): Promise<Map<string, string>> {
  const pages = new Map<string, string>()
  const waiting = [...start]
  for (let path = waiting.pop(); path !== undefined && pages.size < 120; path = waiting.pop()) {
    if (pages.has(path)) continue
    const answer = await world.get(path, admin)
    if (!answer.headers.get('content-type')?.startsWith('text/html')) continue
    const html = await answer.text()
    pages.set(path, html)
    const links = [...html.matchAll(/href="(\/(?:desk|s|p|j|join)[^"#]*)"/g)]
    waiting.push(...links.map(([, link]) => link!.replaceAll('&amp;', '&')).filter(isNew))
  }
  return pages
}
/** One page of each kind: months of a calendar go on for ever. */
const isNew = (link: string) => !/[?&](at|below|done|from|view)=/.test(link)

type Form = { action: string; fields: string[]; html: string }

function formsOf(page: string): Form[] {
  const forms = [...page.matchAll(/<form[^>]*method="post"[^>]*action="([^"]*)"[^>]*>([\s\S]*?)<\/form>/g)]
  return forms
    .map(([, action, inside]) => ({ action: action!, html: page, fields: typedIn(inside!) }))
    .filter(({ action, fields }) => fields.length > 0 && !leftAlone.includes(action))
}

/** Fields in which somebody can write what they like, whatever their type says to a browser that is asked nicely. */
function typedIn(inside: string): string[] {
  const fields = [...inside.matchAll(/<(?:input|textarea)([^>]*)>/g)].map(([, tag]) => tag!)
  const free = fields.filter((tag) => !/type="(hidden|radio|checkbox|submit|file)"/.test(tag))
  return [
    ...new Set(free.map((tag) => /\sname="([^"]+)"/.exec(tag)?.[1]).filter((name) => name !== undefined)),
  ]
}

it('is shown as the text it is, on whatever page, from whatever field it came', async () => {
  const { pathOf } = world
  const open = ['/s/:token', '/p/:token', '/j/:token', '/me/:token', '/data/:token', '/join/:institution']
  const start = ['/desk', '/desk/campaigns/competences', ...open.map(pathOf)]
  const forms = [...(await walk(start)).values()].flatMap(formsOf)
  const filled = new Set<string>()
  for (const { action, fields, html } of forms) {
    for (const value of [script, `"<script>alert(1)</script>"@evil.example`]) {
      const path = action.replaceAll('&amp;', '&')
      const form = { ...untouched(html, action), ...Object.fromEntries(fields.map((name) => [name, value])) }
      const answer = await world.post(path, { agreed: 'yes', ...form }, admin)
      const told = await answer.text()
      expect([path, answer.status < 500, ran.test(told)]).toEqual([path, true, false])
      for (const field of fields) filled.add(`${path} ${field}`)
    }
  }
  // Had the forms not been found, nothing would have been tried.
  expect(filled.size).toBeGreaterThan(15)
  const pages = await walk(start)
  expect(pages.size).toBeGreaterThan(10)
  expect([...pages].filter(([, html]) => ran.test(html)).map(([path]) => path)).toEqual([])
})

it('reaches pages from rows as well: names, replies, places', async () => {
  const columns = [
    'institutions.name',
    'segments.name',
    'replies.text',
    'replies.subject',
    'contacts.first_name',
  ]
  const tables = world.db.raw
  let written = 0
  for (const column of columns) {
    const [table = '', name = ''] = column.split('.')
    const has = tables.prepare('SELECT 1 FROM pragma_table_info(?) WHERE name = ?').get(table, name)
    if (!has) continue
    written += tables.prepare(`UPDATE ${table} SET ${name} = ?`).run(script).changes
  }
  expect(written).toBeGreaterThan(10)
  const open = [
    '/s/:token',
    '/p/:token',
    '/j/:token',
    '/me/:token',
    '/data/:token',
    '/v/:token',
    '/join/:institution',
  ]
  const pages = await walk(['/desk', '/desk/campaigns/competences/replies', ...open.map(world.pathOf)])
  expect([...pages].filter(([, html]) => ran.test(html)).map(([path]) => path)).toEqual([])
  // It did get there.
  expect([...pages.values()].filter((html) => html.includes('&lt;script&gt;alert')).length).toBeGreaterThan(5)
})
