import { z } from 'zod'
import { normalEmail } from '../core/contact.ts'
import { AppError } from '../core/error.ts'
import { addressHash } from '../core/token.ts'
import { erasedAt, holdersOf } from '../store/erasure.ts'
import type { Institution } from '../store/institutions.ts'
import { requestStatement } from '../store/own-data-request.ts'
import { type Person, personByEmail } from '../store/people.ts'
import { command } from './command.ts'
import type { Deps } from './deps.ts'
import { forget } from './forget.ts'
import { institutionNamed } from './named.ts'
import { objectionScopes, recordObjection } from './object.ts'
import { type OwnData, portable, readPerson } from './own-data.ts'
import { rectify } from './rectify.ts'
import { register } from './register.ts'
import { rehearseRetention, retain } from './retention.ts'
import { givenReasons, liftSuppression, suppressAddress } from './suppression.ts'

/** What people may ask for as of right, as an operator says it: by address instead of row. */
const email = z.string()
const institution = z.string().optional()
const asked = { email, institution }

export const rightsCommands = {
  forget: command(z.strictObject(asked), forgetNamed),
  access: command(z.strictObject(asked), async (deps, it) => portable(await accessNamed(deps, it))),
  rectify: command(z.strictObject({ ...asked, set: z.record(z.string(), z.string()) }), async (deps, it) =>
    rectify(deps, { ...(await meant(deps, it)), set: it.set, askedBy: 'operator' }),
  ),
  object: command(
    z.strictObject({ ...asked, to: z.enum(objectionScopes).default('campaigns') }),
    async (deps, it) => recordObjection(deps, { ...(await meant(deps, it)), to: it.to, askedBy: 'operator' }),
  ),
  'suppression add': command(
    z.strictObject({ ...asked, reason: z.enum(givenReasons).default('officer') }),
    async (deps, it) => suppressAddress(deps, { ...(await addressed(deps, it)), reason: it.reason }),
  ),
  'suppression remove': command(
    z.strictObject({ ...asked, because: z.string(), erased: z.boolean().default(false) }),
    async (deps, { because, erased, ...it }) =>
      liftSuppression(deps, { ...(await addressed(deps, it)), because, erased }),
  ),
  retention: command(z.strictObject({ dryRun: z.boolean().default(false) }), async (deps, it) =>
    it.dryRun ? rehearseRetention(deps) : (await retain(deps))!,
  ),
  register: command(z.strictObject({ institution }), async (deps, it) =>
    register(deps, await institutionNamed(deps, it.institution)),
  ),
}

type Asked = { email: string; institution?: string | undefined }

/** An address at an institution, whether or not anybody has it. */
const addressed = async (deps: Deps, it: Asked) => ({
  institution: await institutionNamed(deps, it.institution),
  email: readEmail(it.email),
})

/** The person at an institution. */
async function meant(deps: Deps, it: Asked): Promise<{ institution: Institution; person: Person }> {
  const institution = await institutionNamed(deps, it.institution)
  return { institution, person: await personNamed(deps, { institution, email: it.email }) }
}

/** Everything about a person, for whoever answers their request; that it was read and answered is on record. */
export async function accessNamed(deps: Deps, it: Asked): Promise<OwnData> {
  const { institution, person } = await meant(deps, it)
  const at = { institutionId: institution.id, now: deps.clock.now() }
  await requestStatement(deps.db, { ...at, kind: 'access', hash: person.hash!, askedBy: 'operator' }).run()
  return (await readPerson(deps, { institution, contactId: person.id, reader: 'operator' }))!
}

/** Without an institution: wherever the address is held. */
async function forgetNamed(deps: Deps, it: Asked) {
  const value = readEmail(it.email)
  const only = it.institution === undefined ? null : await institutionNamed(deps, it.institution)
  const holders = await holdersOf(deps.db, value)
  const meant = only ? holders.filter((one) => one.institutionId === only.id) : holders
  if (!meant.length) throw await nobody(deps, only, value)
  const total: Record<string, number> = {}
  for (const one of meant) {
    const { erased } = await forget(deps, { ...one, askedBy: 'operator' })
    for (const [table, rows] of Object.entries(erased)) total[table] = (total[table] ?? 0) + rows
  }
  return { erased: total }
}

/** @throws AppError `person` when the institution holds nobody under that address */
export async function personNamed(
  deps: Deps,
  it: { institution: Institution; email: string },
): Promise<Person> {
  const value = readEmail(it.email)
  const person = await personByEmail(deps.db, it.institution.id, value)
  if (person) return person
  throw await nobody(deps, it.institution, value)
}

/** @throws AppError `email` */
export function readEmail(text: string): string {
  const value = normalEmail(text)
  if (value) return value
  throw new AppError('invalid', 'email', 'that is not an e-mail address; write it as name@host.example')
}

async function nobody(deps: Deps, institution: Institution | null, email: string): Promise<AppError> {
  const holder = institution?.slug ?? 'no institution'
  const hash = addressHash(deps.keys, 'email', email)
  const at = institution && (await erasedAt(deps.db, { institutionId: institution.id, hash }))
  const since = at ? `; it was erased on ${new Date(at).toISOString().slice(0, 10)}` : ''
  const line = institution
    ? `${holder} holds nobody under that address${since}`
    : `${holder} holds that address`
  return new AppError('not_found', 'person', line)
}
