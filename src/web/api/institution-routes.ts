import { z } from 'zod'
import { checkAudit } from '../../engine/audit.ts'
import { dayCommands } from '../../engine/days.ts'
import { readEmail } from '../../engine/rights.ts'
import {
  countAudience,
  listSegmentsCounted,
  readAudience,
  removeSegment,
  saveSegmentNamed,
} from '../../engine/segments.ts'
import { givenReasons, liftSuppression, suppressAddress } from '../../engine/suppression.ts'
import { auditAfter } from '../../store/contact-pages.ts'
import { suppressionsAfter } from '../../store/suppressions.ts'
import { after, cut } from './cursor.ts'
import { type Route, route } from './route.ts'
import { audience, count, counted, next, open, page, slug } from './shapes.ts'

const email = z.string().max(320)
const hashPage = page.extend({
  cursor: z
    .string()
    .regex(/^[0-9a-f]{1,64}$/)
    .optional(),
})
const date = z.iso.date()

export const institutionRoutes: Route[] = [
  route({
    method: 'get',
    path: '/suppressions',
    id: 'listSuppressions',
    scope: 'contacts:read',
    does: 'Addresses that must not be written to, as keyed hashes.',
    query: hashPage,
    answer: z.object({
      suppressions: z.array(open({ hash: z.string(), reason: z.string(), created: z.string() })),
      next,
    }),
    run: async ({ deps, institution, query }) => {
      const rows = await suppressionsAfter(deps.db, {
        institutionId: institution.id,
        after: query.cursor ?? '',
        limit: query.limit + 1,
      })
      const shown = rows.slice(0, query.limit)
      const suppressions = shown.map((row) => ({
        hash: row.hash,
        reason: row.reason,
        created: new Date(row.createdAt).toISOString(),
      }))
      return { suppressions, next: rows.length > query.limit ? shown.at(-1)!.hash : null }
    },
  }),
  route({
    method: 'post',
    path: '/suppressions',
    id: 'addSuppression',
    scope: 'contacts:write',
    does: 'Nobody of the institution writes to that address any more.',
    body: z.strictObject({ email, reason: z.enum(givenReasons).default('officer') }),
    answer: open({ hash: z.string(), reason: z.string(), added: z.boolean() }),
    run: async ({ deps, institution, body }) =>
      suppressAddress(deps, { institution, email: readEmail(body.email), reason: body.reason }),
  }),
  route({
    method: 'post',
    path: '/suppressions/remove',
    id: 'removeSuppression',
    scope: 'admin',
    does: 'Takes an address off the list, and says why.',
    body: z.strictObject({ email, because: z.string().max(500), erased: z.boolean().default(false) }),
    answer: open({ hash: z.string(), removed: z.string() }),
    run: async ({ deps, institution, body }) =>
      liftSuppression(deps, { ...body, institution, email: readEmail(body.email) }),
  }),
  route({
    method: 'get',
    path: '/segments',
    id: 'listSegments',
    scope: 'campaigns:read',
    does: 'Saved audiences with how many people each matches now.',
    answer: z.object({ segments: z.array(open({ segment: z.string(), name: z.string(), count })) }),
    run: async ({ deps, institution }) => listSegmentsCounted(deps, institution),
  }),
  route({
    method: 'put',
    path: '/segments/{segment}',
    id: 'saveSegment',
    scope: 'campaigns:write',
    does: 'Saves an audience under a name, over the one that had it.',
    body: z.strictObject({ name: z.string().min(1).max(200).optional(), audience }),
    answer: open({ segment: z.string(), ...counted.shape }),
    run: async ({ deps, institution, params, body }) => {
      const name = slug.parse(params.segment)
      const read = readAudience(body.audience)
      return saveSegmentNamed(deps, { institution, slug: name, name: body.name ?? name, audience: read })
    },
  }),
  route({
    method: 'delete',
    path: '/segments/{segment}',
    id: 'removeSegment',
    scope: 'campaigns:write',
    does: 'Removes a saved audience that nothing uses any more.',
    answer: open({ segment: z.string() }),
    run: async ({ deps, institution, params }) => removeSegment(deps, { institution, slug: params.segment! }),
  }),
  route({
    method: 'post',
    path: '/audiences/count',
    id: 'countAudience',
    scope: 'campaigns:read',
    does: 'Counts whom an audience reaches, and says it in words. Changes nothing.',
    body: z.strictObject({ audience }),
    answer: counted,
    run: async ({ deps, institution, body }) => countAudience(deps, institution, readAudience(body.audience)),
  }),
  route({
    method: 'get',
    path: '/holidays/{country}',
    id: 'listHolidays',
    scope: 'campaigns:read',
    does: 'Public holidays of a country as the institution sees them.',
    query: z.strictObject({ year: z.coerce.number().int().min(1970).max(2100).optional() }),
    answer: open({
      country: z.string(),
      year: count,
      holidays: z.array(open({ date: z.string(), name: z.string() })),
    }),
    run: async ({ deps, institution, params, query }) =>
      days('holiday list', deps, { institution: institution.slug, country: params.country, ...query }),
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
    answer: open({ country: z.string(), date: z.string() }),
    run: async ({ deps, institution, params, body }) =>
      days('holiday add', deps, {
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
    answer: open({ country: z.string(), date: z.string() }),
    run: async ({ deps, institution, params }) =>
      days('holiday remove', deps, {
        institution: institution.slug,
        country: params.country,
        date: date.parse(params.date),
      }),
  }),
  route({
    method: 'get',
    path: '/audit',
    id: 'listAudit',
    scope: 'admin',
    does: 'What staff and keys did, the oldest first. Names nobody.',
    query: page,
    answer: z.object({ acts: z.array(open({ act: z.string(), at: z.string(), hash: z.string() })), next }),
    run: async ({ deps, institution, query }) => {
      const from = after(deps.keys, 'auditAfter', query.cursor)
      const rows = await auditAfter(deps.db, {
        institutionId: institution.id,
        after: from,
        limit: query.limit + 1,
      })
      const { shown, next } = cut(deps.keys, 'auditAfter', rows, query.limit)
      return { acts: shown.map(({ act, at, hash }) => ({ act, at: new Date(at).toISOString(), hash })), next }
    },
  }),
  route({
    method: 'get',
    path: '/audit/check',
    id: 'checkAudit',
    scope: 'admin',
    does: 'Whether each row of the log follows from the ones before it.',
    answer: z.object({ whole: z.boolean() }),
    run: async ({ deps }) => ({ whole: (await checkAudit(deps)).brokenAt === null }),
  }),
]

async function days(
  name: keyof typeof dayCommands,
  deps: Parameters<(typeof dayCommands)[typeof name]['run']>[0],
  input: object,
): Promise<object> {
  const { input: schema, run } = dayCommands[name] as {
    input: z.ZodType
    run(deps: unknown, it: unknown): Promise<object>
  }
  return run(deps, schema.parse(input))
}
