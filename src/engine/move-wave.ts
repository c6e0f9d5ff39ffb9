import { type CampaignDefinition, durationMs } from '../core/campaign.ts'
import { readDefinition } from '../core/definition.ts'
import { definitionValues, editDefinition } from '../core/definition-edit.ts'
import { isRecord } from '../core/definition-edit-text.ts'
import { AppError } from '../core/error.ts'
import { minuteMs } from '../core/schedule/clock.ts'
import type { Campaign } from '../store/campaigns.ts'
import type { Officer } from '../store/institutions.ts'
import { audit } from './audit.ts'
import type { Deps } from './deps.ts'
import { draftOf, mayWrite, saveDraft } from './drafts.ts'
import { publishMoved, type StepMoved } from './move-step.ts'
import { refusal } from './move-time.ts'
import { waveStarts } from './schedule.ts'

/** How long after the wave before it a wave starts, as its file says, and its start (ms) were the campaign launched now. */
export type WaveMoment = { after: string; startsAt: number }

/**
 * @param wave  from 1
 * @throws AppError `launched`, `waves` (there is no such wave, or only one)
 */
export async function waveMoment(
  deps: Deps,
  { campaign, wave }: { campaign: Campaign; wave: number },
): Promise<WaveMoment> {
  if (campaign.launchedAt !== null)
    throw refusal('launched', `${campaign.slug} was launched: its waves have their hours`)
  const source = (await draftOf(deps, campaign))['campaign.yaml']?.body ?? ''
  const definition = readDefinition('campaign.yaml', source)
  return {
    after: waveOf(definition, wave).after,
    startsAt: waveStarts(definition, deps.clock.now())[wave - 1]!.startsAt,
  }
}

function waveOf({ waves }: CampaignDefinition, wave: number) {
  const found = waves[wave - 1]
  if (!found || waves.length < 2) throw refusal('waves', `there is no wave ${wave}`)
  return found
}

/** A length that is so much longer (ms), in the largest unit that says it: `1d`, `3h`, `90m`. @throws `before-wave` */
export function longer(after: string, byMs: number): string {
  const minutes = Math.round((durationMs(after) + byMs) / minuteMs)
  if (minutes < 0) throw refusal('before-wave', 'a wave does not start before the one ahead of it')
  if (minutes > 0 && minutes % 1440 === 0) return `${minutes / 1440}d`
  return minutes % 60 === 0 ? `${minutes / 60}h` : `${minutes}m`
}

type Move = {
  campaign: Campaign
  officer: Officer
  wave: number
  /** `3h` after the wave before it; the waves behind it keep their distances. */
  after: string
  /** What the officer saw there. */
  seen: string
}

/**
 * Gives a wave of a campaign that was never launched another start, by changing its line of `campaign.yaml` and no other
 * byte. Published at once where nothing else of the draft is unpublished; then it has to be approved anew.
 *
 * @throws AppError `role`, `campaign`, `launched`, `waves`, `time` (no length), `moved` (conflict), `file-shape`
 */
export async function moveWave(deps: Deps, it: Move): Promise<StepMoved> {
  const { campaign, officer, wave, after } = it
  if (officer.institutionId !== campaign.institutionId)
    throw new AppError('not_found', 'campaign', `there is no campaign "${campaign.slug}"`)
  if (!mayWrite(officer.role))
    throw new AppError('forbidden', 'role', `a ${officer.role} moves nothing; an officer does`)
  if (!/^\d{1,5}\s*[mhd]$/.test(after)) throw refusal('time', `"${after}" is no length: write 3h, 90m or 2d`)
  const here = await waveMoment(deps, it)
  if (here.after !== it.seen) throw meanwhile(wave)
  const draft = await draftOf(deps, campaign)
  const file = draft['campaign.yaml']!
  const asked = { campaign, officer, path: 'campaign.yaml', body: withAfter(file.body, wave, after) }
  if ((await saveDraft(deps, { ...asked, base: file.base })).outcome === 'conflict') throw meanwhile(wave)
  const outcome = await publishMoved(deps, { campaign, officer, draft })
  await audit(deps, {
    institutionId: campaign.institutionId,
    officerId: officer.id,
    act: 'move',
    subject: `campaign:${campaign.id}`,
    detail: { wave, from: it.seen, to: after, moved: 0 },
  })
  return { outcome, from: null, moved: 0 }
}

const meanwhile = (wave: number) =>
  new AppError('conflict', 'moved', `wave ${wave} was moved meanwhile`, { now: '' })

function withAfter(source: string, wave: number, after: string): string {
  const values = definitionValues(source)
  if (!Array.isArray(values.waves)) throw fileShape()
  // What a wave says that says nothing.
  const written = after === '0m' ? undefined : after
  const waves = values.waves.map((one, index) =>
    index !== wave - 1 ? one : isRecord(one) ? { ...one, after: written } : fail(),
  )
  try {
    return editDefinition(source, { ...values, waves })
  } catch (error) {
    if (error instanceof AppError) throw fileShape()
    throw error
  }
}

const fileShape = () =>
  new AppError('invalid', 'file-shape', 'the waves of campaign.yaml cannot be changed by themselves')

function fail(): never {
  throw fileShape()
}
