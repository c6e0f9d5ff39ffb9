import type { CampaignDefinition } from '../core/campaign.ts'
import { usualExperiment } from '../core/experiment/settings.ts'
import { interleave } from '../core/interleave.ts'
import { type Keys, keyedNumber } from '../core/token.ts'
import { dealtVariants } from '../core/variants.ts'
import { prime, type Salts } from '../store/keyed-order.ts'
import type { LaunchPlan } from '../store/launch.ts'
import type { Funnel } from './funnel.ts'
import { waveCounts, waveStarts } from './schedule.ts'

/**
 * In which order an audience takes its places, where the waves end, and who begins with which variant. The same for the
 * same audience and secret, so a launch that broke off and is tried again comes to the same.
 *
 * @param counted  the audience as it was counted just now
 */
export function launchOrder(
  keys: Keys,
  slug: string,
  definition: CampaignDefinition,
  counted: Pick<Funnel, 'final' | 'byLanguage'>,
): Pick<LaunchPlan, 'waveEnds' | 'languages' | 'variants' | 'salts' | 'byHousehold' | 'holdOut'> {
  const variants = dealtVariants(definition)
  const { unit, holdOut } = definition.experiment ?? usualExperiment
  let end = 0
  return {
    waveEnds: waveCounts(waveStarts(definition, 0), counted.final).map((count) => {
      end += count
      return end
    }),
    languages: languagesOf(counted.byLanguage, variants.length),
    variants,
    salts: saltsOf(keys, `waves/${slug}`),
    byHousehold: unit === 'household',
    holdOut: holdOut ? { share: holdOut, salts: saltsOf(keys, `hold-out/${slug}`) } : null,
  }
}

/** Four numbers that give an order of contacts which nobody without the secret can foresee; others for each purpose. */
export function saltsOf(keys: Keys, purpose: string): Salts {
  const salt = (name: string) => keyedNumber(keys, `${purpose}/${name}`) % prime
  return [salt('scale') || 1, salt('shift'), salt('first'), salt('second')]
}

/** Each language goes on with the variant after the last one of the language before, so that none is favoured. */
function languagesOf(byLanguage: Readonly<Record<string, number>>, variants: number) {
  const merges = interleave(byLanguage)
  let before = 0
  return Object.keys(merges)
    .sort()
    .map((language) => {
      const firstVariant = variants ? before % variants : 0
      before += byLanguage[language]!
      return { language, merges: merges[language]!, firstVariant }
    })
}
