import { z } from 'zod'
import { AppError } from '../core/error.ts'
import { languageTags } from '../core/language.ts'
import { findOfficer, type Officer } from '../store/institutions.ts'
import { layoutsOf } from '../store/templates.ts'
import { command } from './command.ts'
import type { Deps } from './deps.ts'
import { institutionNamed, noOfficer } from './named.ts'
import { lintLayout, listLayouts } from './templates.ts'
import { earlierLayout, layoutDraft, publishLayout, removeLayout, saveLayout } from './templates-draft.ts'
import { previewLayout } from './templates-preview.ts'

const owned = z.strictObject({ institution: z.string().optional() })
const named = owned.extend({ name: z.string() })
const acted = named.extend({ as: z.string() })

/** Layouts as an operator says them, by names. */
export const templateCommands = {
  'template list': command(owned, async (deps, it) => {
    const { id } = await institutionNamed(deps, it.institution)
    const lines = await listLayouts(deps, id)
    return {
      templates: lines.map(({ name, house, own, uses }) => ({
        name,
        house,
        version: own?.version ?? null,
        published: own?.published ?? null,
        usedBy: uses.map(({ slug }) => slug),
        publishAnew: uses.filter(({ stale }) => stale).map(({ slug }) => slug),
      })),
    }
  }),
  'template show': command(named.extend({ version: z.string().optional() }), async (deps, it) => {
    const { id } = await institutionNamed(deps, it.institution)
    const draft = await layoutDraft(deps, id, it.name)
    if (!draft)
      throw new AppError('not_found', 'layout', `there is no layout "${it.name}"; see template list`)
    const source = it.version === undefined ? draft.source : await earlierLayout(deps, draft, it.version)
    return { name: it.name, source }
  }),
  'template save': command(acted.extend({ source: z.string() }), async (deps, it) => {
    const officer = await whoActs(deps, it)
    const saved = await saveLayout(deps, { officer, name: it.name, source: it.source })
    if (saved.outcome === 'conflict')
      throw new AppError('conflict', 'saved-since', `somebody saved ${it.name} at the same moment: try again`)
    return { name: it.name, ...saved }
  }),
  'template preview': command(
    named.extend({ language: z.enum(languageTags).default('fr') }),
    async (deps, it) => {
      const institution = await institutionNamed(deps, it.institution)
      const draft = await layoutDraft(deps, institution.id, it.name)
      if (!draft)
        throw new AppError('not_found', 'layout', `there is no layout "${it.name}"; see template list`)
      const asked = { institution, name: it.name, source: draft.source }
      const faults = await lintLayout(deps, asked)
      const seen = await previewLayout(deps, { ...asked, language: it.language, kind: 'campaign' })
      return {
        ...seen,
        faults: faults.map(({ line, column, what }) => `${it.name}.mjml:${line}:${column}: ${what}`),
      }
    },
  ),
  'template publish': command(acted, async (deps, it) =>
    publishLayout(deps, { officer: await whoActs(deps, it), name: it.name }),
  ),
  'template remove': command(acted, async (deps, it) =>
    removeLayout(deps, { officer: await whoActs(deps, it), name: it.name }),
  ),
  'template export': command(owned, async (deps, it) => {
    const { id } = await institutionNamed(deps, it.institution)
    const own = await layoutsOf(deps.db, id)
    return { files: Object.fromEntries(own.map(({ name, source }) => [`${name}.mjml`, source])) }
  }),
}

async function whoActs(deps: Deps, it: { institution?: string | undefined; as: string }): Promise<Officer> {
  const institution = await institutionNamed(deps, it.institution)
  const officer = await findOfficer(deps.db, institution.id, it.as)
  if (!officer) throw await noOfficer(deps, it.as, institution)
  return officer
}
