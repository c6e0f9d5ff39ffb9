import { type CampaignDefinition, isNotice } from '../core/campaign.ts'
import { AppError, Problems } from '../core/error.ts'
import { isLanguageTag, type LanguageTag, languageTags } from '../core/language.ts'
import { variantsOf } from '../core/variants.ts'
import { type Copy, readCopy } from '../render/copy.ts'

/** One copy file and its place in the campaign. */
export type Source = { path: string; step: string; variant: string; language: LanguageTag; copy: Copy }

/** Sorts the files into steps, variants and languages; a file that fits nowhere is a problem, not a silence. */
export function readSources(
  files: Record<string, string>,
  definition: CampaignDefinition,
  place: string,
): Source[] {
  const problems: string[] = []
  // What has no step of its own comes in the variants of those that do.
  const variants = variantsOf(definition)
  const sources: Source[] = []
  for (const path of Object.keys(files).sort()) {
    if (path === 'campaign.yaml') continue
    const parts = path.split('.')
    const extension = parts.pop()
    const language = parts.pop() ?? ''
    const [step, variant = '', ...rest] = parts
    const home = definition.steps.find((one) => one.id === step)
    const wanted = step === 'landing' ? 'md' : step === 'share' || home?.channel === 'x' ? 'txt' : 'md'
    const known = home || step === 'landing' || step === 'share'
    if (!known || rest.length || extension !== wanted) {
      problems.push(
        `${place}${path}: belongs to no step of campaign.yaml (expected <step>.<language>.md, or .txt for posts)`,
      )
    } else if (!home && isNotice(definition)) {
      problems.push(`${place}${path}: a notice is not passed on: it has no landing page and no share text`)
    } else if (!isLanguageTag(language)) {
      problems.push(`${place}${path}: "${language}" is not one of ${languageTags.join(', ')}`)
    } else if (variant && !(home ? home.variants : variants)?.includes(variant)) {
      problems.push(`${place}${path}: ${home ? `step ${step}` : 'the campaign'} has no variant "${variant}"`)
    } else {
      try {
        const copy = readCopy(`${place}${path}`, files[path]!)
        sources.push({ path: `${place}${path}`, step: step!, variant, language, copy })
      } catch (error) {
        problems.push(...linesOf(error))
      }
    }
  }
  if (problems.length) throw new Problems('copy', problems)
  return sources.flatMap((source) => forVariants(source, definition, sources))
}

/**
 * A file without a variant stands for all variants of its step that have none of their own, as a copy for each: whatever
 * comes of a mail is then counted under its variant, though the words are the same.
 */
function forVariants(
  source: Source,
  { steps }: CampaignDefinition,
  sources: readonly Source[],
): readonly Source[] {
  const variants = steps.find(({ id }) => id === source.step)?.variants
  if (!variants || source.variant) return [source]
  const has = (variant: string) =>
    sources.some(
      (one) => one.step === source.step && one.variant === variant && one.language === source.language,
    )
  return variants.filter((variant) => !has(variant)).map((variant) => ({ ...source, variant }))
}

/** What is wrong, a line each. Anything but a problem of the person's own making goes on upwards. */
export function linesOf(error: unknown): readonly string[] {
  if (error instanceof Problems) return error.lines
  if (error instanceof AppError) return [error.message]
  throw error
}
