import type { CampaignDefinition } from '../core/campaign.ts'
import { Problems } from '../core/error.ts'
import { type LanguageTag, languageTags } from '../core/language.ts'

export type LanguageStatus = 'missing' | 'draft' | 'machine' | 'reviewed'

const ranks: readonly LanguageStatus[] = ['missing', 'draft', 'machine', 'reviewed']

/** A language is as far as its least finished mail; a person who joins must be able to go all the way. */
export function statusOfLanguages(
  definition: Pick<CampaignDefinition, 'steps'>,
  contents: readonly { step: string; variant: string; language: string; status: string }[],
): Record<string, LanguageStatus> {
  const tags = languageTags.filter((tag) => contents.some((content) => content.language === tag))
  const needed = definition.steps.filter((step) => step.channel === 'email')
  return Object.fromEntries(
    tags.map((tag) => {
      const found = needed.flatMap((step) =>
        (step.variants ?? ['']).map((variant): LanguageStatus => {
          const content = contents.find(
            (one) => one.step === step.id && one.variant === variant && one.language === tag,
          )
          return (content?.status as LanguageStatus | undefined) ?? 'missing'
        }),
      )
      return [tag, ranks[Math.min(...found.map((status) => ranks.indexOf(status)), 3)]!]
    }),
  )
}

/** @throws Problems `fallback` */
export function checkFallback(
  definition: CampaignDefinition,
  languages: Record<string, LanguageStatus>,
  place: string,
): void {
  const { fallback } = definition
  if (!fallback) return
  const status = languages[fallback] ?? 'missing'
  if (status === 'missing' || status === 'draft') {
    const line = `${place}campaign.yaml: fallback: "${fallback}" is ${status}; the fallback must be complete and not a draft`
    throw new Problems('fallback', [line])
  }
}

/** What an author should know about a language that is not ready. */
export function missingWords(
  definition: CampaignDefinition,
  contents: readonly { step: string; language: string }[],
  tag: string,
  status: LanguageStatus,
): string[] {
  if (status === 'draft') return [`${tag}: draft, its readers get another language until it is reviewed`]
  if (status !== 'missing') return []
  const missing = definition.steps.filter(
    (step) =>
      step.channel === 'email' && !contents.some((one) => one.step === step.id && one.language === tag),
  )
  return [`${tag}: ${missing.map((step) => step.id).join(', ')} missing, its readers get another language`]
}

/** Languages in which everything that is sent may be sent. */
export function readyLanguages(statuses: Readonly<Record<string, LanguageStatus>>): LanguageTag[] {
  return languageTags.filter((tag) => statuses[tag] === 'reviewed' || statuses[tag] === 'machine')
}
