import type { Context } from 'hono'
import { AppError, statusOf } from '../../../core/error.ts'
import type { Deps } from '../../../engine/deps.ts'
import { bodiesOf, draftOf, isFolderPath, mayWrite, noBase, saveDraft } from '../../../engine/drafts.ts'
import { testSend } from '../../../engine/test-send.ts'
import { editorWords } from '../../../i18n/desk/editor-words.ts'
import { officerAddresses } from '../../../store/test-reader.ts'
import { type Env, renewingPage } from '../../answer.tsx'
import { ownCampaign } from '../campaign-pages.tsx'
import { viewerOf } from '../viewer.ts'
import { CopyPage, type Said } from './copy-page.tsx'
import { textTyped } from './copy-text.ts'
import { copyView } from './copy-view.ts'
import { fileAddress } from './refusal.tsx'
import { type Typed, typedIn } from './typed.ts'

const nothingSaid: Said = { done: null, problem: null, conflict: null }

/** One file of a campaign: read, written, saved. What was typed is never lost to a refusal. */
export function filePages(deps: Deps) {
  const show = async (c: Context<Env>) =>
    render(
      c,
      { ...nothingSaid, done: c.req.query('done') ?? null },
      { typed: null, base: null },
      () => undefined,
    )

  const save = async (c: Context<Env>) => {
    const campaign = await ownCampaign(deps, c)
    const path = pathOf(c)
    const typed = await typedIn(c)
    const now = (await draftOf(deps, campaign))[path] ?? null
    const body = textTyped(path, typed, now?.body ?? null)
    const base = typed('base') ?? noBase
    // Another source beside it, and nothing else.
    if (typed('act') === 'show') return render(c, nothingSaid, { typed: body, base }, typed)
    try {
      const saved = await saveDraft(deps, { campaign, officer: c.get('officer'), path, body, base })
      if (saved.outcome !== 'conflict')
        return c.redirect(`${fileAddress(campaign.slug, path)}&done=${saved.outcome}`, 303)
      const theirs = saved.theirs?.body ?? ''
      return render(
        c,
        { ...nothingSaid, conflict: { theirs, yours: body } },
        { typed: body, base: null },
        typed,
      )
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      return render(c, { ...nothingSaid, problem: error }, { typed: body, base }, typed)
    }
  }

  const test = async (c: Context<Env>) => {
    const campaign = await ownCampaign(deps, c)
    const path = pathOf(c)
    const typed = await typedIn(c)
    const files = bodiesOf(await draftOf(deps, campaign))
    const body = textTyped(path, typed, files[path] ?? null)
    const form = { typed: body, base: typed('base') ?? noBase }
    const { mark } = editorWords(c.get('deskLanguage')).test
    const asked = { contact: typed('contact') ?? '', to: typed('to') ?? '', mark }
    try {
      const officer = c.get('officer')
      await testSend(deps, { campaign, officer, files: { ...files, [path]: body }, path, ...asked })
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      return render(c, { ...nothingSaid, problem: error }, form, typed)
    }
    return render(c, { ...nothingSaid, done: 'tested' }, form, typed)
  }

  /** @param form  what the fields hold; `base` null = the present state of the file */
  async function render(
    c: Context<Env>,
    said: Said,
    form: { typed: string | null; base: string | null },
    typed: Typed,
  ) {
    const campaign = await ownCampaign(deps, c)
    const path = pathOf(c)
    const draft = await draftOf(deps, campaign)
    const officer = c.get('officer')
    const view = await copyView(deps, {
      campaign,
      draft,
      path,
      typed: form.typed,
      source: typed('source') ?? c.req.query('source') ?? '',
      from: c.req.query('from') ?? '',
      whole: typed('text') !== undefined || c.req.query('whole') !== undefined,
    })
    const viewer = { ...(await viewerOf(deps, c)), path: fileAddress(campaign.slug, path) }
    const based = { ...view, base: form.base ?? view.base }
    const status = said.problem ? statusOf[said.problem.code] : said.conflict ? 409 : 200
    const writes = mayWrite(officer.role)
    const colleagues = writes ? await officerAddresses(deps.db, officer.institutionId) : []
    const kept = { contact: typed('contact') ?? '', to: typed('to') ?? officer.email }
    return renewingPage(c, <CopyPage {...{ viewer, said, writes, colleagues, kept }} view={based} />, status)
  }

  return { show, save, test }
}

/** Which file is meant. Nothing outside the folder, and no file of a kind that a campaign has not. */
export function pathOf(c: Context<Env>): string {
  const path = c.req.query('path') ?? ''
  if (!isFolderPath(path)) throw new AppError('not_found', 'path', 'there is no such file')
  return path
}
