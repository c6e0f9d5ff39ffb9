import type { CampaignDefinition } from './campaign.ts'

/**
 * Every variant of a campaign, in the order in which its steps name them. The places are sealed into share links
 * (`variantNumber`): a campaign that was launched keeps its definition, so they hold as long as its links do.
 */
export function variantsOf({ steps }: Pick<CampaignDefinition, 'steps'>): string[] {
  return [...new Set(steps.flatMap(({ variants }) => variants ?? []))]
}

/** Those that the launch deals out: of its first step that has any. */
export const dealtVariants = ({ steps }: Pick<CampaignDefinition, 'steps'>): readonly string[] =>
  steps.find(({ trigger, variants }) => trigger === 'launch' && variants)?.variants ?? []

/** Place of a variant, from 1 on; 0 = none, and for a name that the campaign does not have. */
export const variantNumber = (definition: Pick<CampaignDefinition, 'steps'>, name: string): number =>
  variantsOf(definition).indexOf(name) + 1

/** More variants than a campaign can have: what is above them in a mark is the wave. */
const mostVariants = 256

/**
 * What a link says of whoever got the mail it stands in: the place of the variant and, where waves are dealt out by
 * results, the wave by whose shares it was dealt (0 = none). Without a wave it is the place alone.
 */
export const variantMark = (
  definition: Pick<CampaignDefinition, 'steps'>,
  name: string,
  wave: number,
): number => variantNumber(definition, name) + mostVariants * wave

/** The wave of a mark; null for none. */
export const waveOfMark = (mark = 0): number | null => Math.floor(mark / mostVariants) || null

/** The variant of a mark; empty for none, and for a place that is not there. */
export const variantNamed = (definition: Pick<CampaignDefinition, 'steps'>, mark = 0): string =>
  variantsOf(definition)[(mark % mostVariants) - 1] ?? ''

/** Of several contents of one language the reader's own variant, else the one without, else the first. */
export function ofVariant<T extends { variant: string }>(
  contents: readonly T[],
  variant: string,
): T | undefined {
  return (
    contents.find((one) => one.variant === variant) ??
    contents.find((one) => one.variant === '') ??
    contents[0]
  )
}
