import { firstMail } from '../core/campaign.ts'
import { type Campaign, editionById } from '../store/campaigns.ts'
import { decidedFunnel, decidedWaves } from '../store/enrollment.ts'
import { outcomes, waitingByWave } from '../store/live.ts'
import type { Deps } from './deps.ts'
import { waveCounts, waveStarts } from './schedule.ts'

/** `startsAt` in ms, by the plan. */
export type WaveSize = { wave: number; size: number; startsAt: number }

/** How many people the launch put into each wave; empty before it. */
export async function waveSizes(deps: Deps, campaign: Campaign): Promise<WaveSize[]> {
  if (campaign.runningEditionId === null || campaign.launchedAt === null) return []
  const edition = await editionById(deps.db, campaign.runningEditionId)
  const starts = waveStarts(edition!.definition, campaign.launchedAt)
  const decided = await decidedWaves(deps.db, campaign.id)
  const sizes = decided.length
    ? starts.map(({ wave }) => decided.find((one) => one.wave === wave)?.count ?? 0)
    : waveCounts(starts, await finalOf(deps, campaign))
  return starts.map(({ wave, startsAt }, index) => ({ wave, startsAt, size: sizes[index]! }))
}

async function finalOf(deps: Deps, campaign: Campaign): Promise<number> {
  const rows = await decidedFunnel(deps.db, campaign.id)
  return rows.reduce((sum, { verdict, count }) => sum + (verdict === 'final' ? count : 0), 0)
}

/**
 * How far each wave of the first mail has come: indexes and tallies know what waits and what is done, without a look at any
 * message.
 */
export async function waveProgress(deps: Deps, campaign: Campaign): Promise<(WaveSize & { done: number })[]> {
  const sizes = await waveSizes(deps, campaign)
  const edition = sizes.length ? await editionById(deps.db, campaign.runningEditionId!) : undefined
  const mail = edition && firstMail(edition.definition)
  if (!mail) return sizes.map((wave) => ({ ...wave, done: 0 }))
  const waiting = (await waitingByWave(deps.db, campaign.id)).filter(({ step }) => step === mail.id)
  const ended = (await outcomes(deps.db, campaign.id)).filter(({ step }) => step === mail.id)
  const sum = (rows: readonly { count: number }[]) => rows.reduce((total, { count }) => total + count, 0)
  // Before all mails are in the outbox, what is missing there is still to come.
  const missing = Math.max(0, sum(sizes.map(({ size }) => ({ count: size }))) - sum(waiting) - sum(ended))
  return sizes.map((wave) => {
    const left = waiting.find((one) => one.wave === wave.wave)?.count ?? 0
    return { ...wave, done: missing ? 0 : Math.max(0, wave.size - left) }
  })
}
