import fc from 'fast-check'

/** As much of JSON Schema as the description of the interface uses. */
export type Schema = {
  type?: string
  const?: unknown
  enum?: unknown[]
  anyOf?: Schema[]
  properties?: Record<string, Schema>
  required?: string[]
  items?: Schema
  additionalProperties?: Schema | boolean
  minimum?: number
  maximum?: number
}

/** Values of a schema, and now and then something else in their place. */
export function arbitrary(schema: Schema): fc.Arbitrary<unknown> {
  return fc.oneof(
    { weight: 12, arbitrary: sound(schema) },
    { weight: 1, arbitrary: fc.jsonValue() },
    { weight: 1, arbitrary: fc.constantFrom<unknown>(null, 1e308, -1, 2 ** 53, '', [], {}, true, '\u0000') },
  )
}

function sound(schema: Schema): fc.Arbitrary<unknown> {
  if (schema.anyOf) return fc.oneof(...schema.anyOf.map(arbitrary))
  if ('const' in schema) return fc.constant(schema.const)
  if (schema.enum) return fc.constantFrom(...schema.enum)
  if (schema.type === 'boolean') return fc.boolean()
  if (schema.type === 'integer') return fc.integer(rangeOf(schema))
  if (schema.type === 'number') return fc.double({ ...rangeOf(schema), noNaN: true })
  if (schema.type === 'string') return text
  if (schema.type === 'array') return fc.array(arbitrary(schema.items ?? {}), { maxLength: 3 })
  if (schema.properties) return objectOf(schema)
  if (typeof schema.additionalProperties === 'object')
    return fc.dictionary(text, arbitrary(schema.additionalProperties), { maxKeys: 4 })
  return fc.jsonValue()
}

function objectOf({ properties = {}, required = [] }: Schema): fc.Arbitrary<unknown> {
  const fields = Object.entries(properties).map(([name, one]) => [name, arbitrary(one)])
  const usual = { requiredKeys: required as never[] }
  return fc.oneof(
    { weight: 6, arbitrary: fc.record(Object.fromEntries(fields), usual) },
    // Something that must be there is missing.
    { weight: 1, arbitrary: fc.record(Object.fromEntries(fields), { requiredKeys: [] }) },
  )
}

function rangeOf({ minimum, maximum = 9 }: Schema): { min: number; max: number } {
  const min = Math.max(minimum ?? -9, -1000)
  return { min, max: Math.max(min, Math.min(maximum, min + 1000)) }
}

const known = [
  'reader0@diaspora.example',
  'firstName',
  'email',
  'country',
  '2026-11-24',
  'campaign.yaml',
  'BE',
  'fr',
  'invitation',
  '<mjml>',
  'https://crm.mre.example/hooks',
  '',
  // Half a pair, a mark that turns the line round, a letter that is two, a blank that is none.
  '\ud800',
  '\u202eabc',
  'e\u0301',
  '\ufeff',
  '\u0000',
  'a'.repeat(3000),
]
export const text = fc.oneof(fc.constantFrom(...known), fc.string({ unit: 'binary', maxLength: 40 }))

/** Words of an address that are nobody's. */
export const odd = fc.constantFrom(
  'MA',
  '2026-11-24',
  'none',
  '%00',
  '..%2F',
  '%ED%A0%80',
  'é',
  '%F0%9F%8C%8A',
  '9'.repeat(400),
  'a'.repeat(300),
)
