import { AppError } from '../../../core/error.ts'
import type { AgendaEntry } from '../../../engine/agenda.ts'
import type { Deps } from '../../../engine/deps.ts'
import { mayWrite } from '../../../engine/drafts.ts'
import { momentOf, type StepMoment, wallOf } from '../../../engine/move-time.ts'
import { type WaveMoment, waveMoment } from '../../../engine/move-wave.ts'
import { type Campaign, findCampaign } from '../../../store/campaigns.ts'
import type { Officer } from '../../../store/institutions.ts'

/**
 * What a form that moves a step begins with. `seen` is empty for what goes with the launch. Of a wave that is counted from
 * the launch it is its distance (`3h`), and `start` the hour it had on the page: the form asks for a difference.
 */
export type MoveView = { campaign: string; step: string; wave: number; clock: string } & Record<
  'seen' | 'date' | 'time',
  string
> & { start?: string }

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
  const waves = new Map<string, WaveMoment | null>()
  for (const entry of mayWrite(it.officer.role) ? it.entries : []) {
    if (found.has(keyOf(entry))) continue
    const campaign = await findCampaign(deps.db, entry.campaign)
    found.set(keyOf(entry), campaign ? await momentIfAny(deps, campaign, entry) : null)
    if (campaign && isCountedFromLaunch(entry))
      waves.set(keyOf(entry), await waveIfAny(deps, campaign, entry.wave))
  }
  return (entry) => {
    const [moment, wave] = [found.get(keyOf(entry)), waves.get(keyOf(entry))]
    if (wave) return waveView(entry, wave, it.zone)
    return moment ? moveView(entry, moment, wallOf(entry.from, it.zone)) : null
  }
}

/** A step without a time, in a campaign with waves that was never launched; hours of variants are no wave's own. */
function isCountedFromLaunch({ kind, wave, step, definition }: AgendaEntry): boolean {
  const found = definition.steps.find(({ id }) => id === step)
  return kind === 'planned' && wave > 0 && found?.at === undefined && !definition.experiment?.slots
}

/** @param zone  of the house, by whose clock a start is shown */
export function waveView({ campaign, step, wave }: Asked, moment: WaveMoment, zone: string): MoveView {
  const start = wallOf(moment.startsAt, zone)
  const [date, time] = [start.slice(0, 10), start.slice(11)]
  return { campaign, step, wave, clock: zone, seen: moment.after, date, time, start }
}

export const waveIfAny = (deps: Deps, campaign: Campaign, wave: number): Promise<WaveMoment | null> =>
  ifAny(waveMoment(deps, { campaign, wave }))

export const moveView = (
  { campaign, step, wave }: Asked,
  { wall, clock }: StepMoment,
  otherwise: string,
): MoveView => {
  const shown = wall ?? otherwise
  return { campaign, step, wave, clock, seen: wall ?? '', date: shown.slice(0, 10), time: shown.slice(11) }
}

export const momentIfAny = (
  deps: Deps,
  campaign: Campaign,
  { step, wave }: Pick<Asked, 'step' | 'wave'>,
): Promise<StepMoment | null> => ifAny(momentOf(deps, { campaign, step, wave }))

/** Null in the place of a refusal. */
async function ifAny<Found>(asked: Promise<Found>): Promise<Found | null> {
  try {
    return await asked
  } catch (error) {
    if (error instanceof AppError) return null
    throw error
  }
}
