import { composeFor } from '../../engine/compose.ts'
import type { Deps } from '../../engine/deps.ts'
import { readyContent } from '../../engine/ready.ts'
import { type Claimed, claim, releaseStatement } from '../../store/outbox.ts'

/** Mean octets of the first `count` mails of the queue, which are given back untouched. */
export async function meanMailBytes(deps: Deps, count: number): Promise<number> {
  const [now, lease] = [deps.clock.now(), 'bench']
  const claimed = await claim(deps.db, { channel: 'email', now, limit: count, lease })
  let bytes = 0
  for (const row of claimed) bytes += await mailBytes(deps, row)
  await deps.db.batch([releaseStatement(deps.db, { lease, ids: claimed.map((row) => row.id), now })])
  return Math.round(bytes / claimed.length)
}

async function mailBytes(deps: Deps, row: Claimed): Promise<number> {
  const ready = await readyContent(deps, row.contentId)
  const recipient = { ...row, messageId: row.id, address: row.address!, pseudonym: null }
  return composeFor(deps, ready, { ...recipient, date: row.firstAttemptAt }).mail.raw.length
}
