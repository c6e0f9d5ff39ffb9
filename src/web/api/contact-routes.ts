import { z } from 'zod'
import { AppError } from '../../core/error.ts'
import { forget } from '../../engine/forget.ts'
import { importContacts } from '../../engine/import.ts'
import { portable } from '../../engine/own-data.ts'
import { rectify } from '../../engine/rectify.ts'
import { accessNamed } from '../../engine/rights.ts'
import { type ContactRow, contactOf, contactsAfter } from '../../store/contact-pages.ts'
import { personById } from '../../store/people.ts'
import { after, cut, objectToken, openObject } from './cursor.ts'
import { type Call, route } from './route.ts'
import { count, counts, next, open, page } from './shapes.ts'

const contact = open({
  contact: z.string(),
  email: z.string().nullable(),
  firstName: z.string().nullable(),
  lastName: z.string().nullable(),
  languages: z.array(z.string()),
  country: z.string().nullable(),
  city: z.string().nullable(),
  timeZone: z.string().nullable(),
  consentEmail: z.string().nullable(),
  created: z.string(),
  updated: z.string(),
})
const importQuery = z.strictObject({
  source: z.string().max(500).optional(),
  consentedAt: z.iso.date().optional(),
  dryRun: z.enum(['true', 'false']).default('false'),
})
const importBody = z.strictObject({
  contacts: z
    .array(z.record(z.string().min(1).max(100), z.string().max(2000)))
    .min(1)
    .max(5000),
})
const imported = open({
  rows: count,
  created: count,
  updated: count,
  unchanged: count,
  refused: count,
  suppressed: count,
  errors: z.array(open({ row: count, column: z.string(), reason: z.string() })),
})
const errorsNamed = 100
type Any = Call<unknown, unknown>

export const contactRoutes = [
  route({
    method: 'get',
    path: '/contacts',
    id: 'listContacts',
    scope: 'contacts:read',
    does: 'Contacts, in the order in which they came in.',
    query: page,
    answer: z.object({ contacts: z.array(contact), next }),
    run: async ({ deps, institution, query }) => {
      const from = after(deps.keys, 'contactsAfter', query.cursor)
      const it = { institutionId: institution.id, after: from, limit: query.limit + 1 }
      const { shown, next } = cut(deps.keys, 'contactsAfter', await contactsAfter(deps.db, it), query.limit)
      return { contacts: shown.map((row) => said({ deps }, row)), next }
    },
  }),
  route({
    method: 'post',
    path: '/contacts/import',
    id: 'importContacts',
    scope: 'contacts:write',
    does: 'Brings contacts in, as the verb import does: a CSV file, or a list of records with the same fields.',
    query: importQuery,
    body: importBody,
    csv: true,
    answer: imported,
    run: bringIn,
  }),
  route({
    method: 'get',
    path: '/contacts/{contact}',
    id: 'getContact',
    scope: 'contacts:read',
    does: 'One contact.',
    answer: contact,
    run: async (call) => said(call, await found(call)),
  }),
  route({
    method: 'patch',
    path: '/contacts/{contact}',
    id: 'rectifyContact',
    scope: 'contacts:write',
    does: 'Puts right what is wrong about a person (GDPR article 16). An empty value takes a field away.',
    body: z.strictObject({ set: z.record(z.string(), z.string().max(2000)) }),
    answer: z.object({ changed: z.array(z.string()) }),
    run: async (call) => {
      const { id } = await found(call)
      const person = await personById(call.deps.db, id)
      if (!person) throw noContact()
      const { institution, officer, body } = call
      return rectify(call.deps, { institution, person, set: body.set, askedBy: `officer:${officer.id}` })
    },
  }),
  route({
    method: 'delete',
    path: '/contacts/{contact}',
    id: 'eraseContact',
    scope: 'contacts:write',
    does: 'Erases a person from every table (GDPR article 17).',
    answer: z.object({ erased: counts }),
    run: async (call) => {
      const { id } = await found(call)
      const askedBy = `officer:${call.officer.id}` as const
      return forget(call.deps, { institutionId: call.institution.id, contactId: id, askedBy })
    },
  }),
  route({
    method: 'post',
    path: '/contacts/{contact}/own-data',
    id: 'exportOwnData',
    scope: 'admin',
    does: 'Everything that is known about a person (GDPR articles 15 and 20). That it was read is on record.',
    unkept: true,
    answer: open({}),
    run: async (call) => {
      const { email } = await found(call)
      if (!email) throw new AppError('conflict', 'no-address', 'that contact has no e-mail address')
      return portable(await accessNamed(call.deps, { email, institution: call.institution.slug }))
    },
  }),
]

const noContact = () => new AppError('not_found', 'contact', 'there is no such contact')

async function found({ deps, institution, params }: Any | Call<unknown, never>): Promise<ContactRow> {
  const id = openObject(deps.keys, 'contact', params.contact!)
  const row = id === null ? null : await contactOf(deps.db, { institutionId: institution.id, id })
  if (row) return row
  throw noContact()
}

function said({ deps }: Pick<Any, 'deps'>, { id, createdAt, updatedAt, ...row }: ContactRow) {
  return {
    contact: objectToken(deps.keys, 'contact', id),
    ...row,
    languages: JSON.parse(row.languages) as string[],
    created: new Date(createdAt).toISOString(),
    updated: new Date(updatedAt).toISOString(),
  }
}

async function bringIn(call: Call<z.output<typeof importQuery>, z.output<typeof importBody>>) {
  const { deps, institution, officer, query, body, raw } = call
  const bytes = raw ?? new TextEncoder().encode(csvOf(body.contacts))
  const errors: object[] = []
  const { import: _, ...answer } = await importContacts(deps, {
    institution,
    chunks: (async function* () {
      yield bytes
    })(),
    file: raw ? 'api.csv' : 'api.json',
    basis: 'consent',
    source: query.source ?? null,
    consentedAt: query.consentedAt === undefined ? null : Date.parse(query.consentedAt),
    dryRun: query.dryRun === 'true',
    officerId: officer.id,
    onError: ({ row, column, reason }) => {
      if (errors.length < errorsNamed) errors.push({ row, column, reason })
    },
  })
  return { ...answer, errors }
}

function csvOf(records: readonly Record<string, string>[]): string {
  const names = [...new Set(records.flatMap((record) => Object.keys(record)))]
  const rows = [names, ...records.map((record) => names.map((name) => record[name] ?? ''))]
  return rows.map((row) => row.map(quoted).join(',')).join('\r\n')
}

const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`
