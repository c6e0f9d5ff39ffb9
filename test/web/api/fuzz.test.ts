import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { apiScopes } from '../../../src/core/api-scope.ts'
import { saveOfficer } from '../../../src/store/institutions.ts'
import { schemaOf } from '../../../src/web/api/openapi.ts'
import { programsApi } from '../../../src/web/api/programs.ts'
import type { Route } from '../../../src/web/api/route.ts'
import { routes } from '../../../src/web/api/routes.ts'
import { problemShape } from '../../../src/web/api/shapes.ts'
import { makeWorld, people } from '../../support/world.ts'
import { keyOf, programOf } from './support.ts'

type Schema = {
  type?: string
  enum?: unknown[]
  properties?: Record<string, Schema>
  required?: string[]
  items?: Schema
  additionalProperties?: Schema | boolean
  minimum?: number
  maximum?: number
}

/** Values of a schema, and now and then something else in their place. */
function arbitrary(schema: Schema): fc.Arbitrary<unknown> {
  return fc.oneof({ weight: 8, arbitrary: sound(schema) }, { weight: 1, arbitrary: fc.jsonValue() })
}

function sound(schema: Schema): fc.Arbitrary<unknown> {
  if (schema.enum) return fc.constantFrom(...schema.enum)
  if (schema.type === 'boolean') return fc.boolean()
  if (schema.type === 'integer') return fc.integer({ min: schema.minimum ?? -9, max: schema.maximum ?? 9 })
  if (schema.type === 'string') return text
  if (schema.type === 'array') return fc.array(arbitrary(schema.items ?? {}), { maxLength: 3 })
  if (schema.properties) {
    const fields = Object.entries(schema.properties).map(([name, one]) => [name, arbitrary(one)])
    return fc.record(Object.fromEntries(fields), { requiredKeys: (schema.required ?? []) as never[] })
  }
  if (typeof schema.additionalProperties === 'object')
    return fc.dictionary(text, arbitrary(schema.additionalProperties), { maxKeys: 4 })
  return fc.jsonValue()
}

const known = [
  'reader0@diaspora.example',
  'firstName',
  'email',
  'country',
  '2026-11-24',
  'campaign.yaml',
  'BE',
  '',
]
const text = fc.oneof(fc.constantFrom(...known), fc.string({ unit: 'binary', maxLength: 40 }))
const odd = fc.constantFrom('MA', '2026-11-24', 'none', '%00', '..%2F', 'é', 'a'.repeat(300))

/** A call of a route, mostly as it is described. */
function callOf(one: Route, there: Record<string, string>) {
  const names = [...one.path.matchAll(/\{(\w+)\}/g)].map(([found]) => found)
  const path = fc
    .tuple(...names.map((name) => fc.oneof(fc.constant(there[name] ?? 'MA'), odd)))
    .map((words) => names.reduce((place, name, index) => place.replace(name, () => words[index]!), one.path))
  const query = one.query ? arbitrary(schemaOf(one.query, 'input') as Schema) : fc.constant({})
  const body = one.body ? arbitrary(schemaOf(one.body, 'input') as Schema) : fc.constant(undefined)
  return fc.record({ path, query, body, broken: fc.integer({ min: 0, max: 19 }) })
}

const queryOf = (query: unknown) =>
  new URLSearchParams(Object.entries(Object(query)).map(([name, value]) => [name, String(value)])).toString()

describe('whatever is asked', () => {
  it.each(routes.map((one) => [one.id, one] as const))(
    '%s answers as described, and never breaks',
    async (_, one) => {
      const world = await makeWorld()
      await world.import(people(4))
      await world.publish()
      const { id: institutionId } = world.institution
      await saveOfficer(world.db, { institutionId, email: 'admin@mre.example', role: 'admin', createdAt: 0 })
      const api = programsApi(world.deps)
      const call = programOf(api, await keyOf(world.deps, 'admin@mre.example', [...apiScopes]))
      const listed = (await (await call('GET', '/contacts')).json()) as { contacts: { contact: string }[] }
      const there = {
        '{contact}': listed.contacts[0]!.contact,
        '{campaign}': 'competences',
        '{date}': '2026-11-24',
      }
      await fc.assert(
        fc.asyncProperty(callOf(one, there), async ({ path, query, body, broken }) => {
          world.at.now += 1000
          const sent = body === undefined ? undefined : broken ? body : '{"'
          const answer = await call(one.method.toUpperCase(), `${path}?${queryOf(query)}`, sent)
          const read = await answer.json()
          expect(answer.status, JSON.stringify(read)).toBeLessThan(500)
          const shape = answer.ok ? one.answer : problemShape
          expect(shape.safeParse(read).error?.issues ?? []).toEqual([])
        }),
        { numRuns: 12 },
      )
    },
  )
})
