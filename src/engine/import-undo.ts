import { AppError } from '../core/error.ts'
import { findImport, removeImported } from '../store/imports.ts'
import type { Institution } from '../store/institutions.ts'
import { audit } from './audit.ts'
import type { Deps } from './deps.ts'

export type UndoAnswer = { import: number; removed: number; kept: number }

/**
 * Takes an import back: removes the people it brought in whom nothing has touched since. Whoever has been written to,
 * takes part in a campaign, was changed or said something of their own stays, as `kept`.
 *
 * @throws AppError `import` when the institution has no such import
 */
export async function undoImport(
  deps: Deps,
  it: { institution: Pick<Institution, 'id' | 'slug'>; importId: number; officerId?: number | null },
): Promise<UndoAnswer> {
  const { importId, institution } = it
  const found = await findImport(deps.db, institution.id, importId)
  if (!found) throw new AppError('not_found', 'import', `${institution.slug} has no import ${importId}`)
  const counts = await removeImported(deps.db, importId)
  await audit(deps, {
    institutionId: institution.id,
    officerId: it.officerId ?? null,
    act: 'undo import',
    subject: `import:${importId}`,
    detail: counts,
  })
  return { import: importId, ...counts }
}
