import { AppError, Problems } from '../core/error.ts'
import { instantOf } from '../core/schedule/clock.ts'
import { retime } from '../core/schedule/retime.ts'
import type { Campaign } from '../store/campaigns.ts'
import type { Officer } from '../store/institutions.ts'
import { audit } from './audit.ts'
import type { Deps } from './deps.ts'
import { draftOf, mayWrite, publishDraft, saveDraft } from './drafts.ts'
import { moveQueued } from './move-queued.ts'
import { houseZone, momentOf, refusal, type StepMoment } from './move-time.ts'

export type StepMoved = {
  /** `edition`: to be approved anew; `draft`: saved there, unpublished like the rest of it; `queue`: what waits has moved. */
  outcome: 'edition' | 'draft' | 'queue'
  from: string | null
  /** Messages, of a queue. */
  moved: number
}

type Move = {
  campaign: Campaign
  step: string
  /** Of a launched campaign: this wave alone; 0 = all waves, which keep their distances. */
  wave?: number
  /** `2026-12-10 09:00` on the clock that the step goes by; null = with the launch, for what goes by the house's clock. */
  at: string | null
  /** The time that the officer saw. */
  seen: string | null
  officer: Officer
}

/**
 * Gives a step another time. Before the launch that is a change of `campaign.yaml`; after it, of what waits and was not
 * taken yet.
 *
 * @throws AppError `role`, `campaign`, `time`, `past`; `moved` (conflict; `params.now` is the time by now); what
 *         `momentOf`, `retime` and `moveQueued` throw
 */
export async function moveStep(deps: Deps, it: Move): Promise<StepMoved> {
  const { campaign, officer, at, step } = it
  if (officer.institutionId !== campaign.institutionId)
    throw new AppError('not_found', 'campaign', `there is no campaign "${campaign.slug}"`)
  if (!mayWrite(officer.role))
    throw new AppError('forbidden', 'role', `a ${officer.role} moves nothing; an officer does`)
  if (at !== null && !isWall(at)) throw refusal('time', `"${at}" is no time: write 2026-12-10 09:00`)
  const wave = it.wave ?? 0
  const here = await momentOf(deps, { campaign, step, wave })
  if (here.wall !== it.seen) throw meanwhile(step, here)
  const launched = campaign.launchedAt !== null
  const done = launched ? await moveWaiting(deps, it, here, wave) : await moveWritten(deps, it, here)
  await audit(deps, {
    institutionId: campaign.institutionId,
    officerId: officer.id,
    act: 'move',
    subject: `campaign:${campaign.id}`,
    detail: { step, wave, from: here.wall ?? 'launch', to: at ?? 'launch', moved: done.moved },
  })
  return { ...done, from: here.wall }
}

/** `2026-12-10 09:00`, of a day that there is. */
export const isWall = (text: string) =>
  /^\d{4}-\d{2}-\d{2} ([01]\d|2[0-3]):[0-5]\d$/.test(text) &&
  !Number.isNaN(wallMs(text)) &&
  new Date(wallMs(text)).toISOString().startsWith(text.slice(0, 10))

const wallMs = (wall: string) => Date.parse(`${wall.replace(' ', 'T')}:00Z`)

const meanwhile = (step: string, { wall }: StepMoment) =>
  new AppError('conflict', 'moved', `"${step}" was moved meanwhile: it is at ${wall ?? 'the launch'} now`, {
    now: wall ?? '',
  })

async function moveWaiting(deps: Deps, it: Move, here: StepMoment, wave: number) {
  if (it.at === null || here.wall === null) throw refusal('time', 'say when it is to go out')
  const { campaign, step } = it
  const moved = await moveQueued(deps, { campaign, step, wave, byMs: wallMs(it.at) - wallMs(here.wall) })
  if (moved === 0 && it.at !== here.wall)
    throw meanwhile(step, await momentOf(deps, { campaign, step, wave }))
  return { outcome: 'queue' as const, moved }
}

/** Saved as a version of the draft first: of two who move at once only one can. */
async function moveWritten(deps: Deps, it: Move, here: StepMoment) {
  const { campaign, officer, step, at } = it
  const zone = here.clock === 'recipient' ? await houseZone(deps, campaign) : here.clock
  const instant = at === null ? null : instantOf(at.slice(0, 10), at.slice(11), zone)
  if (instant !== null && instant <= deps.clock.now())
    throw refusal('past', `"${step}" cannot be moved into the past`)
  const draft = await draftOf(deps, campaign)
  const file = draft['campaign.yaml']!
  const utc = instant === null ? '' : `${new Date(instant).toISOString().slice(0, 19)}Z`
  const body = retime(file.body, step, at === null ? null : { wall: at, instant: utc })
  const asked = { campaign, officer, path: 'campaign.yaml', body, base: file.base }
  if ((await saveDraft(deps, asked)).outcome === 'conflict')
    throw meanwhile(step, await momentOf(deps, { campaign, step, wave: 0 }))
  return { outcome: await publishMoved(deps, { campaign, officer, draft }), moved: 0 }
}

/**
 * Publishes what a move has saved, where nothing else of the draft waits: whoever is in the middle of writing does not
 * find their half a letter published by a move.
 *
 * @param draft  as it was before the move
 */
export async function publishMoved(
  deps: Deps,
  it: { campaign: Campaign; officer: Officer; draft: Awaited<ReturnType<typeof draftOf>> },
): Promise<'edition' | 'draft'> {
  const unfinished = it.campaign.editionId === null || Object.values(it.draft).some(({ changed }) => changed)
  return !unfinished && (await tryToPublish(deps, it)) ? 'edition' : 'draft'
}

/** False when other rules than the time keep the folder from being published: the move stands in the draft then. */
async function tryToPublish(
  deps: Deps,
  { campaign, officer }: Pick<Move, 'campaign' | 'officer'>,
): Promise<boolean> {
  try {
    await publishDraft(deps, { campaign, officer })
    return true
  } catch (error) {
    if (error instanceof Problems) return false
    throw error
  }
}
