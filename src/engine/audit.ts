import { sha256 } from '@noble/hashes/sha2.js'
import { utf8ToBytes } from '@noble/hashes/utils.js'
import { toHex } from '../core/token.ts'
import { type AuditRow, appendAudit, newestAudit, wholeAudit } from '../store/audit.ts'
import type { Deps } from './deps.ts'

export type Act = {
  institutionId: number | null
  /** Null for whoever the verb acts for: `deps.actor`, or the operator at the command line. */
  officerId: number | null
  act: string
  subject: string
  detail?: Record<string, string | number>
}

/** Writes an act of staff at the end of the chain. */
export async function audit(deps: Pick<Deps, 'db' | 'clock' | 'actor'>, it: Act): Promise<void> {
  const officerId = it.officerId ?? deps.actor ?? null
  const row = { ...it, officerId, detail: JSON.stringify(it.detail ?? {}), at: deps.clock.now() }
  for (;;) {
    const previous = await newestAudit(deps.db)
    const hash = chainHash(previous?.hash ?? '', row)
    // Somebody else may have written in between: then the chain ends elsewhere, and we begin again from there.
    if (await appendAudit(deps.db, { ...row, hash }, previous?.id ?? 0)) return
  }
}

/** Number of rows checked, and the first row that does not follow from the ones before it, or null. */
export async function checkAudit(deps: Deps): Promise<{ rows: number; brokenAt: number | null }> {
  const rows = await wholeAudit(deps.db)
  let previous = ''
  for (const row of rows) {
    if (row.hash !== chainHash(previous, row)) return { rows: rows.length, brokenAt: row.id }
    previous = row.hash
  }
  return { rows: rows.length, brokenAt: null }
}

function chainHash(previous: string, row: Omit<AuditRow, 'id' | 'hash'>): string {
  const words = [previous, row.institutionId, row.officerId, row.act, row.subject, row.detail, row.at]
  return toHex(sha256(utf8ToBytes(JSON.stringify(words))))
}
