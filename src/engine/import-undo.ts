import { AppError } from '../core/error.ts'
import { removeImported, restoreImported } from '../store/import-undo.ts'
import { findImport, runningImports } from '../store/imports.ts'
import type { Institution } from '../store/institutions.ts'
import { audit } from './audit.ts'
import type { Deps } from './deps.ts'

type UndoDeps = Pick<Deps, 'db' | 'clock'>
type Taken = { removed: number; restored: number; kept: number }
export type UndoAnswer = { import: number } & Taken

/** An import that has run for longer is one whose process died where nobody saw it. */
const longestRunMs = 3_600_000

/**
 * Takes an import back: people it brought in whom nothing has touched since go, people who were there before are put
 * back to what they were, and the consents it recorded for them go. Values that somebody has changed since stay. Whoever
 * it brought in and has been written to, takes part in a campaign, was changed or said something of their own stays as
 * they are, as `kept`.
 *
 * @throws AppError `import` when the institution has no such import, `import-running` while it is under way
 */
export async function undoImport(
  deps: UndoDeps,
  it: { institution: Pick<Institution, 'id' | 'slug'>; importId: number; officerId?: number | null },
): Promise<UndoAnswer> {
  const { importId, institution } = it
  const found = await findImport(deps.db, institution.id, importId)
  if (!found) throw new AppError('not_found', 'import', `${institution.slug} has no import ${importId}`)
  if (found.state === 'running' && deps.clock.now() - found.createdAt < longestRunMs) {
    throw new AppError(
      'conflict',
      'import-running',
      `import ${importId} is still under way; wait for its end`,
    )
  }
  const taken = await takeBack(deps, {
    institutionId: institution.id,
    importId,
    officerId: it.officerId ?? null,
  })
  return { import: importId, ...taken }
}

/** Takes back what processes left behind that died in the middle of a file. @param isDead  whether a holder is gone */
export async function takeBackDead(deps: UndoDeps, isDead: (holder: string) => boolean): Promise<void> {
  for (const { id, institutionId, holder } of await runningImports(deps.db)) {
    if (holder !== null && isDead(holder)) await takeBack(deps, { institutionId, importId: id })
  }
}

export async function takeBack(
  deps: UndoDeps,
  it: { institutionId: number; importId: number; officerId?: number | null },
): Promise<Taken> {
  const { removed, kept } = await removeImported(deps.db, it.importId)
  const restored = await restoreImported(deps.db, it.importId, deps.clock.now())
  const taken = { removed, restored, kept }
  await audit(deps, {
    institutionId: it.institutionId,
    officerId: it.officerId ?? null,
    act: 'undo import',
    subject: `import:${it.importId}`,
    detail: taken,
  })
  return taken
}
