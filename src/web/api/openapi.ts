import { z } from 'zod'
import { pathWords } from './path-parameters.ts'
import type { Route } from './route.ts'
import { routes } from './routes.ts'
import { problemShape } from './shapes.ts'

type Json = Record<string, unknown>

/** The description of the interface (OpenAPI 3.1), made from the same list as the routes. */
export function openApi(publicUrl: string): Json {
  const paths: Record<string, Json> = {}
  for (const one of routes) paths[one.path] = { ...paths[one.path], [one.method]: operation(one) }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Mawja',
      version: '1',
      description: 'Contacts, audiences, campaigns and figures of one institution.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: `${publicUrl}/api/v1` }],
    security: [{ key: [] }],
    paths,
    components: {
      securitySchemes: { key: { type: 'http', scheme: 'bearer', description: 'A key of api-key add' } },
      schemas: { Problem: schemaOf(problemShape, 'output') },
      responses: {
        Problem: {
          description: 'A refusal (RFC 9457)',
          content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
        },
      },
    },
  }
}

function operation(one: Route): Json {
  const body = one.body && {
    required: !accepts(one.body, {}),
    content: {
      'application/json': {
        schema: schemaOf(one.body, 'input'),
        ...(one.example ? { example: one.example } : {}),
      },
      ...(one.csv ? { 'text/csv': { schema: { type: 'string' } } } : {}),
    },
  }
  return {
    operationId: one.id,
    summary: one.does,
    description: `Scope: \`${one.scope}\``,
    'x-scope': one.scope,
    parameters: [
      ...pathParameters(one.path),
      ...queryParameters(one),
      ...(one.method === 'post' ? [key] : []),
    ],
    ...(body ? { requestBody: body } : {}),
    responses: {
      200: { description: 'Done', content: answers(one) },
      default: { $ref: '#/components/responses/Problem' },
    },
  }
}

/** A file, or JSON that may grow keys. */
function answers(one: Route): Json {
  if (!one.media) return { 'application/json': { schema: schemaOf(one.answer, 'output') } }
  return Object.fromEntries(one.media.map((type) => [type.split(';')[0], {}]))
}

const accepts = (schema: z.ZodType, value: unknown) => schema.safeParse(value).success

const key = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  description: 'The same call again with the same key gives the same answer, for 24 hours, and acts once',
  schema: { type: 'string', minLength: 1, maxLength: 200 },
}

const pathParameters = (path: string) =>
  [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    ...pathWords[name!],
    schema: { type: 'string' },
  }))

function queryParameters({ query }: Route): Json[] {
  if (!query) return []
  const { properties = {}, required = [] } = schemaOf(query, 'input') as {
    properties?: Record<string, Json>
    required?: string[]
  }
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    schema,
  }))
}

export function schemaOf(schema: z.ZodType, io: 'input' | 'output'): Json {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, {
    io,
    unrepresentable: 'any',
    // A client that is made from this must not break on a key that came later.
    override: ({ jsonSchema }) => {
      if (io === 'output' && jsonSchema.additionalProperties === false) delete jsonSchema.additionalProperties
    },
  }) as Json
  return rest
}
