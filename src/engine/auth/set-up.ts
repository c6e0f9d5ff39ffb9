import { AppError } from '../../core/error.ts'
import { openSession, sealSession } from '../../core/tokens.ts'
import { addInstitution, findInstitution, hasOfficers, saveOfficer } from '../../store/institutions.ts'
import { useOnce } from '../../store/sign-in-tries.ts'
import { audit } from '../audit.ts'
import type { Deps } from '../deps.ts'
import { signInLink } from '../sign-in.ts'

const livesMs = 24 * 3_600_000
/** No officer has this number: the link stands for the house before there is anybody in it. */
const nobody = 0

/** A link that makes the first institution and its first admin, for an installation without officers; null otherwise. */
export async function setUpLink(deps: Deps): Promise<string | null> {
  if (await hasOfficers(deps.db)) return null
  const nonce = crypto.getRandomValues(new Uint32Array(1))[0]!
  const token = sealSession(deps.keys, { officerId: nobody, expiresAt: deps.clock.now() + livesMs, nonce })
  return `${deps.settings.publicUrl}/desk/set-up/${token}`
}

/** Whether the link still opens: it ends with its day, and with the first officer. */
export async function opensSetUp(deps: Deps, token: string): Promise<boolean> {
  const link = openSession(deps.keys, token)
  if (!link || link.officerId !== nobody || link.expiresAt <= deps.clock.now()) return false
  return !(await hasOfficers(deps.db))
}

/**
 * Makes institution and admin.
 *
 * @returns the admin's own sign-in link
 * @throws AppError `set-up` when somebody was faster or the link is old, `set-up-words` when a field says nothing
 */
export async function setUp(deps: Deps, it: { token: string; name: string; email: string }): Promise<string> {
  const [name, email] = [it.name.trim(), it.email.trim().toLowerCase()]
  if (!name || !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email))
    throw new AppError('invalid', 'set-up-words', 'name the institution and give an address')
  const old = () => new AppError('not_found', 'set-up', 'this link opens no more; start again for a new one')
  const createdAt = deps.clock.now()
  if (!(await opensSetUp(deps, it.token))) throw old()
  const { nonce } = openSession(deps.keys, it.token)!
  if (!(await useOnce(deps.db, `set-up:${nonce}`, createdAt))) throw old()
  const slug = slugOf(name)
  const institution =
    (await addInstitution(deps.db, { slug, name, country: null, createdAt })) ??
    (await findInstitution(deps.db, slug))
  if (!institution) throw old()
  const officer = await saveOfficer(deps.db, {
    institutionId: institution.id,
    email,
    role: 'admin',
    createdAt,
  })
  const subject = `officer:${officer.id}`
  await audit(deps, { institutionId: institution.id, officerId: null, act: 'set-up', subject })
  return signInLink(deps, officer)
}

/** `Agence de l’Exemple` → `agence-de-l-exemple`; a name without Latin letters becomes `institution`. */
function slugOf(name: string): string {
  const plain = name.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase()
  const slug = plain.replaceAll(/[^a-z0-9]+/g, '-').replaceAll(/^-+|-+$/g, '')
  return slug.slice(0, 40) || 'institution'
}
