import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { apiScopes } from '../../../src/core/api-scope.ts'
import { runCommand } from '../../../src/engine/commands.ts'
import { openApi } from '../../../src/web/api/openapi.ts'
import { programsApi } from '../../../src/web/api/programs.ts'
import { routes } from '../../../src/web/api/routes.ts'
import { problemShape } from '../../../src/web/api/shapes.ts'
import { makeWorld, people, type World } from '../../support/world.ts'
import { arbitrary, odd, type Schema } from './arbitrary.ts'
import { keyOf, type Program, programOf } from './support.ts'

type Parameter = { name: string; in: 'path' | 'query' | 'header'; schema: Schema }
type Operation = {
  operationId: string
  parameters: Parameter[]
  requestBody?: { content: { 'application/json': { schema: Schema } } }
}

const paths = openApi('').paths as Record<string, Record<string, Operation>>
const operations = Object.entries(paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, one]) => [one.operationId, { path, method, one }] as const),
)

/** Names that are somebody's: mostly one's own, now and then those of another institution. */
type There = Record<string, string[]>
let own: There
let world: World
let call: Program

beforeAll(async () => {
  world = await makeWorld()
  world.deps.webhooks = { post: async () => ({ status: 204 }), callsPerTick: 10 }
  await world.import(people(4))
  await world.launch()
  for (const institution of ['mre', 'other']) {
    if (institution === 'other') await runCommand(world.deps, 'institution add', { slug: 'other', name: 'O' })
    const email = `admin@${institution}.example`
    await runCommand(world.deps, 'officer add', { email, role: 'admin', institution })
  }
  const api = programsApi(world.deps)
  const other = programOf(api, await keyOf(world.deps, 'admin@other.example', [...apiScopes], 'other'))
  call = programOf(api, await keyOf(world.deps, 'admin@mre.example', [...apiScopes], 'mre'))
  const [mine, theirs] = [await named(call), await named(other)]
  own = {
    ...Object.fromEntries(Object.keys(mine).map((name) => [name, [mine[name]!, theirs[name]!]])),
    campaign: ['competences', 'nowhere'],
    template: ['letter', 'own'],
    field: ['engagement', 'email'],
    month: ['1448-09', '1448-13'],
    country: ['MA', 'XX'],
    date: ['2026-11-24', '2026-02-31'],
    segment: ['all', 'none'],
    edition: ['ab12'],
    event: ['msg_x'],
    reply: ['AQEFAg'],
    link: ['AQEEAg'],
  }
})

/** What an institution has of its own that stands outside under a token. */
async function named(program: Program): Promise<Record<string, string>> {
  const answered = async (answer: Response) => (await answer.json()) as Record<string, string>
  const contacts = [{ email: 'one@diaspora.example', languages: 'fr' }]
  const where = '/contacts/import?source=Salon&consentedAt=2025-01-01'
  const { import: batch } = await answered(await program('POST', where, { contacts }))
  const { contact } = await answered(
    await program('POST', '/contacts/find', { email: 'one@diaspora.example' }),
  )
  const hook = await program('POST', '/webhooks', { url: 'https://crm.mre.example/hooks' })
  const { endpoint } = await answered(hook)
  return { import: batch!, contact: contact!, endpoint: endpoint! }
}

/** A call of an operation, mostly as it is described. */
function callOf({ path, one }: { path: string; one: Operation }) {
  const names = one.parameters.filter((parameter) => parameter.in === 'path').map(({ name }) => name)
  const words = names.map((name) => fc.oneof(fc.constantFrom(...own[name]!), odd))
  const place = fc
    .tuple(...words)
    .map((found) => names.reduce((text, name, index) => text.replace(`{${name}}`, () => found[index]!), path))
  const query = one.parameters
    .filter((parameter) => parameter.in === 'query')
    .map(({ name, schema }) => [name, arbitrary(schema)] as const)
  const schema = one.requestBody?.content['application/json'].schema
  return fc.record({
    place,
    query: fc.record(Object.fromEntries(query), { requiredKeys: [] }),
    body: schema ? arbitrary(schema) : fc.constant(undefined),
    broken: fc.integer({ min: 0, max: 19 }),
  })
}

const queryOf = (query: object) =>
  new URLSearchParams(Object.entries(query).map(([name, value]) => [name, written(value)])).toString()
/** An object may say no word of itself: `{ toString: null }`. */
const written = (value: unknown) =>
  typeof value === 'object' || typeof value === 'function' ? (JSON.stringify(value) ?? '') : String(value)

describe('whatever is asked', () => {
  it.each(operations)('%s answers as described, and never breaks', async (id, operation) => {
    const route = routes.find((one) => one.id === id)!
    await fc.assert(
      fc.asyncProperty(callOf(operation), async ({ place, query, body, broken }) => {
        world.at.now += 1000
        const sent = body === undefined ? undefined : broken ? body : '{"'
        const answer = await call(operation.method.toUpperCase(), `${place}?${queryOf(query)}`, sent)
        const read = answer.ok && route.media ? await answer.text() : await answer.json()
        expect(answer.status, JSON.stringify(read)).toBeLessThan(500)
        if (answer.ok && route.media) return
        const shape = answer.ok ? route.answer : problemShape
        expect(shape.safeParse(read).error?.issues ?? []).toEqual([])
      }),
      { numRuns: 25 },
    )
  })
})
