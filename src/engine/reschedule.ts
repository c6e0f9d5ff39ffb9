import { type Campaign, editionById, listCampaigns, stepsOf } from '../store/campaigns.ts'
import { type Institution, institutionById } from '../store/institutions.ts'
import { dueAsPlanned, rescheduleStatement, type WaitingGroup, waitingGroups } from '../store/reschedule.ts'
import { dropCalendar } from './calendar.ts'
import type { Deps } from './deps.ts'
import { aboutMs } from './hold.ts'
import { waveStarts } from './schedule.ts'
import { type StepDue, settleFor } from './step-dues.ts'
import { followers } from './timed.ts'
import { placeOf, senderPlace } from './timing.ts'

/** Rows of a JSON list that one statement takes; D1 binds two megabytes. */
const mostGroups = 5_000

/**
 * Holidays, months or windows of an institution have changed: what waits gets its hour anew. What now has to wait longer
 * would be put off at its old hour anyway (`recheck`); what may go earlier would not be seen without this.
 *
 * @returns how many messages were moved
 */
export async function reschedule(deps: Deps, institutionId: number): Promise<number> {
  dropCalendar(deps, institutionId)
  const institution = (await institutionById(deps.db, institutionId))!
  const all = await listCampaigns(deps.db, institutionId)
  let moved = 0
  for (const campaign of all.filter(({ state }) => state === 'running' || state === 'paused'))
    moved += await rescheduleCampaign(deps, institution, campaign)
  return moved
}

async function rescheduleCampaign(deps: Deps, institution: Institution, campaign: Campaign): Promise<number> {
  const edition = campaign.runningEditionId && (await editionById(deps.db, campaign.runningEditionId))
  if (!edition) return 0
  const now = deps.clock.now()
  const rows = await stepsOf(deps.db, campaign.id)
  const following = followers(edition.definition).map(({ step }) => step.id)
  const isFollowing = ({ name }: { name: string }) => following.includes(name)
  const known = rows.filter((row) => row.trigger === 'launch' && !isFollowing(row)).map(({ id }) => id)
  const groups = await waitingGroups(deps.db, { stepIds: known, now })
  const settle = await settlers(deps, { institution, campaign, definition: edition.definition, rows, now })
  const dues = groups.map((group) => ({ ...group, dueAt: settle(group).dueAt }))
  const statements = Array.from({ length: Math.ceil(dues.length / mostGroups) }, (_, index) =>
    rescheduleStatement(deps.db, { groups: dues.slice(index * mostGroups, (index + 1) * mostGroups), now }),
  )
  const after = dueAsPlanned(deps.db, { stepIds: rows.filter(isFollowing).map(({ id }) => id), now })
  const done = await deps.db.batch([...statements, after])
  return done.reduce((sum, { meta }) => sum + meta.changes, 0)
}

type Asked = {
  institution: Institution
  campaign: Campaign
  definition: Parameters<typeof waveStarts>[0]
  rows: Awaited<ReturnType<typeof stepsOf>>
  now: number
}

/** The new hour of a group, as the launch would have given it by the rules of now. */
export async function settlers(
  deps: Deps,
  { institution, campaign, definition, rows, now }: Asked,
): Promise<(group: WaitingGroup) => Pick<StepDue, 'dueAt' | 'decision'>> {
  const starts = new Map(waveStarts(definition, campaign.launchedAt!).map((one) => [one.wave, one.startsAt]))
  const sender = senderPlace(institution)
  // Waves that are kept apart are looked at by the clock before they go out: none may be due before it comes by.
  const [keptApart, seen] = [definition.minGap !== undefined, now + 1.5 * aboutMs]
  const bySteps = new Map<number, { settle: Awaited<ReturnType<typeof settleFor>>; mail: boolean }>()
  for (const { id, name } of rows) {
    const step = definition.steps.find((one) => one.id === name)
    if (!step) continue
    const settle = await settleFor(deps, { institution, definition, step, now })
    bySteps.set(id, { settle, mail: step.channel === 'email' })
  }
  return (group) => {
    const { settle, mail } = bySteps.get(group.stepId)!
    const notBefore = Math.max(keptApart && group.wave > 1 ? seen : now, starts.get(group.wave) ?? 0)
    return settle(group.plannedAt, mail ? placeOf(group) : sender, notBefore)
  }
}
