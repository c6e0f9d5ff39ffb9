import type { LanguageTag } from '../core/language.ts'
import { compileMail } from '../render/compile.ts'
import { layoutsWith, tolerant } from '../render/layout-check.ts'
import { renderMail } from '../render/message.ts'
import { type SampleKind, sampleContext, sampleKinds, sampleLetter } from '../render/sample-letters.ts'
import type { Institution } from '../store/institutions.ts'
import type { Deps } from './deps.ts'
import { templatesWith } from './templates.ts'

/**
 * A sample letter in the layout as its reader would get it, through the compiler and the renderer that send. A partial is
 * shown in the first layout that has it. Nothing is kept.
 *
 * @throws Problems what is wrong with the layout
 */
export async function previewLayout(
  deps: Deps,
  it: { institution: Institution; name: string; source: string; language: LanguageTag; kind: SampleKind },
): Promise<{ subject: string; html: string; text: string }> {
  const templates = await templatesWith(deps, it)
  const layout = layoutsWith(templates, it.name)[0] ?? 'letter'
  const { language, kind } = it
  const letter = sampleLetter(kind, { language, layout, institutionName: it.institution.name })
  const mail = await compileMail(tolerant(deps.compile), templates, letter)
  return renderMail(mail, sampleContext(language, mail.links, kind))
}

/** The kind of that name; the fullest where there is none. */
export const sampleKindOf = (name: string): SampleKind =>
  sampleKinds.find((kind) => kind === name) ?? 'campaign'
