import type { Claimed } from '../store/outbox.ts'
import { pseudonymsOf } from '../store/traces.ts'
import type { Deps } from './deps.ts'
import { isMeasured, type Ready } from './ready.ts'
import { recheck } from './recheck.ts'

/** Stands in a preview for the pseudonym that a person has or would get: never given out, so nothing is written under it. */
export const nobodysPseudonym = 0

/**
 * The pseudonyms of those readers of a batch who agreed to be measured, by message. Made on the first message of a
 * campaign and the same on each later one, so that a mail that is sent again is the same to the octet.
 */
export async function pseudonymsFor(
  deps: Deps,
  claimed: readonly Claimed[],
  contents: ReadonlyMap<number, Ready>,
): Promise<ReadonlyMap<number, number>> {
  const now = deps.clock.now()
  const asked = claimed.filter((row) => {
    const ready = contents.get(row.contentId)!
    return row.consentTrack === 'given' && isMeasured(ready) && recheck(row, ready, now) === null
  })
  if (!asked.length) return new Map()
  const participants = asked.map(({ campaignId, contactId }) => ({
    campaignId,
    contactId,
    offered: randomPseudonym(),
  }))
  const found = await pseudonymsOf(deps.db, participants, now)
  const place = (it: { campaignId: number; contactId: number }) => `${it.campaignId}/${it.contactId}`
  const known = new Map(found.map((one) => [place(one), one.pseudonym]))
  return new Map(
    asked.flatMap((row) => {
      const pseudonym = known.get(place(row))
      return pseudonym === undefined ? [] : [[row.id, pseudonym] as const]
    }),
  )
}

/** 53 random bits: whatever else is known of a person, it does not lead to their number in a campaign. */
function randomPseudonym(): number {
  const [high, low] = crypto.getRandomValues(new Uint32Array(2)) as unknown as [number, number]
  return (high & 0x1f_ffff) * 0x1_0000_0000 + low || 1
}
