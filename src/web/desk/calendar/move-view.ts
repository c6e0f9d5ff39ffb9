import { AppError } from '../../../core/error.ts'
import type { AgendaEntry } from '../../../engine/agenda.ts'
import type { Deps } from '../../../engine/deps.ts'
import { mayWrite } from '../../../engine/drafts.ts'
import { momentOf, type StepMoment, wallOf } from '../../../engine/move-time.ts'
import { type Campaign, findCampaign } from '../../../store/campaigns.ts'
import type { Officer } from '../../../store/institutions.ts'

/** What a form that moves a step begins with. `seen` is empty for what goes with the launch. */
export type MoveView = { campaign: string; step: string; wave: number; clock: string } & Record<
  'seen' | 'date' | 'time',
  string
>

type Asked = Pick<AgendaEntry, 'campaign' | 'step' | 'wave'>
const keyOf = ({ campaign, step, wave }: Asked) => `${campaign}/${step}/${wave}`

/**
 * Where each entry could be moved from; nothing for those who may not, and for what has no hour of its own.
 *
 * @param zone  of the house
 */
export async function movesOf(
  deps: Deps,
  it: { officer: Officer; entries: readonly AgendaEntry[]; zone: string },
): Promise<(entry: AgendaEntry) => MoveView | null> {
  const found = new Map<string, StepMoment | null>()
  for (const entry of mayWrite(it.officer.role) ? it.entries : []) {
    if (found.has(keyOf(entry))) continue
    const campaign = await findCampaign(deps.db, entry.campaign)
    found.set(keyOf(entry), campaign ? await momentIfAny(deps, campaign, entry) : null)
  }
  return (entry) => {
    const moment = found.get(keyOf(entry))
    return moment ? moveView(entry, moment, wallOf(entry.from, it.zone)) : null
  }
}

export const moveView = (
  { campaign, step, wave }: Asked,
  { wall, clock }: StepMoment,
  otherwise: string,
): MoveView => {
  const shown = wall ?? otherwise
  return { campaign, step, wave, clock, seen: wall ?? '', date: shown.slice(0, 10), time: shown.slice(11) }
}

export async function momentIfAny(
  deps: Deps,
  campaign: Campaign,
  { step, wave }: Pick<Asked, 'step' | 'wave'>,
): Promise<StepMoment | null> {
  try {
    return await momentOf(deps, { campaign, step, wave })
  } catch (error) {
    if (error instanceof AppError) return null
    throw error
  }
}
