import { type CampaignDefinition, durationMs } from '../core/campaign.ts'

export type WaveStart = { wave: number; share: number; startsAt: number; cumulative: number }

/** Starts of the waves, ms, counted from the launch. */
export function waveStarts(definition: CampaignDefinition, launchedAt: number): WaveStart[] {
  let startsAt = launchedAt
  let cumulative = 0
  return definition.waves.map((wave, index) => {
    startsAt += durationMs(wave.after)
    cumulative += wave.share
    return { wave: index + 1, share: wave.share, startsAt, cumulative }
  })
}

/** How many of `total` each wave holds; the same arithmetic the enrolment does row by row. */
export function waveCounts(starts: readonly WaveStart[], total: number): number[] {
  const upTo = starts.map((start) => Math.floor((start.cumulative * total) / 100 + 1e-6))
  return upTo.map((count, index) => count - (upTo[index - 1] ?? 0))
}
