import { type CampaignDefinition, inLanguage, type Step } from '../core/campaign.ts'
import { Problems } from '../core/error.ts'
import { ofVariant } from '../core/variants.ts'
import { compileMail } from '../render/compile.ts'
import { compilePage, compilePost, compileShareText } from '../render/post.ts'
import type { Content } from '../store/campaigns.ts'
import type { Institution } from '../store/institutions.ts'
import type { Deps } from './deps.ts'
import { withBaseWords } from './landing-words.ts'
import { linesOf, type Source } from './publish-sources.ts'

/** A content before it has a row; `urls` are the destinations its links stand for. */
export type Compiled = Omit<Content, 'id' | 'editionId' | 'links'> & { urls: string[] }

/** Compiles every copy file. All faults of all files are named in one go. @throws Problems `copy` */
export async function compileAll(
  deps: Deps,
  definition: CampaignDefinition,
  institution: Institution,
  sources: readonly Source[],
): Promise<{ contents: Compiled[]; warnings: string[] }> {
  const problems: string[] = []
  const warnings: string[] = []
  const contents: Compiled[] = []
  for (const source of sources) {
    try {
      const compiled = await compileOne(deps, definition, institution, sources, source)
      const { step, variant, language } = source
      contents.push({
        step,
        variant,
        language,
        status: source.copy.status,
        subject: compiled.subject ?? '',
        preheader: compiled.preheader ?? '',
        html: compiled.html ?? '',
        text: compiled.text ?? '',
        urls: compiled.links ?? [],
      })
      warnings.push(...(compiled.warnings ?? []))
    } catch (error) {
      problems.push(...linesOf(error))
    }
  }
  // A file that stands for several variants is compiled for each, and says what is wrong with it once.
  if (problems.length) throw new Problems('copy', [...new Set(problems)])
  return { contents, warnings: [...new Set(warnings)] }
}

type AnyCompiled = {
  subject?: string
  preheader?: string
  html?: string
  text?: string
  links?: string[]
  warnings?: string[]
}

async function compileOne(
  deps: Deps,
  definition: CampaignDefinition,
  institution: Institution,
  sources: readonly Source[],
  { path, step: stepName, variant, language, copy }: Source,
): Promise<AnyCompiled> {
  if (stepName === 'landing') {
    const page = withBaseWords(copy, baseOf(sources, language))
    return compilePage({ path, language, copy: page, definition })
  }
  if (stepName === 'share') return compileShareText({ path, language, copy })
  const step = definition.steps.find((one) => one.id === stepName) as Step
  if (step.channel === 'x') return compilePost({ path, language, copy, definition })
  const shared = ofVariant(
    sources.filter((one) => one.step === 'share' && one.language === language),
    variant,
  )
  return compileMail(deps.compile, deps.templates, {
    path,
    language,
    copy,
    definition,
    step,
    institutionName: inLanguage(definition.sender.name, language, definition.fallback) || institution.name,
    shareText: shared ? compileShareText({ path: shared.path, language, copy: shared.copy }).text : null,
  })
}

const baseOf = (sources: readonly Source[], language: string) =>
  sources.find((one) => one.step === 'landing' && one.variant === '' && one.language === language)?.copy ??
  null
