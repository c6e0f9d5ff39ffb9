import { AppError } from '../../../core/error.ts'
import { type Size, sizeOf } from '../../../core/experiment/size.ts'
import { dealtVariants } from '../../../core/variants.ts'
import type { Deps } from '../../../engine/deps.ts'
import { plan } from '../../../engine/plan.ts'
import { type Campaign, editionById } from '../../../store/campaigns.ts'
import { shown } from '../small-cells.ts'

/** As somebody typed it: per cent, points, per cent. */
export type SizeAsked = { baseline: string; effect: string; power: string }
export type SizeView = {
  asked: SizeAsked
  /** `none` = nothing was asked, `wrong` = nobody can reckon with it. */
  answer: 'none' | 'wrong' | (Size & { variants: number; each: number | null })
}

export const sizeAskedIn = (query: (name: string) => string | undefined): SizeAsked => ({
  baseline: query('baseline') ?? '',
  effect: query('effect') ?? '',
  power: query('power') ?? '80',
})

/** How many people each version needs, and whether the audience has them. The audience is counted only when asked. */
export async function sizeView(
  deps: Deps,
  it: { campaign: Campaign; asked: SizeAsked; veil: boolean },
): Promise<SizeView> {
  const { asked } = it
  if (!asked.baseline && !asked.effect) return { asked, answer: 'none' }
  const size = reckoned(asked)
  if (!size) return { asked, answer: 'wrong' }
  const { audience, variants } = await audienceOf(deps, it.campaign)
  const each = audience === null ? null : Math.floor(audience / variants)
  return { asked, answer: { ...size, variants, each: shown(each, it.veil) === 'hidden' ? null : each } }
}

function reckoned(asked: SizeAsked): Size | null {
  const [baseline, effect, power] = [asked.baseline, asked.effect, asked.power].map(
    (text) => Number(text.trim().replace(',', '.') || Number.NaN) / 100,
  ) as [number, number, number]
  try {
    return Number.isFinite(baseline + effect + power) ? sizeOf({ baseline, effect, power }) : null
  } catch (error) {
    if (error instanceof AppError && error.key === 'experiment-size') return null
    throw error
  }
}

/** A campaign without versions is asked about two. */
async function audienceOf(deps: Deps, campaign: Campaign) {
  const id = campaign.runningEditionId ?? campaign.editionId
  const edition = id === null ? undefined : await editionById(deps.db, id)
  if (!edition) return { audience: null, variants: 2 }
  const { funnel } = await plan(deps, campaign)
  return { audience: funnel.final, variants: Math.max(2, dealtVariants(edition.definition).length) }
}
