import { sampleRatioLimits } from '../core/experiment/judge.ts'
import type { CampaignExperiment } from '../engine/experiment.ts'

type Shown = Partial<Pick<CampaignExperiment, 'assignment' | 'allocations' | 'incremental'>>

/** A campaign without variants has one arm without a name. */
export const named = (arm: string): string => arm || 'all'

/** What is said of a campaign and of no file: how it was dealt out, and what it added. */
export function campaignLines({ assignment, allocations = [], incremental }: Shown): string[] {
  return [
    ...(assignment ? [assigned(assignment)] : []),
    ...allocations.map(
      ({ wave, shares }) =>
        `wave ${wave}: ${shares.map(({ variant, share }) => `${variant} ${(share * 100).toFixed(0)} %`).join(' · ')}`,
    ),
    ...(incremental ? added(incremental) : []),
  ]
}

function assigned({ cells, p, waves }: CampaignExperiment['assignment']): string {
  const numbers = cells.map(({ arm, n, expected }) => `${named(arm)} ${n} (${expected.toFixed(0)})`)
  const verdict = p === null ? 'too few to say' : `p ${p < 0.0001 ? 'below 0.0001' : p.toFixed(4)}`
  const doubt = p !== null && p < sampleRatioLimits.doubt ? '; find out why before you believe the rest' : ''
  const off = waves.filter(({ isOff }) => isOff).map(({ wave }) => wave)
  const alarm = off.length ? `; not as planned in wave ${off.join(', ')}, no winner is named` : ''
  return `dealt out (expected): ${numbers.join(' · ')}; ${verdict}${doubt}${alarm}`
}

function added({ treated, heldOut, direct, spillOver }: NonNullable<CampaignExperiment['incremental']>) {
  const difference = direct.difference === null ? '-' : points(direct.difference)
  return [
    `joined: ${treated.joined} of ${treated.n} written to, ${heldOut.joined} of ${heldOut.n} held out`,
    `direct effect: ${difference} (${points(direct.low)} to ${points(direct.high)})${direct.isClear ? '' : ', no clear winner'}`,
    `spill-over: ${spillOver.joined} of ${heldOut.n} held out came over what others passed on${
      spillOver.rate === null ? '' : ` (${percent(spillOver.low)} to ${percent(spillOver.high)})`
    }`,
  ]
}

const percent = (rate: number) => `${(rate * 100).toFixed(2)} %`
const points = (difference: number) => `${(difference * 100).toFixed(2)} points`
