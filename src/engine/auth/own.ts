import { setOfficerLanguage } from '../../store/institutions.ts'
import { chooseOfficer, dropPasskey, endSession } from '../../store/sessions.ts'
import { endSessionsOf } from '../../store/staff.ts'
import { audit } from '../audit.ts'
import type { Deps } from '../deps.ts'
import type { Visit } from './session.ts'

/** Speaks for another of one's own institutions. @returns false for somebody else's */
export const chooseInstitution = (deps: Deps, { session }: Visit, officerId: number): Promise<boolean> =>
  chooseOfficer(deps.db, session.id, officerId)

/** Ends one of one's own sessions. @returns false when there is none such */
export const endOwnSession = (deps: Deps, { session }: Visit, id: string): Promise<boolean> =>
  endSession(deps.db, session.userId, id)

/** Ends all of one's own sessions, this one too. */
export async function endOwnSessions(deps: Deps, { session, officer }: Visit): Promise<void> {
  const ended = await endSessionsOf(deps.db, session.email)
  if (officer)
    await audit(deps, {
      institutionId: officer.institutionId,
      officerId: officer.id,
      act: 'sessions-end',
      subject: `officer:${officer.id}`,
      detail: { ended },
    })
}

/** Takes one of one's own passkeys away. */
export const removePasskey = (deps: Deps, { session }: Visit, id: string): Promise<void> =>
  dropPasskey(deps.db, session.userId, id)

/** The language of the desk, at every institution that a person may speak for. */
export const chooseLanguage = (deps: Deps, { session }: Visit, language: string): Promise<void> =>
  setOfficerLanguage(deps.db, session, language)
