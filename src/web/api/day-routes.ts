import { z } from 'zod'
import { AppError } from '../../core/error.ts'
import { confirmedMonthSchema } from '../../core/schedule/holidays.ts'
import { runCommand } from '../../engine/commands.ts'
import { type Route, route } from './route.ts'
import { count, told } from './shapes.ts'

const date = z.iso.date()
const { country, starts } = confirmedMonthSchema.shape
const named = told({ date: z.string(), name: z.string() })
const changedDay = { country: z.string(), date: z.string(), rescheduled: count }
const changedMonth = { country: z.string(), month: z.string(), rescheduled: count }

/** What an institution knows of its readers' days (docs/schedule.md). */
export const dayRoutes: Route[] = [
  route({
    method: 'get',
    path: '/holidays/{country}',
    id: 'listHolidays',
    scope: 'campaigns:read',
    does: 'Public holidays of a country as the institution sees them.',
    query: z.strictObject({ year: z.coerce.number().int().min(1970).max(2100).optional() }),
    answer: told({
      country: z.string(),
      year: count,
      holidays: z.array(named.extend({ estimated: z.boolean() })),
      working: z.array(named),
    }),
    run: async ({ deps, institution, params, query }) =>
      runCommand(deps, 'holiday list', {
        institution: institution.slug,
        country: params.country,
        ...query,
      }),
  }),
  route({
    method: 'put',
    path: '/holidays/{country}/{date}',
    id: 'addHoliday',
    scope: 'campaigns:write',
    does: 'A day off that the library does not know, or a holiday on which the institution writes all the same.',
    body: z.strictObject({
      name: z.string().min(1).max(200),
      kind: z.enum(['holiday', 'working']).default('holiday'),
    }),
    example: { name: 'Fête du quartier', kind: 'holiday' },
    answer: told({ ...changedDay, name: z.string(), kind: z.enum(['holiday', 'working']) }),
    run: async ({ deps, institution, params, body }) =>
      runCommand(deps, 'holiday add', {
        institution: institution.slug,
        country: params.country,
        date: date.parse(params.date),
        ...body,
      }),
  }),
  route({
    method: 'delete',
    path: '/holidays/{country}/{date}',
    id: 'removeHoliday',
    scope: 'campaigns:write',
    does: 'Takes that back.',
    answer: told(changedDay),
    run: async ({ deps, institution, params }) =>
      runCommand(deps, 'holiday remove', {
        institution: institution.slug,
        country: params.country,
        date: date.parse(params.date),
      }),
  }),
  route({
    method: 'get',
    path: '/months',
    id: 'listMonths',
    scope: 'campaigns:read',
    does: 'Islamic months whose beginning the institution has confirmed.',
    answer: told({
      institution: z.string(),
      months: z.array(told({ month: z.string(), country: z.string(), starts: z.string() })),
    }),
    run: async ({ deps, institution }) => runCommand(deps, 'month list', { institution: institution.slug }),
  }),
  route({
    method: 'put',
    path: '/months/{month}',
    id: 'setMonth',
    scope: 'campaigns:write',
    does: 'Confirms the day on which an Islamic month begins, in one country or (`*`) in all.',
    body: z.strictObject({ country: country.default('*'), starts }),
    example: { country: 'MA', starts: '2027-02-08' },
    answer: told({ ...changedMonth, starts: z.string() }),
    run: async ({ deps, institution, params, body }) =>
      runCommand(deps, 'month set', { institution: institution.slug, ...monthIn(params), ...body }),
  }),
  route({
    method: 'delete',
    path: '/months/{month}',
    id: 'removeMonth',
    scope: 'campaigns:write',
    does: 'Takes that back.',
    query: z.strictObject({ country: country.default('*') }),
    answer: told(changedMonth),
    run: async ({ deps, institution, params, query }) =>
      runCommand(deps, 'month remove', { institution: institution.slug, ...monthIn(params), ...query }),
  }),
]

/** `1448-09` is Ramadan of the year 1448. */
function monthIn(params: Record<string, string>): { year: number; month: number } {
  const [, year, month] = /^(\d{4})-(\d{2})$/.exec(params.month!) ?? []
  if (year && month) return { year: Number(year), month: Number(month) }
  throw new AppError('invalid', 'month', 'write an Islamic month as 1448-09')
}
