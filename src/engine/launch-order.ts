import type { CampaignDefinition } from '../core/campaign.ts'
import { interleave } from '../core/interleave.ts'
import { type Keys, keyedNumber } from '../core/token.ts'
import type { LaunchPlan } from '../store/launch.ts'
import type { Funnel } from './funnel.ts'
import { waveCounts, waveStarts } from './schedule.ts'

const prime = 2_147_483_647

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
): Pick<LaunchPlan, 'waveEnds' | 'languages' | 'variants' | 'salts'> {
  const variants = variantsOf(definition)
  const salt = (name: string) => keyedNumber(keys, `waves/${slug}/${name}`) % prime
  let end = 0
  return {
    waveEnds: waveCounts(waveStarts(definition, 0), counted.final).map((count) => {
      end += count
      return end
    }),
    languages: languagesOf(counted.byLanguage, variants.length),
    variants,
    salts: [salt('scale') || 1, salt('shift'), salt('first'), salt('second')],
  }
}

const variantsOf = (definition: CampaignDefinition) =>
  definition.steps.find((step) => step.trigger === 'launch' && step.variants)?.variants ?? []

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
