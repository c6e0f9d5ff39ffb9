import { z } from 'zod'
import { AppError } from '../../core/error.ts'
import { importContacts } from '../../engine/import.ts'
import { undoImport } from '../../engine/import-undo.ts'
import { objectToken, openObject } from './cursor.ts'
import { type Call, type Route, route } from './route.ts'
import { count, told } from './shapes.ts'

const query = z.strictObject({
  source: z.string().max(500).optional(),
  consentedAt: z.iso.date().optional(),
  dryRun: z.enum(['true', 'false']).default('false'),
})
const body = z.strictObject({
  contacts: z
    .array(z.record(z.string().min(1).max(100), z.string().max(2000)))
    .min(1)
    .max(5000),
})
const errorsNamed = 100

/** Files of people, brought in and taken back. */
export const importRoutes: Route[] = [
  route({
    method: 'post',
    path: '/contacts/import',
    id: 'importContacts',
    scope: 'contacts:write',
    does: 'Brings contacts in, as the verb import does: a CSV file, or a list of records with the same fields.',
    query,
    body,
    example: {
      contacts: [{ email: 'salma@diaspora.example', firstName: 'Salma', languages: 'ar|fr', country: 'BE' }],
    },
    csv: true,
    answer: told({
      import: z.string().nullable(),
      rows: count,
      created: count,
      updated: count,
      unchanged: count,
      refused: count,
      suppressed: count,
      columns: z.array(told({ column: z.string(), field: z.string().nullable() })),
      errors: z.array(told({ row: count, column: z.string(), reason: z.string() })),
    }),
    run: bringIn,
  }),
  route({
    method: 'post',
    path: '/imports/{import}/undo',
    id: 'undoImport',
    scope: 'contacts:write',
    does: 'Takes an import back: whoever it brought in and nobody has written to since goes, who was there before is put back.',
    answer: told({ import: z.string(), removed: count, restored: count, kept: count }),
    run: async ({ deps, institution, officer, params }) => {
      const token = params.import!
      const importId = openObject(deps.keys, 'import', token)
      if (importId === null) throw new AppError('not_found', 'import', 'there is no such import')
      return { ...(await undoImport(deps, { institution, importId, officerId: officer.id })), import: token }
    },
  }),
]

async function bringIn(call: Call<z.output<typeof query>, z.output<typeof body>>) {
  const { deps, institution, officer, raw } = call
  const bytes = raw ?? new TextEncoder().encode(csvOf(call.body.contacts))
  const errors: object[] = []
  const { import: id, ...answer } = await importContacts(deps, {
    institution,
    chunks: (async function* () {
      yield bytes
    })(),
    file: raw ? 'api.csv' : 'api.json',
    basis: 'consent',
    source: call.query.source ?? null,
    consentedAt: call.query.consentedAt === undefined ? null : Date.parse(call.query.consentedAt),
    dryRun: call.query.dryRun === 'true',
    officerId: officer.id,
    onError: ({ row, column, reason }) => {
      if (errors.length < errorsNamed) errors.push({ row, column, reason })
    },
  })
  return { import: id === null ? null : objectToken(deps.keys, 'import', id), ...answer, errors }
}

function csvOf(records: readonly Record<string, string>[]): string {
  const names = [...new Set(records.flatMap((record) => Object.keys(record)))]
  const rows = [names, ...records.map((record) => names.map((name) => record[name] ?? ''))]
  return rows.map((row) => row.map(quoted).join(',')).join('\r\n')
}

const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`
