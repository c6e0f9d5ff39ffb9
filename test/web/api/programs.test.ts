import { Validator } from '@seriousme/openapi-schema-validator'
import { beforeEach, describe, expect, it } from 'vitest'
import { apiScopes } from '../../../src/core/api-scope.ts'
import { runCommand } from '../../../src/engine/commands.ts'
import { saveOfficer } from '../../../src/store/institutions.ts'
import { openApi } from '../../../src/web/api/openapi.ts'
import { pathWords } from '../../../src/web/api/path-parameters.ts'
import { programsApi } from '../../../src/web/api/programs.ts'
import { routes } from '../../../src/web/api/routes.ts'
import { smallCampaign } from '../../support/campaign.ts'
import { makeWorld, people, type World } from '../../support/world.ts'
import { keyOf, type Program, programOf } from './support.ts'

let world: World
let api: ReturnType<typeof programsApi>
let admin: Program
let author: Program

beforeEach(async () => {
  world = await makeWorld()
  const { id: institutionId } = world.institution
  await saveOfficer(world.db, { institutionId, email: 'admin@mre.example', role: 'admin', createdAt: 0 })
  api = programsApi(world.deps)
  admin = programOf(api, await keyOf(world.deps, 'admin@mre.example', [...apiScopes]))
  const writes = ['contacts:read', 'contacts:write', 'campaigns:write', 'campaigns:launch'] as const
  author = programOf(api, await keyOf(world.deps, 'amina@mre.example', [...writes]))
})

const problemOf = async (answer: Response) => {
  expect(answer.headers.get('content-type')).toBe('application/problem+json')
  return [answer.status, ((await answer.json()) as { title: string }).title]
}

describe('the description', () => {
  it('is OpenAPI 3.1', async () => {
    const answer = await api.request('/openapi.json')
    const found = await new Validator().validate((await answer.json()) as never)
    expect(found).toMatchObject({ valid: true })
  })

  it('shows a body of each kind as it may be sent', () => {
    for (const { id, body, example, path } of routes) {
      if (example) expect([id, body?.safeParse(example).error?.issues ?? []]).toEqual([id, []])
      for (const [, name] of path.matchAll(/\{(\w+)\}/g)) expect(pathWords).toHaveProperty(name!)
    }
  })

  it('leaves room for keys that come later', () => {
    const answers = JSON.stringify(
      Object.values(openApi('').paths as object).map((path) => responsesOf(path)),
    )
    expect(answers).not.toContain('"additionalProperties":false')
  })
})

const responsesOf = (path: Record<string, { responses: unknown }>) =>
  Object.values(path).map(({ responses }) => responses)

describe('keys', () => {
  it.each([undefined, 'mawja_x', `mawja_${'A'.repeat(43)}`])('%s opens nothing', async (key) => {
    const headers: Record<string, string> = key ? { authorization: `Bearer ${key}` } : {}
    expect(await problemOf(await api.request('/contacts', { headers }))).toEqual([401, 'api-key'])
  })

  it('open nothing once they are revoked or have expired', async () => {
    const key = await keyOf(world.deps, 'amina@mre.example', ['contacts:read'])
    expect((await programOf(api, key)('GET', '/contacts')).status).toBe(200)
    await runCommand(world.deps, 'api-key revoke', { prefix: key.slice(0, 14) })
    expect((await programOf(api, key)('GET', '/contacts')).status).toBe(401)
    const expires = world.at.now + 1000
    const input = { name: 'short', as: 'amina@mre.example', scopes: ['contacts:read'], expires }
    const short = (await runCommand(world.deps, 'api-key add', input)) as { key: string }
    world.at.now += 1000
    expect((await programOf(api, short.key)('GET', '/contacts')).status).toBe(401)
  })

  it('do no more than the role of whoever made them', async () => {
    await expect(keyOf(world.deps, 'amina@mre.example', ['campaigns:approve'])).rejects.toMatchObject({
      key: 'scope',
    })
    const key = await keyOf(world.deps, 'driss@mre.example', ['campaigns:approve', 'figures:read'])
    await saveOfficer(world.db, { ...world.reviewer, role: 'analyst' })
    expect(await problemOf(await programOf(api, key)('POST', '/campaigns/x/approve', {}))).toEqual([
      403,
      'scope',
    ])
  })

  it('do not approve what their maker wrote', async () => {
    expect((await admin('POST', '/campaigns/competences/editions', { files: smallCampaign() })).status).toBe(
      200,
    )
    const second = await keyOf(world.deps, 'admin@mre.example', ['campaigns:approve'])
    const answer = await programOf(api, second)('POST', '/campaigns/competences/approve', {})
    expect(await problemOf(answer)).toEqual([403, 'own-work'])
  })

  it.each(apiScopes)('with the scope %s reach its routes and no others', async (scope) => {
    const call = programOf(api, await keyOf(world.deps, 'admin@mre.example', [scope]))
    for (const one of routes) {
      const path = one.path.replaceAll(/\{\w+\}/g, 'none')
      const { status } = await call(one.method.toUpperCase(), path, one.body ? {} : undefined)
      expect([one.id, status === 403]).toEqual([one.id, one.scope !== scope])
    }
  })

  it('that call too often wait', async () => {
    let last = await admin('GET', '/segments')
    for (let calls = 0; last.status === 200 && calls < 200; calls++) last = await admin('GET', '/segments')
    expect(await problemOf(last)).toEqual([429, 'too-often'])
    expect(last.headers.get('retry-after')).toBe('1')
    expect((await author('GET', '/contacts')).status).toBe(200)
  })
})

describe('contacts', () => {
  const contacts = [{ email: 'salma@diaspora.example', firstName: 'Sal"ma', languages: 'fr' }]
  const where = '/contacts/import?source=Salon&consentedAt=2025-01-01'

  it('come in, are put right and go', async () => {
    expect(await (await author('POST', where, { contacts })).json()).toMatchObject({ created: 1, errors: [] })
    const listed = (await (await author('GET', '/contacts')).json()) as { contacts: { contact: string }[] }
    const path = `/contacts/${listed.contacts[0]!.contact}`
    expect((await author('PATCH', path, { set: { firstName: 'Salma' } })).status).toBe(200)
    expect(await (await author('GET', path)).json()).toMatchObject({ firstName: 'Salma' })
    expect((await admin('POST', `${path}/own-data`)).status).toBe(200)
    expect(await (await author('DELETE', path)).json()).toMatchObject({ erased: { contacts: 1 } })
    expect(await problemOf(await author('GET', path))).toEqual([404, 'contact'])
    expect(await (await admin('GET', '/audit/check')).json()).toEqual({ whole: true })
  })

  it('come page by page, each once', async () => {
    await world.import(people(7))
    const seen: string[] = []
    for (let path = '/contacts?limit=3'; path; ) {
      const answer = await author('GET', path)
      const read = (await answer.json()) as { contacts: { email: string }[]; next: string | null }
      seen.push(...read.contacts.map(({ email }) => email))
      expect(answer.headers.has('link')).toBe(read.next !== null)
      path = read.next ? `/contacts?limit=3&cursor=${read.next}` : ''
    }
    expect(new Set(seen).size).toBe(7)
    expect(seen).toHaveLength(7)
  })

  it('of another institution are not there', async () => {
    await world.launch()
    await world.import(people(1))
    const listed = (await (await author('GET', '/contacts')).json()) as { contacts: { contact: string }[] }
    await runCommand(world.deps, 'institution add', { slug: 'other', name: 'Other' })
    await runCommand(world.deps, 'officer add', {
      email: 'o@other.example',
      role: 'admin',
      institution: 'other',
    })
    const other = programOf(api, await keyOf(world.deps, 'o@other.example', [...apiScopes], 'other'))
    expect(await (await other('GET', '/contacts')).json()).toEqual({ contacts: [], next: null })
    const brought = (await (await author('POST', where, { contacts })).json()) as { import: string }
    const hook = await admin('POST', '/webhooks', { url: 'https://crm.mre.example/hooks' })
    const names: Record<string, string> = {
      contact: listed.contacts[0]!.contact,
      campaign: 'competences',
      import: brought.import,
      endpoint: ((await hook.json()) as { endpoint: string }).endpoint,
    }
    for (const one of routes.filter(({ path }) =>
      Object.keys(names).some((name) => path.includes(`{${name}}`)),
    )) {
      const path = one.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => names[name] ?? 'none')
      const bodies: Record<string, unknown> = {
        publishEdition: { files: {} },
        previewCampaign: { contact: listed.contacts[0]!.contact },
        returnCampaign: { comment: 'no' },
        rectifyContact: { set: { city: 'Fès' } },
      }
      const answer = await other(
        one.method.toUpperCase(),
        path,
        one.body ? (bodies[one.id] ?? {}) : undefined,
      )
      expect([one.id, answer.status]).toEqual([one.id, 404])
    }
  })
})

describe('Idempotency-Key', () => {
  const body = { email: 'nora@diaspora.example' }
  const call = (given: unknown, key = 'a') =>
    author('POST', '/suppressions', given, { 'idempotency-key': key })

  it('gives the same answer to the same call, and refuses another under it', async () => {
    const [first, second] = [await call(body), await call(body)]
    expect(await second.text()).toBe(await first.text())
    expect(await problemOf(await call({ ...body, reason: 'list' }))).toEqual([422, 'idempotency-key'])
    expect(await (await call(body, 'b')).json()).toMatchObject({ added: false })
    world.at.now += 86_400_000
    expect(await (await call(body)).json()).toMatchObject({ added: false })
  })

  it('lets one of many through at once', async () => {
    const answers = await Promise.all(Array.from({ length: 8 }, () => call(body)))
    const done = answers.filter(({ status }) => status === 200)
    expect(done.length).toBeGreaterThan(0)
    expect(answers.every(({ status }) => status === 200 || status === 409)).toBe(true)
    for (const answer of done) expect(await answer.json()).toMatchObject({ added: true })
  })
})
