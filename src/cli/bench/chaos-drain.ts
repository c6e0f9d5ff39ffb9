import { readSettings } from '../../config.ts'
import { drain } from '../../engine/tick.ts'
import { openNode } from '../../node.ts'
import { restEnds } from '../../store/lanes.ts'
import { nextDue } from '../../store/outbox.ts'

/**
 * What `bench chaos` kills: sends until nothing waits any more. Between two attempts its clock jumps to the minute in
 * which the next message is due, or a channel that rests may be tried again, as the tick of every minute would find it.
 */
const minuteMs = 60_000
let aheadMs = 0
const clock = { now: () => Date.now() + aheadMs }
const { deps, close } = await openNode(readSettings(process.env), { clock })
const startedAt = performance.now()
for (;;) {
  await drain(deps)
  const now = clock.now()
  const events = [await nextDue(deps.db, now), await restEnds(deps.db, now)].filter((at) => at !== null)
  if (events.length === 0) break
  const next = Math.min(...events)
  aheadMs += Math.ceil((next - now) / minuteMs) * minuteMs
}
const seconds = (performance.now() - startedAt) / 1000
await close()
process.stdout.write(`${JSON.stringify({ seconds })}\n`)
