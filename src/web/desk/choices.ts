import type { Visit } from '../../engine/auth/session.ts'
import type { Deps } from '../../engine/deps.ts'
import { type DeskLanguage, deskWords } from '../../i18n/desk/words.ts'
import { listInstitutions } from '../../store/institutions.ts'

/** The institutions somebody may speak for, by name, with the role they have there. */
export async function choicesOf(deps: Deps, { officers }: Visit, language: DeskLanguage) {
  const names = new Map((await listInstitutions(deps.db)).map(({ id, name }) => [id, name]))
  const { roles } = deskWords(language)
  const choices = officers.map(({ id, institutionId, role }) => ({
    id,
    institution: names.get(institutionId) ?? '',
    role: roles[role] ?? role,
  }))
  return choices.sort((a, b) => a.institution.localeCompare(b.institution, language))
}
