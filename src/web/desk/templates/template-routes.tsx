import { type Context, Hono } from 'hono'
import { html } from 'hono/html'
import { AppError, Problems, statusOf } from '../../../core/error.ts'
import { isLanguageTag } from '../../../core/language.ts'
import { zoneOf } from '../../../core/time.ts'
import type { Deps } from '../../../engine/deps.ts'
import { mayWrite } from '../../../engine/drafts.ts'
import { lintLayout, listLayouts, usesOfLayout } from '../../../engine/templates.ts'
import {
  earlierLayout,
  type LayoutDraft,
  layoutDraft,
  publishLayout,
  removeLayout,
  saveLayout,
} from '../../../engine/templates-draft.ts'
import { previewLayout, sampleKindOf } from '../../../engine/templates-preview.ts'
import { editorWords } from '../../../i18n/desk/editor-words.ts'
import { institutionById } from '../../../store/institutions.ts'
import { layoutVersions } from '../../../store/templates.ts'
import { type Env, page, renewingPage } from '../../answer.tsx'
import { mailPage } from '../../headers.ts'
import { document, inScheme } from '../editor/preview-pages.ts'
import { likeBefore, typedIn } from '../editor/typed.ts'
import { viewerOf } from '../viewer.ts'
import { type Said, TemplatePage } from './edit.tsx'
import { saidOfFault } from './fault-words.ts'
import { addressOf, TemplatesPage } from './list.tsx'
import { NewTemplatePage, TemplateHistoryPage } from './more.tsx'
import { visualRoutes } from './visual-routes.tsx'

const nothingSaid: Said = { done: null, problem: null, faults: null, theirs: null }

/** Layouts of the institution, below /desk/templates. */
export function templateRoutes(deps: Deps): Hono<Env> {
  const routes = new Hono<Env>()
  routes.get('/', (c) => list(deps, c))
  routes.get('/new', (c) => fresh(deps, c, { name: '', from: 'letter' }, null))
  routes.post('/new', (c) => begin(deps, c))
  routes.get('/:name', (c) => show(deps, c))
  routes.post('/:name', (c) => act(deps, c))
  routes.post('/:name/check', (c) => check(deps, c))
  routes.post('/:name/preview', (c) => preview(deps, c))
  routes.post('/:name/remove', (c) => remove(deps, c))
  routes.get('/:name/history', (c) => history(deps, c))
  routes.post('/:name/history', (c) => restore(deps, c))
  routes.route('/', visualRoutes(deps))
  return routes
}

async function list(deps: Deps, c: Context<Env>) {
  const { institutionId, role } = c.get('officer')
  const lines = await listLayouts(deps, institutionId)
  const props = { viewer: await viewerOf(deps, c), lines, writes: mayWrite(role) }
  return page(c, <TemplatesPage {...props} timeZone={await zone(deps, c)} />)
}

async function fresh(
  deps: Deps,
  c: Context<Env>,
  typed: { name: string; from: string },
  problem: AppError | null,
) {
  if (!mayWrite(c.get('officer').role)) throw new AppError('forbidden', 'role', 'an officer writes layouts')
  const lines = await listLayouts(deps, c.get('officer').institutionId)
  const names = lines.map(({ name }) => name).filter((name) => !name.includes('/'))
  const viewer = { ...(await viewerOf(deps, c)), path: '/desk/templates/new' }
  const status = problem ? statusOf[problem.code] : 200
  return page(c, <NewTemplatePage {...{ viewer, names, typed, problem }} />, status)
}

async function begin(deps: Deps, c: Context<Env>) {
  const typed = await typedIn(c)
  const wish = { name: (typed('name') ?? '').trim(), from: typed('from') ?? 'letter' }
  const officer = c.get('officer')
  try {
    const model = await layoutDraft(deps, officer.institutionId, wish.from)
    if (!model) throw new AppError('not_found', 'layout', 'there is no such layout')
    const saved = await saveLayout(deps, { officer, name: wish.name, source: model.source, base: 'new' })
    if (saved.outcome !== 'saved') throw new AppError('conflict', 'saved-since', 'the name is taken')
    return c.redirect(addressOf(wish.name), 303)
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    return fresh(deps, c, wish, error)
  }
}

async function show(deps: Deps, c: Context<Env>) {
  const draft = await named(deps, c)
  const done =
    (['saved', 'unchanged', 'published'] as const).find((one) => one === c.req.query('done')) ?? null
  return render(deps, c, { draft, source: draft.source, said: { ...nothingSaid, done } })
}

async function act(deps: Deps, c: Context<Env>) {
  const typed = await typedIn(c)
  const officer = c.get('officer')
  const draft = await named(deps, c)
  const { name } = draft
  const source = likeBefore(typed('source') ?? '', draft.source)
  const base = typed('base') ?? ''
  try {
    if (typed('act') === 'check') return await checked(deps, c, { ...draft, base }, source)
    const saved = await saveLayout(deps, { officer, name, source, base })
    if (saved.outcome === 'conflict') {
      const theirs = saved.theirs?.source ?? ''
      return render(deps, c, { draft: saved.theirs ?? draft, source, said: { ...nothingSaid, theirs } })
    }
    const page = `${addressOf(name)}${typed('from') === 'visual' ? '/visual' : ''}`
    if (typed('act') !== 'publish') return c.redirect(`${page}?done=${saved.outcome}`, 303)
    await publishLayout(deps, { officer, name })
    return c.redirect(`${page}?done=published`, 303)
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    return render(deps, c, { draft: await named(deps, c), source, said: { ...nothingSaid, problem: error } })
  }
}

async function checked(deps: Deps, c: Context<Env>, draft: LayoutDraft, source: string) {
  const faults = await lintLayout(deps, { institution: await own(deps, c), name: draft.name, source })
  const lines = faults.map(({ line, column, what }) => `${draft.name}.mjml:${line}:${column}: ${what}`)
  return render(deps, c, { draft, source, said: { ...nothingSaid, faults: lines } })
}

/** The same for an editor: `{faults: [{line, column, what, said}]}`, `said` in the desk's language. Changes nothing. */
async function check(deps: Deps, c: Context<Env>) {
  const { name } = await named(deps, c)
  const source = (await typedIn(c))('source') ?? ''
  const faults = await lintLayout(deps, { institution: await own(deps, c), name, source })
  const language = c.get('deskLanguage')
  return c.json({ faults: faults.map((fault) => ({ ...fault, said: saidOfFault(language, fault.what) })) })
}

async function preview(deps: Deps, c: Context<Env>) {
  const { name } = await named(deps, c)
  const typed = await typedIn(c)
  const shown = typed('shown') ?? ''
  const asked = {
    institution: await own(deps, c),
    name,
    source: typed('source') ?? '',
    language: isLanguageTag(shown) ? shown : ('fr' as const),
    kind: sampleKindOf(typed('kind') ?? ''),
  }
  try {
    const seen = await previewLayout(deps, asked)
    return mailPage(c, inScheme(seen.html, typed('view') === 'dark' ? 'dark' : 'light'), 'self')
  } catch (error) {
    if (!(error instanceof Problems)) throw error
    const { wrong } = editorWords(c.get('deskLanguage')).preview
    const lines = error.lines.map((line) => html`<li>${line}</li>`)
    const body = html`<p>${wrong}</p><ul lang="en" dir="ltr">${lines}</ul>`
    return mailPage(c, document(c.get('deskLanguage'), body), 'self')
  }
}

async function remove(deps: Deps, c: Context<Env>) {
  const draft = await named(deps, c)
  try {
    await removeLayout(deps, { officer: c.get('officer'), name: draft.name })
    return c.redirect('/desk/templates', 303)
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    return render(deps, c, { draft, source: draft.source, said: { ...nothingSaid, problem: error } })
  }
}

async function history(deps: Deps, c: Context<Env>) {
  const draft = await named(deps, c)
  const chosen = c.req.query('version') ?? ''
  const props = {
    viewer: await viewerOf(deps, c),
    draft,
    versions: draft.own ? await layoutVersions(deps.db, draft.own.id) : [],
    compared: chosen ? { source: chosen, text: await earlierLayout(deps, draft, chosen) } : null,
    timeZone: await zone(deps, c),
    writes: mayWrite(c.get('officer').role),
  }
  return page(c, <TemplateHistoryPage {...props} />)
}

async function restore(deps: Deps, c: Context<Env>) {
  const draft = await named(deps, c)
  const typed = await typedIn(c)
  const source = await earlierLayout(deps, draft, typed('version') ?? '')
  const officer = c.get('officer')
  const saved = await saveLayout(deps, { officer, name: draft.name, source, base: typed('base') ?? '' })
  if (saved.outcome !== 'conflict') return c.redirect(`${addressOf(draft.name)}?done=${saved.outcome}`, 303)
  const said = { ...nothingSaid, theirs: saved.theirs?.source ?? '' }
  return render(deps, c, { draft: saved.theirs ?? draft, source, said })
}

async function render(deps: Deps, c: Context<Env>, it: { draft: LayoutDraft; source: string; said: Said }) {
  const { institutionId, role } = c.get('officer')
  const { problem, theirs } = it.said
  const props = {
    ...it,
    viewer: { ...(await viewerOf(deps, c)), path: addressOf(it.draft.name) },
    uses: await usesOfLayout(deps, institutionId, it.draft.name),
    timeZone: await zone(deps, c),
    writes: mayWrite(role),
  }
  return renewingPage(
    c,
    <TemplatePage {...props} />,
    problem ? statusOf[problem.code] : theirs === null ? 200 : 409,
  )
}

/** Another institution's layout is not there. */
async function named(deps: Deps, c: Context<Env>): Promise<LayoutDraft> {
  const name = (c.req.param('name') ?? '').replace('.', '/')
  const draft = await layoutDraft(deps, c.get('officer').institutionId, name)
  if (!draft) throw new AppError('not_found', 'layout', 'there is no such layout')
  return draft
}

const own = async (deps: Deps, c: Context<Env>) =>
  (await institutionById(deps.db, c.get('officer').institutionId))!

const zone = async (deps: Deps, c: Context<Env>) => zoneOf(null, (await own(deps, c)).country)
