import { AppError } from '../core/error.ts'
import type { StaffRole } from '../core/staff.ts'
import type { DeskLanguage } from '../i18n/desk/words.ts'
import {
  findOfficer,
  type Institution,
  type Officer,
  officerById,
  setSignInNonce,
} from '../store/institutions.ts'
import { standingOf } from '../store/proofs.ts'
import { changeRoleOf, endSessionsOf, removeStaff, type StaffMember, staffOf } from '../store/staff.ts'
import { audit } from './audit.ts'
import { mailProof } from './auth/proof-mail.ts'
import { spanOf } from './auth/span.ts'
import { runCommand } from './commands.ts'
import type { Deps } from './deps.ts'

/** Everybody who works at an institution, with their open sessions. */
export function listStaff(deps: Deps, institution: Institution): Promise<StaffMember[]> {
  const { now, idleMs, wholeMs } = spanOf(deps)
  return staffOf(deps.db, institution.id, { idleSince: now - idleMs, wholeSince: now - wholeMs })
}

/** `known`: they come in as usual. `mailed`: a link went to their address. `unmailed`: it could not. */
export type Invited = { way: 'link'; link: string } | { way: 'known' | 'mailed' | 'unmailed'; link: null }

/**
 * Adds somebody. Only an address that nobody has used gets a link, which opens this institution alone: whoever makes a
 * link could use it. Who was invited elsewhere and never proved their mailbox is asked by mail (docs/decisions/0019).
 *
 * @param it.language  of whoever invites: what a mail is written in
 * @throws AppError `staff-there` for somebody who works here already, `input` for what is no address
 */
export async function inviteStaff(
  deps: Deps,
  it: { institution: Institution; email: string; role: StaffRole; language?: DeskLanguage },
): Promise<Invited> {
  const email = it.email.trim().toLowerCase()
  if (await findOfficer(deps.db, it.institution.id, email))
    throw new AppError('conflict', 'staff-there', 'that person works here already; change their role instead')
  const standing = await standingOf(deps.db, email)
  const input = { email, role: it.role, institution: it.institution.slug }
  const { link } = (await runCommand(deps, 'officer add', input)) as { link: string }
  if (standing === 'unknown') return { way: 'link', link }
  const officer = (await findOfficer(deps.db, it.institution.id, email))!
  await setSignInNonce(deps.db, officer.id, null, false)
  if (standing !== 'unproved') return { way: 'known', link: null }
  const sent = await mailProof(deps, officer, it.language ?? 'fr')
  return { way: sent ? 'mailed' : 'unmailed', link: null }
}

type Member = { institution: Institution; id: number }

/** Ends the person's sessions as well. @throws AppError `staff` | `last-admin` */
export async function changeRole(deps: Deps, it: Member & { role: StaffRole }): Promise<void> {
  const officer = await memberOf(deps, it)
  if (officer.role === it.role) return
  const done = await changeRoleOf(deps.db, { institutionId: it.institution.id, id: it.id, role: it.role })
  if (!done) throw lastAdmin()
  await note(deps, it, 'officer-role', { role: it.role })
}

/** Ends every session of a person, wherever they are signed in. @throws AppError `staff` */
export async function endSessions(deps: Deps, it: Member): Promise<number> {
  const ended = await endSessionsOf(deps.db, (await memberOf(deps, it)).email)
  await note(deps, it, 'officer-sessions-end', { ended })
  return ended
}

/** What the person wrote and decided stays, and says who it was. @throws AppError `staff` | `last-admin` */
export async function removeMember(deps: Deps, it: Member): Promise<'deleted' | 'disabled'> {
  const { email } = await memberOf(deps, it)
  const place = { institutionId: it.institution.id, id: it.id, email, now: deps.clock.now() }
  const outcome = await removeStaff(deps.db, place)
  if (!outcome) throw lastAdmin()
  await note(deps, it, 'officer-remove', { outcome })
  return outcome
}

async function memberOf(deps: Deps, { institution, id }: Member): Promise<Officer> {
  const officer = Number.isSafeInteger(id) ? await officerById(deps.db, id) : undefined
  const works = officer && officer.role !== 'service' && officer.role !== 'former'
  if (works && officer.institutionId === institution.id) return officer
  throw new AppError('not_found', 'staff', 'there is nobody such at this institution; look at the list again')
}

const lastAdmin = () =>
  new AppError('conflict', 'last-admin', 'this is the last admin; make somebody else admin first')

const note = (deps: Deps, it: Member, act: string, detail: Record<string, string | number>) =>
  audit(deps, {
    institutionId: it.institution.id,
    officerId: null,
    act,
    subject: `officer:${it.id}`,
    detail,
  })
