import type { Deps } from '../../engine/deps.ts'
import { type Plan, plan } from '../../engine/plan.ts'
import { waveProgress } from '../../engine/wave-sizes.ts'
import type { DeskLanguage } from '../../i18n/desk/words.ts'
import type { Campaign } from '../../store/campaigns.ts'
import { heldWaves } from '../../store/hold.ts'
import { type PlanView, planView } from './plan-view.ts'

export type WaveView = {
  wave: number
  count: number
  done: number
  startsAt: number
  /** Until when `minGap` holds it back, ms. */
  heldUntil: number | null
}

export type Schedule = {
  waves: WaveView[]
  /** Before the launch: who would receive it, and how many of the audience would be held out. */
  funnel: Plan['funnel'] | null
  plan: PlanView
}
export const unscheduled: Schedule = { waves: [], funnel: null, plan: { steps: [], warnings: [] } }

/** Before the launch as if it were now; after it, as it was. */
export async function campaignSchedule(
  deps: Deps,
  { campaign, language }: { campaign: Campaign; language: DeskLanguage },
): Promise<Schedule> {
  const planned = await plan(deps, campaign)
  const now = deps.clock.now()
  const shown = await planView(deps, planned, {
    institutionId: campaign.institutionId,
    language,
    now,
    holding: await heldWaves(deps.db, { campaignId: campaign.id, now }),
    launched: campaign.launchedAt !== null,
  })
  // The waves of the page are those of the mail that goes out with them.
  const mails = shown.steps.filter(({ channel, hours }) => channel === 'email' && hours.length)
  const held = (mails.find(({ at }) => at === null) ?? mails[0])?.held ?? []
  const heldUntil = (wave: number) => held.find((one) => one.wave === wave)?.until ?? null
  if (campaign.launchedAt !== null) {
    const running = await waveProgress(deps, campaign)
    const waves = running.map(({ size, ...wave }) => ({
      ...wave,
      count: size,
      heldUntil: heldUntil(wave.wave),
    }))
    return { waves, funnel: null, plan: shown }
  }
  const waves = planned.waves.map(({ wave, count, startsAt }) => ({
    wave,
    count,
    done: 0,
    startsAt: Date.parse(startsAt),
    heldUntil: heldUntil(wave),
  }))
  return { waves, funnel: planned.funnel, plan: shown }
}
