import { wholeHour } from '../core/hit.ts'
import { erasePeople } from '../store/erasure.ts'
import { audit } from './audit.ts'
import type { Deps } from './deps.ts'

/** Who asked for something as of right. */
export type Asker = 'person' | 'operator' | `officer:${number}`

/**
 * Erases a person from every table (GDPR article 17). Counts stay as they are; of the person there remains a keyed hash
 * of each address, so that nobody writes there again or imports it anew (article 17(3)(b), 21).
 *
 * @returns rows by table; all zero when the person was not there (any more)
 */
export async function forget(
  deps: Deps,
  it: { institutionId: number; contactId: number; askedBy: Asker },
): Promise<{ erased: Record<string, number> }> {
  const now = deps.clock.now()
  const erased = await erasePeople(deps.db, {
    institutionId: it.institutionId,
    contactIds: [it.contactId],
    asked: { by: it.askedBy },
    now,
    hour: wholeHour(now),
  })
  if (erased.contacts) {
    await audit(deps, {
      institutionId: it.institutionId,
      officerId: officerIn(it.askedBy),
      act: 'erase person',
      subject: `contact:${it.contactId}`,
    })
    await scrub(deps)
  }
  return { erased: { ...erased } }
}

/** What was deleted leaves the disk too, where the disk is ours. */
export async function scrub(deps: Deps): Promise<void> {
  if ((await deps.db.scrub?.()) === false) deps.log('scrub-later')
}

export const officerIn = (asker: Asker): number | null =>
  asker.startsWith('officer:') ? Number(asker.slice('officer:'.length)) : null
