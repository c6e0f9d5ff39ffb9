import { z } from 'zod'
import { type SeedRow, seeds, seedsInput } from '../../engine/seeds.ts'
import { campaignOf } from './campaign-routes.ts'
import { objectToken } from './cursor.ts'
import { type Route, route } from './route.ts'
import { count, told } from './shapes.ts'

const text = z.string()
/** An answer of more would be tens of megabytes. */
const most = 5000

const row = told({
  rank: count,
  contact: text,
  country: text.nullable(),
  language: text,
  expected: z.number(),
  by: z.enum(['rank', 'lot']),
  because: text,
})
const group = told({
  country: text,
  language: text,
  participants: count,
  children: count.nullable(),
  mean: z.number(),
  seeds: count,
})
const evidence = told({
  campaigns: count,
  participants: count,
  children: count,
  mean: z.number(),
  of: z.enum(['group', 'person']),
  persons: count,
  note: text,
})

export const seedRoutes: Route[] = [
  route({
    method: 'post',
    path: '/campaigns/{campaign}/seeds',
    id: 'chooseSeeds',
    scope: 'campaigns:write',
    does: 'Whom to write to first, by how many others each is expected to bring; `save` keeps them as a segment.',
    body: seedsInput.omit({ campaign: true }).extend({ top: z.int().min(1).max(most).default(500) }),
    example: {
      top: 200,
      random: 0.15,
      quotas: [{ field: 'country', value: 'BE', percent: 40 }],
      save: 'first',
    },
    unkept: true,
    answer: told({
      campaign: text,
      audience: count,
      chosen: count,
      drawn: count,
      evidence,
      groups: told({ shown: z.array(group), hidden: count }),
      segment: told({ segment: text, field: text, matched: count, final: count }).nullable(),
      rows: z.array(row),
    }),
    run: async (call) => {
      const { keys } = call.deps
      const { slug } = await campaignOf(call)
      const answer = await seeds(call.deps, { campaign: slug, ...call.body })
      const outside = ({ contact, ...one }: SeedRow) => ({
        ...one,
        contact: objectToken(keys, 'contact', contact),
      })
      return { ...answer, rows: answer.rows.map(outside) }
    },
  }),
]
