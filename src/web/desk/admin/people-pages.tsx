import type { Context } from 'hono'
import type { AppError } from '../../../core/error.ts'
import { statusOf } from '../../../core/error.ts'
import { isStaffRole } from '../../../core/staff.ts'
import type { Deps } from '../../../engine/deps.ts'
import { changeRole, endSessions, inviteStaff, listStaff, removeMember } from '../../../engine/staff.ts'
import { type Env, page } from '../../answer.tsx'
import { formOf } from '../../reader.ts'
import { adminView, inTheName, ownInstitution, refused } from './acting.ts'
import { InvitedPage, PeoplePage, RemovePage } from './people.tsx'

type Handler = (c: Context<Env>) => Promise<Response>
const home = '/desk/admin/people'

/** Who works at the institution of whoever is signed in. */
export function peoplePages(deps: Deps) {
  const list = async (c: Context<Env>, refusal?: AppError, typed = { email: '', role: 'officer' }) => {
    const staff = await listStaff(deps, await ownInstitution(deps, c))
    const view = await adminView(deps, c, refusal)
    const props = { ...view, staff, typed, own: c.get('officer').id }
    return page(c, <PeoplePage {...props} />, refusal ? statusOf[refusal.code] : 200)
  }

  const invite: Handler = async (c) => {
    const word = await formOf(c)
    const typed = { email: word('email'), role: word('role') }
    const role = isStaffRole(typed.role) ? typed.role : 'officer'
    const institution = await ownInstitution(deps, c)
    const invitation = { institution, email: typed.email, role, language: c.get('deskLanguage') }
    const answer = await refused(inviteStaff(inTheName(deps, c), invitation))
    if ('refusal' in answer) return list(c, answer.refusal, typed)
    const view = await adminView(deps, c)
    return page(c, <InvitedPage {...view} email={typed.email} invited={answer.value} />)
  }

  /** What a button in a row does: to somebody of one's own institution, then back to the list. */
  const inRow =
    (act: (acting: Deps, it: Row) => Promise<unknown>): Handler =>
    async (c) => {
      const word = await formOf(c)
      const row = { institution: await ownInstitution(deps, c), id: Number(word('id')), role: word('role') }
      const answer = await refused(act(inTheName(deps, c), row))
      return 'refusal' in answer ? list(c, answer.refusal) : c.redirect(`${home}?done`, 303)
    }
  type Row = { institution: Awaited<ReturnType<typeof ownInstitution>>; id: number; role: string }

  /** Asks before it is done: it cannot be taken back by a button. */
  const asking: Handler = async (c) => {
    const id = Number(c.req.query('id'))
    const member = (await listStaff(deps, await ownInstitution(deps, c))).find((one) => one.id === id)
    return member
      ? page(c, <RemovePage {...(await adminView(deps, c))} member={member} />)
      : c.redirect(home, 303)
  }

  return {
    list: (c: Context<Env>) => list(c),
    invite,
    asking,
    role: inRow(async (acting, { role, ...it }) => {
      if (isStaffRole(role)) await changeRole(acting, { ...it, role })
    }),
    sessions: inRow(endSessions),
    remove: inRow(removeMember),
  }
}
