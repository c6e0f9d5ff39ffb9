import { z } from 'zod'
import type { CampaignDefinition } from '../campaign.ts'
import { hourSchema } from '../schedule/window.ts'
import { variantsOf } from '../variants.ts'

/**
 * `experiment` of campaign.yaml: how variants are dealt out, and who is left out so that the effect can be told.
 *
 * - `unit`       who gets one variant together: a person, or a household (custom field `household` of the contact)
 * - `allocate`   waves after the first are dealt out by what the earlier ones showed
 * - `floor`      least share of a variant in such a wave
 * - `objective`  what they showed: joins or human clicks, each less unsubscribes and complaints. Opens decide nothing
 * - `holdOut`    share of the audience that gets no message
 * - `slots`      by variant the hour of the reader's own clock at which its mail goes out (slots.ts, slot-problems.ts)
 */
export const experimentSchema = z.strictObject({
  unit: z.enum(['person', 'household']).default('person'),
  allocate: z.boolean().default(false),
  floor: z.number().min(0.01).max(0.5).default(0.1),
  objective: z.enum(['joins', 'clicks']).default('joins'),
  holdOut: z.number().min(0.001).max(0.5).optional(),
  slots: z.record(z.string(), hourSchema).optional(),
})
export type ExperimentSettings = z.infer<typeof experimentSchema>

export const usualExperiment: ExperimentSettings = experimentSchema.parse({})

/** What an experiment cannot be, a line each. */
export function experimentProblems(
  definition: Pick<CampaignDefinition, 'steps' | 'waves' | 'experiment' | 'class' | 'tracking'>,
): { at: PropertyKey[]; what: string }[] {
  const { experiment, waves, tracking } = definition
  if (!experiment) return []
  const problems: { at: PropertyKey[]; what: string }[] = []
  const variants = variantsOf(definition)
  const at = (part: string) => ['experiment', part]
  if (experiment.allocate && variants.length < 2)
    problems.push({ at: at('allocate'), what: 'there are no variants to deal out: give a step "variants"' })
  if (experiment.allocate && waves.length < 2)
    problems.push({ at: at('allocate'), what: 'there is one wave only: nothing is known when it goes out' })
  if (experiment.allocate && tracking === 'none' && experiment.objective === 'clicks')
    problems.push({ at: at('objective'), what: 'with "tracking: none" no clicks are counted: write joins' })
  if (experiment.allocate && experiment.floor * variants.length > 1)
    problems.push({
      at: at('floor'),
      what: `${variants.length} variants cannot each have ${experiment.floor} at least: write ${(1 / variants.length).toFixed(2)} or less`,
    })
  if (experiment.holdOut !== undefined && definition.class === 'notice')
    problems.push({ at: at('holdOut'), what: 'a notice is owed to everybody: nobody can be held out' })
  return problems
}
