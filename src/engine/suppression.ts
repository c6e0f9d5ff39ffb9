import type { SuppressionReason } from '../core/codes.ts'
import { AppError } from '../core/error.ts'
import { addressHash } from '../core/token.ts'
import type { Institution } from '../store/institutions.ts'
import {
  addSuppressions,
  removeSuppression,
  type Suppression,
  strengthenSuppression,
  suppressionOf,
  suppressionsAfter,
} from '../store/suppressions.ts'
import { audit } from './audit.ts'
import type { Deps } from './deps.ts'

/** Reasons that an officer may give; the others follow from what people or mail servers did. */
export const givenReasons = ['officer', 'complaint', 'unknown_user', 'list'] as const

export type SuppressionAnswer = { hash: string; reason: SuppressionReason; added: boolean }

/** Nobody of the institution writes there any more, whatever a file says. The ledger stays as it is. */
export async function suppressAddress(
  deps: Deps,
  it: { institution: Institution; email: string; reason: (typeof givenReasons)[number] },
): Promise<SuppressionAnswer> {
  const { institution, reason } = it
  const row: Suppression = {
    hash: addressHash(deps.keys, 'email', it.email),
    reason,
    createdAt: deps.clock.now(),
  }
  const added = (await addSuppressions(deps.db, institution.id, [row])) === 1
  if (!added && reason !== 'list') await strengthenSuppression(deps.db, institution.id, row)
  await auditOf(deps, institution, 'suppression-add', { hash: row.hash, reason })
  const stands = await suppressionOf(deps.db, { institutionId: institution.id, hash: row.hash })
  return { hash: row.hash, reason: stands?.reason ?? reason, added }
}

/**
 * Takes an address off the list. The log keeps the hash and why: it can be put back. Consents are not renewed by it:
 * who withdrew still gets nothing until they sign up themselves.
 *
 * @param it.erased  also when the person had asked for erasure: they came back of their own will
 * @throws AppError `suppression` | `suppression-erased` | `because`
 */
export async function liftSuppression(
  deps: Deps,
  it: { institution: Institution; email: string; because: string; erased: boolean },
): Promise<{ hash: string; removed: SuppressionReason }> {
  const { institution, email } = it
  const hash = addressHash(deps.keys, 'email', email)
  const because = checkBecause(it.because)
  const row = await suppressionOf(deps.db, { institutionId: institution.id, hash })
  if (!row) {
    const line = `that address is not on the list of ${institution.slug}`
    throw new AppError('not_found', 'suppression', line)
  }
  if (row.reason === 'erased' && !it.erased) {
    const line = 'that person asked to be erased: only when they come back themselves, say --erased as well'
    throw new AppError('forbidden', 'suppression-erased', line)
  }
  const place = { institutionId: institution.id, hash, reason: row.reason }
  if (!(await removeSuppression(deps.db, place))) {
    throw new AppError('conflict', 'suppression', 'somebody changed that entry meanwhile; look again')
  }
  await auditOf(deps, institution, 'suppression-remove', { hash, reason: row.reason, because })
  return { hash, removed: row.reason }
}

/** The log is for good, so nothing in it may name a person. */
function checkBecause(text: string): string {
  const because = text.trim()
  if (because && !/@|\d{6,}/.test(because)) return because
  const line = because
    ? 'because: leave out addresses and numbers, the log is for good; name your file or ticket instead'
    : 'because: say why, for example "came in by letter 2026/117"'
  throw new AppError('invalid', 'because', line)
}

/** The whole list in pages, by hash. */
export async function* listSuppressions(deps: Deps, institution: Institution): AsyncGenerator<Suppression[]> {
  for (let after = ''; ; ) {
    const rows = await suppressionsAfter(deps.db, { institutionId: institution.id, after, limit: 1000 })
    if (rows.length) yield rows
    const last = rows.at(-1)
    if (!last || rows.length < 1000) return
    after = last.hash
  }
}

async function auditOf(
  deps: Deps,
  institution: Institution,
  act: string,
  detail: Record<string, string | number>,
): Promise<void> {
  const subject = `institution:${institution.id}`
  await audit(deps, { institutionId: institution.id, officerId: null, act, subject, detail })
}
