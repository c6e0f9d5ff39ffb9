import { z } from 'zod'
import { normalEmail } from '../core/contact.ts'
import { AppError } from '../core/error.ts'
import { addressHash } from '../core/token.ts'
import { erasedAt, holdersOf } from '../store/erasure.ts'
import type { Institution } from '../store/institutions.ts'
import { type Person, personByEmail } from '../store/people.ts'
import { command } from './command.ts'
import type { Deps } from './deps.ts'
import { forget } from './forget.ts'
import { institutionNamed } from './named.ts'

/** What people may ask for as of right, as an operator says it: by address instead of row. */
const email = z.string()
const institution = z.string().optional()

export const rightsCommands = {
  forget: command(z.strictObject({ email, institution }), forgetNamed),
}

/** Without an institution: wherever the address is held. */
async function forgetNamed(deps: Deps, it: { email: string; institution?: string | undefined }) {
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
