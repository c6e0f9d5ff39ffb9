import { staffRoles } from '../../../core/staff.ts'
import type { Invited } from '../../../engine/staff.ts'
import { adminWords } from '../../../i18n/desk/admin-words.ts'
import { type DeskLanguage, deskWords } from '../../../i18n/desk/words.ts'
import type { StaffMember } from '../../../store/staff.ts'
import { count, day } from '../../ui/say.ts'
import { Field } from '../doorway.tsx'
import { AdminFrame, type AdminView } from './admin-frame.tsx'

type Props = AdminView & {
  staff: readonly StaffMember[]
  own: number
  typed: { email: string; role: string }
}

export function PeoplePage(props: Props) {
  const { viewer, staff, typed } = props
  const words = adminWords(viewer.language).people
  return (
    <AdminFrame {...props} section="people" title={words.title}>
      <section class="scroll" aria-label={words.title} tabindex={0}>
        <table>
          <thead>
            <tr>
              <th scope="col">{words.email}</th>
              <th scope="col">{words.role}</th>
              <th scope="col">{words.since}</th>
              <th scope="col" class="number">
                {words.sessions}
              </th>
              <td />
            </tr>
          </thead>
          <tbody>
            {staff.map((member) => (
              <Row key={member.id} {...{ props, member }} />
            ))}
          </tbody>
        </table>
      </section>
      <p class="hint">{words.endHint}</p>
      <section class="panel">
        <h2>{words.inviteTitle}</h2>
        <form method="post" action="/desk/admin/people">
          <Field name="email" type="email" label={words.email} complete="off" value={typed.email} />
          <p class="field">
            <label for="role">{words.role}</label>
            <RoleChoice id="role" language={viewer.language} role={typed.role} />
          </p>
          <p class="actions">
            <button class="button main" type="submit">
              {words.invite}
            </button>
          </p>
        </form>
      </section>
    </AdminFrame>
  )
}

function Row({ props, member }: { props: Props; member: StaffMember }) {
  const { viewer, timeZone, own } = props
  const { language } = viewer
  const words = adminWords(language).people
  const { id, email, role, createdAt, sessions, known } = member
  return (
    <tr>
      <th scope="row">
        <bdi>{email}</bdi>
        {id === own && <small> · {words.you}</small>}
      </th>
      <td>
        <form class="actions" method="post" action="/desk/admin/people/role">
          <input type="hidden" name="id" value={id} />
          <RoleChoice id={`role-${id}`} language={language} role={role} label={`${words.role} ${email}`} />
          <button class="button quiet" type="submit" aria-label={`${words.change} ${email}`}>
            {words.change}
          </button>
        </form>
      </td>
      <td>{day(language, createdAt, timeZone)}</td>
      <td class="number">{known ? count(language, sessions) : words.never}</td>
      <td>
        <form class="actions" method="post" action="/desk/admin/people/sessions">
          {sessions > 0 && (
            <button
              class="button quiet"
              type="submit"
              name="id"
              value={id}
              aria-label={`${words.end} ${email}`}
            >
              {words.end}
            </button>
          )}
          <a
            class="button quiet"
            href={`/desk/admin/people/remove?id=${id}`}
            aria-label={`${words.remove} ${email}`}
          >
            {words.remove}
          </a>
        </form>
      </td>
    </tr>
  )
}

type Choice = { id: string; language: DeskLanguage; role: string; label?: string }

function RoleChoice({ id, language, role, label }: Choice) {
  const { roles } = deskWords(language)
  return (
    <select id={id} name="role" {...(label ? { 'aria-label': label } : {})}>
      {staffRoles.map((name) => (
        <option key={name} value={name} selected={name === role}>
          {roles[name] ?? name}
        </option>
      ))}
    </select>
  )
}

/** Shown in answer to the form and nowhere else: the link is kept by nobody. */
export function InvitedPage(props: AdminView & { email: string; invited: Invited }) {
  const words = adminWords(props.viewer.language).people
  return (
    <AdminFrame {...props} section="people" title={words.linkTitle}>
      <p>
        <bdi>{props.email}</bdi>
      </p>
      {props.invited.way === 'link' && (
        <>
          <pre dir="ltr">{props.invited.link}</pre>
          <p>{words.linkText}</p>
        </>
      )}
      {props.invited.way === 'known' && <p>{words.hasAccount}</p>}
      {props.invited.way === 'mailed' && <p>{words.mailed}</p>}
      {props.invited.way === 'unmailed' && <p>{words.unmailed}</p>}
      <p class="actions">
        <a class="button" href="/desk/admin/people">
          {words.back}
        </a>
      </p>
    </AdminFrame>
  )
}

export function RemovePage(props: AdminView & { member: StaffMember }) {
  const words = adminWords(props.viewer.language).people
  return (
    <AdminFrame {...props} section="people" title={words.removeTitle}>
      <p>
        <bdi>{props.member.email}</bdi>
      </p>
      <p>{words.removeText}</p>
      <form class="actions" method="post" action="/desk/admin/people/remove">
        <a class="button" href="/desk/admin/people">
          {words.cancel}
        </a>
        <button class="button main" type="submit" name="id" value={props.member.id}>
          {words.remove}
        </button>
      </form>
    </AdminFrame>
  )
}
