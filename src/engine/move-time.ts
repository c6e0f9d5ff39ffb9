import type { CampaignDefinition, Step } from '../core/campaign.ts'
import { readDefinition } from '../core/definition.ts'
import { AppError } from '../core/error.ts'
import { slotVariants } from '../core/experiment/slots.ts'
import { dateOfDay, dayMs, instantOf, minuteMs, stretchAt } from '../core/schedule/clock.ts'
import { type Campaign, editionById, stepsOf } from '../store/campaigns.ts'
import { type Institution, institutionById } from '../store/institutions.ts'
import { type WaitingGroup, waitingGroups } from '../store/reschedule.ts'
import type { Deps } from './deps.ts'
import { draftOf } from './drafts.ts'
import { placeOf, senderPlace } from './timing.ts'

/**
 * When a step is meant to begin, as whoever moves it sees it: `2026-12-10 09:00`, null = with the launch. `clock` is
 * `recipient` when each reader's own clock is meant, else a zone.
 */
export type StepMoment = { wall: string | null; clock: string }

export type Queue = { definition: CampaignDefinition; groups: WaitingGroup[]; clock: string }

/**
 * @param wave  of a launched campaign: this wave alone; 0 = all
 * @throws AppError `step`, or why it cannot be moved: `recurs`, `follows`, `waves`, `finished`, `gone` (nothing waits)
 */
export async function momentOf(
  deps: Deps,
  it: { campaign: Campaign; step: string; wave: number },
): Promise<StepMoment> {
  if (it.campaign.launchedAt === null) return writtenMoment(deps, it.campaign, it.step)
  const { groups, clock } = await queueOf(deps, it)
  return { wall: firstWall(groups, clock), clock }
}

async function writtenMoment(deps: Deps, campaign: Campaign, name: string): Promise<StepMoment> {
  const source = (await draftOf(deps, campaign))['campaign.yaml']?.body ?? ''
  const definition = readDefinition('campaign.yaml', source)
  const step = movable(definition, name)
  if (slotVariants(definition, step).length)
    throw refusal(
      'slots',
      `"${name}" goes out at the hours of experiment.slots; change them in campaign.yaml`,
    )
  const { at } = step
  const house = await houseZone(deps, campaign)
  if (!at) {
    if (definition.waves.length > 1)
      throw refusal('waves', `"${name}" goes out in waves from the launch; change waves in campaign.yaml`)
    return { wall: null, clock: house }
  }
  if ('at' in at) return { wall: wallOf(Date.parse(at.at), house), clock: house }
  if ('local' in at && !('every' in at))
    return { wall: at.local, clock: at.zone === 'sender' ? house : at.zone }
  throw refusal('follows', `"${name}" follows another step: move that one`)
}

/** What waits of a step, and by whose clock it is counted. */
export async function queueOf(
  deps: Deps,
  { campaign, step, wave }: { campaign: Campaign; step: string; wave: number },
): Promise<Queue> {
  const edition =
    campaign.state === 'running' || campaign.state === 'paused'
      ? await editionById(deps.db, campaign.runningEditionId!)
      : undefined
  if (!edition) throw refusal('finished', `${campaign.slug} is finished: nothing of it waits`)
  const moving = movable(edition.definition, step)
  const { at } = moving
  const ids = (await stepsOf(deps.db, campaign.id)).filter(({ name }) => name === step).map(({ id }) => id)
  const found = await waitingGroups(deps.db, { stepIds: ids, now: deps.clock.now() })
  const groups = found.filter((group) => wave === 0 || group.wave === wave)
  if (groups.length === 0) throw refusal('gone', `nothing of "${step}" waits that could be moved`)
  // Hours of variants are of each reader's own clock, and stay so over a change of it.
  const own = slotVariants(edition.definition, moving).length ? 'recipient' : 'sender'
  const zone = at && 'local' in at ? at.zone : own
  const clock = zone === 'sender' ? await houseZone(deps, campaign) : zone
  return { definition: edition.definition, groups, clock }
}

/** What follows people's own acts has as many hours as people, and a rule has many days: neither has one hour to move. */
function movable({ steps }: CampaignDefinition, name: string): Step {
  const step = steps.find(({ id }) => id === name)
  if (step?.trigger !== 'launch')
    throw new AppError('not_found', 'step', `no step "${name}" begins with the launch`)
  if (step.at && 'every' in step.at)
    throw refusal('recurs', `"${name}" recurs: change its rule in campaign.yaml`)
  for (let one: Step | undefined = step; one?.at && !('every' in one.at); ) {
    if ('on' in one.at) throw refusal('follows', `"${name}" follows what people do`)
    const before: string | null = 'after' in one.at ? one.at.after : null
    one = steps.find(({ id }) => id === before)
  }
  return step
}

export const refusal = (key: string, line: string) => new AppError('invalid', key, line)

export const houseOf = async (deps: Deps, campaign: Campaign): Promise<Institution> =>
  (await institutionById(deps.db, campaign.institutionId))!

export const houseZone = async (deps: Deps, campaign: Campaign): Promise<string> =>
  senderPlace(await houseOf(deps, campaign)).zone

/** What the clock in a zone shows at an instant: `2026-12-10 09:00`. */
export const wallOf = (at: number, zone: string): string =>
  new Date(at + stretchAt(at, zone).offset).toISOString().slice(0, 16).replace('T', ' ')

export const zoneFor = (clock: string, group: WaitingGroup): string =>
  clock === 'recipient' ? placeOf(group).zone : clock

const firstWall = (groups: readonly WaitingGroup[], clock: string): string =>
  groups.map((group) => wallOf(group.plannedAt, zoneFor(clock, group))).sort()[0]!

/** The instant at which a wall shows so much more (ms) than at `at`; seconds stay. */
export function shifted(at: number, byMs: number, zone: string): number {
  const wall = at + stretchAt(at, zone).offset + byMs
  const minute = Math.floor(wall / minuteMs) * minuteMs
  const hour = new Date(minute).toISOString().slice(11, 16)
  return instantOf(dateOfDay(Math.floor(minute / dayMs)), hour, zone) + (wall - minute)
}
