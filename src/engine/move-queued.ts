import { AppError } from '../core/error.ts'
import { type Campaign, stepsOf } from '../store/campaigns.ts'
import { moveStatement } from '../store/reschedule.ts'
import type { Deps } from './deps.ts'
import { houseOf, queueOf, refusal, shifted, zoneFor } from './move-time.ts'
import { settlers } from './reschedule.ts'
import { waveStarts } from './schedule.ts'

/**
 * Moves what waits of a step of a launched campaign by as much as the wall clock says; waves and clocks keep their
 * distances. Windows, holidays, lateness and ends hold as at the launch.
 *
 * @param byMs  on the wall
 * @returns how many messages were moved; 0 when somebody else was quicker
 * @throws AppError `past`, `before-wave`, `expired`, `late`, `closed`; then nothing is moved
 */
export async function moveQueued(
  deps: Deps,
  it: { campaign: Campaign; step: string; wave: number; byMs: number },
): Promise<number> {
  const now = deps.clock.now()
  const { campaign } = it
  const { definition, groups, clock } = await queueOf(deps, it)
  const [institution, rows] = [await houseOf(deps, campaign), await stepsOf(deps.db, campaign.id)]
  const settle = await settlers(deps, { institution, campaign, definition, rows, now })
  const starts = new Map(waveStarts(definition, campaign.launchedAt!).map((one) => [one.wave, one.startsAt]))
  const moved = groups.map((group) => {
    const plannedAt = shifted(group.plannedAt, it.byMs, zoneFor(clock, group))
    if (plannedAt <= now) throw refusal('past', `"${it.step}" cannot be moved into the past`)
    if (plannedAt < (starts.get(group.wave) ?? 0))
      throw refusal('before-wave', `wave ${group.wave} of "${it.step}" cannot go out before it starts`)
    const { dueAt, decision } = settle({ ...group, plannedAt })
    if (decision.do === 'drop')
      throw new AppError(
        'invalid',
        decision.why,
        `"${it.step}" would not go out at all then: ${decision.why}`,
      )
    return { ...group, toPlannedAt: plannedAt, dueAt }
  })
  const [done] = await deps.db.batch([moveStatement(deps.db, { groups: moved, now })])
  return done!.meta.changes
}
