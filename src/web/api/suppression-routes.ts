import { z } from 'zod'
import { suppressionReasons } from '../../core/codes.ts'
import { readEmail } from '../../engine/rights.ts'
import { givenReasons, liftSuppression, suppressAddress } from '../../engine/suppression.ts'
import { importSuppressions } from '../../engine/suppression-import.ts'
import { suppressionsAfter } from '../../store/suppressions.ts'
import { type Route, route } from './route.ts'
import { count, instant, next, page, told } from './shapes.ts'

const email = z.string().max(320)
const reason = z.enum(suppressionReasons)
const hashPage = page.extend({
  cursor: z
    .string()
    .regex(/^[0-9a-f]{1,64}$/)
    .optional(),
})
const entry = z
  .string()
  .max(500)
  .regex(/^[^\r\n]*$/, 'one address, number or hash')

/** Who must not be written to, whatever a file says. */
export const suppressionRoutes: Route[] = [
  route({
    method: 'get',
    path: '/suppressions',
    id: 'listSuppressions',
    scope: 'contacts:read',
    does: 'Addresses that must not be written to, as keyed hashes.',
    query: hashPage,
    answer: told({ suppressions: z.array(told({ hash: z.string(), reason, created: instant })), next }),
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
    example: { email: 'nora@diaspora.example', reason: 'complaint' },
    answer: told({ hash: z.string(), reason, added: z.boolean() }),
    run: async ({ deps, institution, body }) =>
      suppressAddress(deps, { institution, email: readEmail(body.email), reason: body.reason }),
  }),
  route({
    method: 'post',
    path: '/suppressions/import',
    id: 'importSuppressions',
    scope: 'contacts:write',
    does: 'Brings in a list of addresses, phone numbers or hashes that must not be written to: a text, one a line, or as JSON.',
    body: z.strictObject({ entries: z.array(entry).min(1).max(5000) }),
    example: { entries: ['nora@diaspora.example', '+32470000000'] },
    csv: true,
    answer: told({
      rows: count,
      added: count,
      known: count,
      refused: count,
      problems: z.array(told({ line: count, reason: z.string() })),
    }),
    run: async ({ deps, institution, body, raw }) => {
      const bytes = raw ?? new TextEncoder().encode(body.entries.join('\n'))
      const chunks = (async function* () {
        yield bytes
      })()
      return importSuppressions(deps, { institution, chunks })
    },
  }),
  route({
    method: 'post',
    path: '/suppressions/remove',
    id: 'removeSuppression',
    scope: 'admin',
    does: 'Takes an address off the list, and says why.',
    body: z.strictObject({ email, because: z.string().max(500), erased: z.boolean().default(false) }),
    example: { email: 'nora@diaspora.example', because: 'came in by letter 2026/117' },
    answer: told({ hash: z.string(), removed: reason }),
    run: async ({ deps, institution, body }) =>
      liftSuppression(deps, { ...body, institution, email: readEmail(body.email) }),
  }),
]
