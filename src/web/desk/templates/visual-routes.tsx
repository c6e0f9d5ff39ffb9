import { type Context, Hono } from 'hono'
import { AppError } from '../../../core/error.ts'
import type { Deps } from '../../../engine/deps.ts'
import { mayWrite } from '../../../engine/drafts.ts'
import { listLayouts } from '../../../engine/templates.ts'
import { type LayoutDraft, layoutDraft } from '../../../engine/templates-draft.ts'
import { closeVisual, openVisual } from '../../../engine/templates-visual.ts'
import { type VisualWords, visualWords } from '../../../i18n/desk/visual-words.ts'
import { canvasPage, type Env } from '../../answer.tsx'
import { say } from '../../ui/say.ts'
import { typedIn } from '../editor/typed.ts'
import { viewerOf } from '../viewer.ts'
import { addressOf } from './list.tsx'
import { VisualPage } from './visual.tsx'
import { nameOfTag } from './visual-names.ts'
import { visualSettings } from './visual-settings.ts'

/**
 * The visual editor of a layout, below /desk/templates. Taking a text apart and putting it together again is done here
 * and changes nothing; saving is the other page's.
 */
export function visualRoutes(deps: Deps): Hono<Env> {
  const routes = new Hono<Env>()
  routes.get('/:name/visual', (c) => show(deps, c))
  routes.post('/:name/visual/open', async (c) => {
    await named(deps, c)
    const source = (await typedIn(c))('source') ?? ''
    const language = c.get('deskLanguage')
    return answer(c, () => ({
      visual: openVisual({ source, language, name: (tag) => nameOfTag(language, tag) }),
    }))
  })
  routes.post('/:name/visual/source', async (c) => {
    await named(deps, c)
    const typed = await typedIn(c)
    return answer(c, () => ({
      source: closeVisual({ source: typed('source') ?? '', nodes: typed('nodes') ?? '[]' }),
    }))
  })
  return routes
}

async function show(deps: Deps, c: Context<Env>) {
  const draft = await named(deps, c)
  const { institutionId, role } = c.get('officer')
  const parts = (await listLayouts(deps, institutionId)).flatMap(
    ({ name }) => /^partials\/(.+)$/.exec(name)?.[1] ?? [],
  )
  const done =
    (['saved', 'unchanged', 'published'] as const).find((one) => one === c.req.query('done')) ?? null
  const viewer = { ...(await viewerOf(deps, c)), path: `${addressOf(draft.name)}/visual` }
  const settings = visualSettings(c.get('deskLanguage'), {
    parts: parts.filter((name) => name !== 'styles'),
    publicUrl: deps.settings.publicUrl,
  })
  const props = {
    viewer,
    draft,
    done,
    settings,
    writes: mayWrite(role),
    editorScript: c.get('styles').editor,
  }
  return canvasPage(c, <VisualPage {...props} />)
}

/** What cannot be shown is said in words, in the answer that the script waits for. */
function answer(c: Context<Env>, act: () => object): Response {
  try {
    return c.json(act())
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    const words = visualWords(c.get('deskLanguage')).refused
    const known = words[error.key as keyof VisualWords['refused']]
    return c.json({ refused: known ? say(c.get('deskLanguage'), known, error.params) : error.message })
  }
}

/** Another institution's layout is not there. */
async function named(deps: Deps, c: Context<Env>): Promise<LayoutDraft> {
  const name = (c.req.param('name') ?? '').replace('.', '/')
  const draft = await layoutDraft(deps, c.get('officer').institutionId, name)
  if (!draft) throw new AppError('not_found', 'layout', 'there is no such layout')
  return draft
}
