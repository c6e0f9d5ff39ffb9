import type { CampaignDefinition } from '../core/campaign.ts'
import { rateOf, usualAlpha } from '../core/experiment/arm.ts'
import { asUnits } from '../core/experiment/clusters.ts'
import { type Effect, effectOf } from '../core/experiment/effect.ts'
import { alwaysInterval } from '../core/experiment/interval.ts'
import type { Campaign } from '../store/campaigns.ts'
import { outcomes } from '../store/hold-outs.ts'
import { designEffectOf } from '../store/household-sizes.ts'
import type { Deps } from './deps.ts'

/**
 * What the campaign added. `direct`: people written to who signed up themselves and confirmed, less those of the hold-out
 * who did, by whom they were dealt to be and not by what they got (intention to treat). `spillOver`: of those held out, the
 * ones who came over what a reader had passed on; they stay held out in `direct`, which makes it smaller than it is.
 */
export type Incremental = {
  treated: { n: number; joined: number }
  heldOut: { n: number; joined: number }
  direct: Effect
  spillOver: { joined: number; rate: number | null; low: number; high: number }
}

/** @returns null where nobody is held out */
export async function incrementalOf(
  deps: Deps,
  campaign: Campaign,
  definition: CampaignDefinition | null,
): Promise<Incremental | null> {
  if (definition?.experiment?.holdOut === undefined) return null
  const { treated, heldOut } = await outcomes(deps.db, campaign.id)
  const byHousehold = definition.experiment.unit === 'household'
  const designEffect = byHousehold ? await designEffectOf(deps.db, campaign.id) : 1
  const people = [treated, heldOut].map(({ n, joined }) => ({ n, successes: joined }))
  const [written, kept] = asUnits(people, designEffect)
  const direct = { ...effectOf(written!, kept!), difference: effectOf(people[0]!, people[1]!).difference }
  const [over] = asUnits([{ n: heldOut.n, successes: heldOut.shared }], designEffect)
  const { low, high } = alwaysInterval(over!.n, over!.successes, usualAlpha)
  const rate = rateOf({ n: heldOut.n, successes: heldOut.shared })
  return {
    treated: { n: treated.n, joined: treated.joined },
    heldOut: { n: heldOut.n, joined: heldOut.joined },
    direct,
    spillOver: { joined: heldOut.shared, rate, low, high },
  }
}
