import { z } from 'zod'
import { checkAudit } from '../../engine/audit.ts'
import {
  countAudience,
  listSegmentsCounted,
  readAudience,
  removeSegment,
  saveSegmentNamed,
} from '../../engine/segments.ts'
import { auditAfter } from '../../store/contact-pages.ts'
import { after, cut } from './cursor.ts'
import { type Route, route } from './route.ts'
import { audience, count, counted, instant, next, page, slug, told } from './shapes.ts'

const example = {
  audience: {
    all: [
      { field: 'country', op: 'in', value: ['BE', 'FR'] },
      { field: 'consent', op: 'eq', value: true },
    ],
  },
}

export const institutionRoutes: Route[] = [
  route({
    method: 'get',
    path: '/segments',
    id: 'listSegments',
    scope: 'campaigns:read',
    does: 'Saved audiences with how many people each matches now.',
    answer: told({ segments: z.array(told({ segment: z.string(), name: z.string(), count })) }),
    run: async ({ deps, institution }) => listSegmentsCounted(deps, institution),
  }),
  route({
    method: 'put',
    path: '/segments/{segment}',
    id: 'saveSegment',
    scope: 'campaigns:write',
    does: 'Saves an audience under a name, over the one that had it.',
    body: z.strictObject({ name: z.string().min(1).max(200).optional(), audience }),
    example: { name: 'Bruxelles', ...example },
    answer: counted.extend({ segment: z.string() }),
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
    answer: told({ segment: z.string(), removed: z.literal(true) }),
    run: async ({ deps, institution, params }) => removeSegment(deps, { institution, slug: params.segment! }),
  }),
  route({
    method: 'post',
    path: '/audiences/count',
    id: 'countAudience',
    scope: 'campaigns:read',
    does: 'Counts whom an audience reaches, and says it in words. Changes nothing.',
    body: z.strictObject({ audience }),
    example,
    answer: counted,
    run: async ({ deps, institution, body }) => countAudience(deps, institution, readAudience(body.audience)),
  }),
  route({
    method: 'get',
    path: '/audit',
    id: 'listAudit',
    scope: 'admin',
    does: 'What staff and keys did, the oldest first. Names nobody.',
    query: page,
    answer: told({ acts: z.array(told({ act: z.string(), at: instant, hash: z.string() })), next }),
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
    answer: told({ whole: z.boolean() }),
    run: async ({ deps }) => ({ whole: (await checkAudit(deps)).brokenAt === null }),
  }),
]
