import { z } from 'zod'
import { AppError } from '../../core/error.ts'
import { forget } from '../../engine/forget.ts'
import { objectionScopes, recordObjection } from '../../engine/object.ts'
import { portable } from '../../engine/own-data.ts'
import { rectify } from '../../engine/rectify.ts'
import { accessNamed, readEmail } from '../../engine/rights.ts'
import { type ContactRow, contactOf, contactsAfter } from '../../store/contact-pages.ts'
import { ownSections } from '../../store/own-data.ts'
import { type Person, personByEmail, personById } from '../../store/people.ts'
import { after, cut, objectToken, openObject } from './cursor.ts'
import { type Call, route } from './route.ts'
import { counts, instant, next, page, told } from './shapes.ts'

const contact = told({
  contact: z.string(),
  email: z.string().nullable(),
  firstName: z.string().nullable(),
  lastName: z.string().nullable(),
  languages: z.array(z.string()),
  country: z.string().nullable(),
  city: z.string().nullable(),
  timeZone: z.string().nullable(),
  consentEmail: z.string().nullable(),
  created: instant,
  updated: instant,
})
/** What one table holds: fields by name, instants in ISO 8601; empty fields are left out. */
const ownRow = z.record(
  z.string(),
  z.union([z.string(), z.number(), z.boolean(), z.array(z.unknown()), z.record(z.string(), z.unknown())]),
)
type Any = Call<unknown, unknown>

export const contactRoutes = [
  route({
    method: 'get',
    path: '/contacts',
    id: 'listContacts',
    scope: 'contacts:read',
    does: 'Contacts, in the order in which they came in.',
    query: page,
    answer: told({ contacts: z.array(contact), next }),
    run: async ({ deps, institution, query }) => {
      const from = after(deps.keys, 'contactsAfter', query.cursor)
      const it = { institutionId: institution.id, after: from, limit: query.limit + 1 }
      const { shown, next } = cut(deps.keys, 'contactsAfter', await contactsAfter(deps.db, it), query.limit)
      return { contacts: shown.map((row) => said({ deps }, row)), next }
    },
  }),
  route({
    method: 'post',
    path: '/contacts/find',
    id: 'findContact',
    scope: 'contacts:read',
    does: 'The contact who has an address. A POST, so that the address stands in no log.',
    body: z.strictObject({ email: z.string().max(320) }),
    example: { email: 'salma@diaspora.example' },
    unkept: true,
    answer: contact,
    run: async (call) => {
      const { deps, institution, body } = call
      const person = await personByEmail(deps.db, institution.id, readEmail(body.email))
      const row = person && (await contactOf(deps.db, { institutionId: institution.id, id: person.id }))
      if (!row) throw noContact()
      return said(call, row)
    },
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
    example: { set: { city: 'Liège', firstName: '' } },
    answer: told({ changed: z.array(z.string()) }),
    run: async (call) => {
      const person = await personOf(call)
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
    answer: told({ erased: counts }),
    run: async (call) => {
      const { id } = await found(call)
      const askedBy = `officer:${call.officer.id}` as const
      return forget(call.deps, { institutionId: call.institution.id, contactId: id, askedBy })
    },
  }),
  route({
    method: 'post',
    path: '/contacts/{contact}/object',
    id: 'recordObjection',
    scope: 'contacts:write',
    does: 'Writes down that a person objects (GDPR article 21), and stops what they object to.',
    body: z.strictObject({ to: z.enum(objectionScopes).default('campaigns') }),
    example: { to: 'all' },
    answer: told({ objected: z.enum(objectionScopes) }),
    run: async (call) => {
      const { deps, institution, officer, body } = call
      const askedBy = `officer:${officer.id}` as const
      return recordObjection(deps, { institution, person: await personOf(call), to: body.to, askedBy })
    },
  }),
  route({
    method: 'post',
    path: '/contacts/{contact}/own-data',
    id: 'exportOwnData',
    scope: 'admin',
    does: 'Everything that is known about a person (GDPR articles 15 and 20). That it was read is on record.',
    unkept: true,
    answer: told({
      institution: z.string(),
      ...Object.fromEntries(ownSections.map((name) => [name, z.array(ownRow)])),
    }),
    run: async (call) => {
      const email = await addressOf(call, call.params.contact!)
      return portable(await accessNamed(call.deps, { email, institution: call.institution.slug }))
    },
  }),
]

const noContact = () => new AppError('not_found', 'contact', 'there is no such contact')

type Asked = Pick<Any, 'deps' | 'institution'>

const found = (call: Asked & Pick<Any, 'params'>) => contactUnder(call, call.params.contact!)

async function contactUnder({ deps, institution }: Asked, token: string): Promise<ContactRow> {
  const id = openObject(deps.keys, 'contact', token)
  const row = id === null ? null : await contactOf(deps.db, { institutionId: institution.id, id })
  if (row) return row
  throw noContact()
}

async function personOf(call: Asked & Pick<Any, 'params'>): Promise<Person> {
  const { id } = await found(call)
  const person = await personById(call.deps.db, id)
  if (person) return person
  throw noContact()
}

/** The address of a contact that stands outside under a token. @throws AppError `contact` | `no-address` */
export async function addressOf(call: Asked, token: string): Promise<string> {
  const { email } = await contactUnder(call, token)
  if (email) return email
  throw new AppError('conflict', 'no-address', 'that contact has no e-mail address')
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
