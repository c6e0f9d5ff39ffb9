import { firstMail } from '../core/campaign.ts'
import { joinedAges } from '../core/cascade/ages.ts'
import type { Counted } from '../core/cascade/counters.ts'
import type { Planned } from '../core/forecast/branch.ts'
import { type Campaign, editionById } from '../store/campaigns.ts'
import { type TallyRow, talliesOf } from '../store/events.ts'
import { waitingOfStep } from '../store/forecasts.ts'
import { type Arrival, arrivalsOf } from '../store/hourly.ts'
import type { Deps } from './deps.ts'
import { generationsOf } from './stats.ts'

const minuteMs = 60_000
/** Arrivals are known to the hour: the middle of it. */
const halfHour = 30

/** What the database knows of who has been reached. */
export type ReachRows = {
  rows: readonly TallyRow[]
  arrivals: readonly Arrival[]
  /** Seeds whose mail is still to go out, by the hour in which it is due. */
  waiting: readonly { at: number; count: number }[]
}

/** Everything must have been tallied. A finished campaign writes to nobody more. */
export async function reachRows(deps: Deps, campaign: Campaign): Promise<ReachRows> {
  const rows = await talliesOf(deps.db, campaign.id)
  const waiting = campaign.state === 'finished' ? [] : await seedsWaiting(deps, campaign, rows)
  return { rows, arrivals: await arrivalsOf(deps.db, campaign.id), waiting }
}

/** Of a mail that recurs most readers have had one before: no more than the audience are still to be reached. */
async function seedsWaiting(deps: Deps, campaign: Campaign, rows: readonly TallyRow[]) {
  if (campaign.runningEditionId === null) return []
  const mail = firstMail((await editionById(deps.db, campaign.runningEditionId))!.definition)
  if (!mail) return []
  const of = (own: (row: TallyRow) => boolean) => rows.filter(own).reduce((sum, row) => sum + row.count, 0)
  let left =
    of(({ kind }) => kind === 'audience') - of(({ kind, step }) => kind === 'sent' && step === mail.id)
  const waiting = await waitingOfStep(deps.db, { campaignId: campaign.id, step: mail.id })
  return waiting.flatMap(({ at, count }) => {
    const own = Math.min(count, Math.max(0, left))
    left -= own
    return own > 0 ? [{ at, count: own }] : []
  })
}

/**
 * Who has been reached so far, by generation and age in minutes. Only people whose mail was handed over are seeds: whose
 * wave is still to come cannot have brought anybody.
 *
 * @param now  ms
 */
export function reachedBy({ rows, arrivals, waiting }: ReachRows, now: number): Counted[] {
  const sent = rows
    .filter((row) => row.kind === 'sent' && row.trigger === 'launch' && row.channel === 'email')
    .reduce((sum, row) => sum + row.count, 0)
  const unreached = waiting.reduce((sum, one) => sum + one.count, 0)
  return generationsOf(rows).map(({ generation, participants, children }) => ({
    participants: generation === 0 ? Math.max(0, Math.min(sent, participants - unreached)) : participants,
    children,
    arrivals: joinedAges(
      arrivals
        .filter((one) => one.generation === generation)
        .map(({ at, count }) => ({ age: Math.max(0, (now - at) / minuteMs - halfHour), count })),
    ),
  }))
}

export const plannedAfter = ({ waiting }: ReachRows, now: number): Planned[] =>
  waiting.map(({ at, count }) => ({ inMinutes: Math.max(0, (at - now) / minuteMs + halfHour), count }))
