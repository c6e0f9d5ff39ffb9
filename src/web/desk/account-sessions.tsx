import { browserName } from '../../core/browser-name.ts'
import { signInWords } from '../../i18n/desk/sign-in-words.ts'
import type { Session } from '../../store/sessions.ts'
import { moment } from '../ui/say.ts'
import type { Viewer } from './frame.tsx'

type Props = {
  viewer: Viewer
  sessions: readonly Session[]
  /** The session that looks. */
  here: string
  timeZone: string
}

/** Where somebody is signed in, each to be ended, or all at once. */
export function Sessions({ viewer, sessions, here, timeZone }: Props) {
  const words = signInWords(viewer.language).account
  const row = (session: Session) => (
    <tr key={session.id}>
      <th scope="row">
        <bdi>{browserName(session.userAgent ?? '') || '…'}</bdi>
      </th>
      <td>{moment(viewer.language, session.startedAt, timeZone)}</td>
      <td>{session.id === here ? words.here : moment(viewer.language, session.seenAt, timeZone)}</td>
      <td>
        <form method="post" action="/desk/account/sessions">
          <button class="button quiet" type="submit" name="id" value={session.id}>
            {words.end}
          </button>
        </form>
      </td>
    </tr>
  )
  return (
    <section class="panel">
      <h2 id="sessions">{words.sessionsTitle}</h2>
      <p>{words.sessionsText}</p>
      <div class="scroll">
        <table>
          <thead>
            <tr>
              <th scope="col">{words.browser}</th>
              <th scope="col">{words.begun}</th>
              <th scope="col">{words.seen}</th>
              <td />
            </tr>
          </thead>
          <tbody>{sessions.map(row)}</tbody>
        </table>
      </div>
      <form method="post" action="/desk/account/sessions/all">
        <p class="actions">
          <button class="button" type="submit">
            {words.endAll}
          </button>
        </p>
      </form>
    </section>
  )
}
