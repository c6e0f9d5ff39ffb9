import { expect, it } from 'vitest'
import { audienceSchema } from '../../src/core/audience.ts'

it.each([
  [{ country: ['BE', 'FR'] }, { field: 'country', op: 'in', value: ['BE', 'FR'] }],
  [{ skills: 'care' }, { field: 'skills', op: 'has', value: 'care' }],
  [
    { city: { startsWith: 'G' }, consent: 'receive:email' },
    { all: [{ field: 'city', op: 'startsWith', value: 'G' }, { consent: 'receive:email' }] },
  ],
  [
    { field: 'city', op: 'exists' },
    { field: 'city', op: 'exists', value: true },
  ],
  [{ 'custom.القسم': 3 }, { field: 'custom.القسم', op: 'eq', value: 3 }],
  [
    { did: 'received', campaign: 'rentree', within: '90d' },
    { did: 'received', campaign: 'rentree', within: '90d' },
  ],
  [{ not: { did: 'joined' } }, { not: { did: 'joined' } }],
  [{ list: 'lettre' }, { list: 'lettre' }],
  [
    { field: 'lastActAt', within: '90d' },
    { field: 'lastActAt', op: 'within', value: '90d' },
  ],
  [{ createdAt: { before: '2026-03-01' } }, { field: 'createdAt', op: 'before', value: '2026-03-01' }],
  [{ 'custom.arrived': { olderThan: '2y' } }, { field: 'custom.arrived', op: 'olderThan', value: '2y' }],
  [{ skillUris: 'x' }, { field: 'skillUris', op: 'has', value: 'x' }],
  [[], { all: [] }],
  [{}, { all: [] }],
])('reads %j', (written, meant) => {
  expect(audienceSchema.parse(written)).toEqual(meant)
})

it.each([
  [{ town: 'Gent' }, [], /no field "town"/],
  [{ all: [{ city: 'Gent' }, { any: [{ age: 3 }] }] }, ['all', 1, 'any', 0], /no field "age"/],
  [{ field: 'city', op: 'like', value: 'x' }, [], /no comparison "like"/],
  [{ city: { in: 'Gent' } }, [], /needs a list/],
  [{ not: 3 }, ['not'], /an audience is/],
  [{ 'custom.a"b': 1 }, [], /no field/],
  [{ any: [{ did: 'slept' }] }, ['any', 0], /did is received, opened, clicked, shared, joined, not "slept"/],
  [{ did: 'opened', country: 'BE' }, [], /not "country"/],
  [{ did: 'opened', within: '3h' }, [], /within needs a period as 90d/],
  [{ did: 'opened', campaign: 3 }, [], /campaign needs the name/],
  [{ lastActAt: '2026-01-01' }, [], /lastActAt is a moment/],
  [{ lastActAt: { within: 'soon' } }, [], /lastActAt within needs a period/],
  [{ lastActAt: { within: '1000y' } }, [], /needs a period/],
  [{ createdAt: { after: '2026-02-30' } }, [], /createdAt after needs a date as 2026-03-01/],
  [{ city: { within: '90d' } }, [], /only createdAt, lastActAt and custom fields/],
  [{ list: '' }, ['list'], /list needs a name/],
])('refuses %j at its place', (written, path, message) => {
  const { error } = audienceSchema.safeParse(written)
  expect(error!.issues[0]).toMatchObject({ path, message: expect.stringMatching(message) })
})
