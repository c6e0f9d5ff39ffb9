import type { Context } from 'hono'
import { AppError, statusOf } from '../../../core/error.ts'
import type { Deps } from '../../../engine/deps.ts'
import { bodiesOf, draftOf, mayWrite, startDraft } from '../../../engine/drafts.ts'
import { unzipFolder } from '../../../engine/folder-zip.ts'
import { emptyFolder } from '../../../engine/new-folder.ts'
import { findCampaign, listCampaigns } from '../../../store/campaigns.ts'
import { institutionById } from '../../../store/institutions.ts'
import { type Env, page } from '../../answer.tsx'
import { viewerOf } from '../viewer.ts'
import { BeginPage, type Begun } from './begin-page.tsx'
import { archiveIn, type Typed, typedIn } from './typed.ts'

const nothing: Begun = { slug: '', name: '', from: 'empty' }

/** A new campaign: out of nothing, out of one of the institution, or out of a folder. */
export function beginPages(deps: Deps) {
  const form = async (c: Context<Env>) => render(c, nothing, null)

  const begin = async (c: Context<Env>) => {
    const typed = await typedIn(c)
    const slug = typed('slug')?.trim() ?? ''
    try {
      const officer = c.get('officer')
      if (!mayWrite(officer.role)) throw new AppError('forbidden', 'role', 'an officer writes campaigns')
      await startDraft(deps, { slug, officer, files: await filesFor(c, typed) })
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      const begun = { slug, name: typed('name') ?? '', from: typed('from') ?? 'empty' }
      return render(c, begun, error)
    }
    return c.redirect(`/desk/campaigns/${slug}/edit`, 303)
  }

  async function filesFor(c: Context<Env>, typed: Typed): Promise<Record<string, string>> {
    const { institutionId } = c.get('officer')
    const from = typed('from') ?? ''
    if (from === 'zip') return unzipFolder((await archiveIn(c)) ?? new Uint8Array())
    if (from === 'empty') {
      const institution = (await institutionById(deps.db, institutionId))!
      const name = typed('name')?.trim() || typed('slug')?.trim() || ''
      return emptyFolder({ name, language: c.get('deskLanguage'), institution })
    }
    const source = from.startsWith('of:') ? await findCampaign(deps.db, from.slice(3)) : undefined
    if (source?.institutionId !== institutionId)
      throw new AppError('invalid', 'from', 'there is no such campaign to begin with')
    return bodiesOf(await draftOf(deps, source))
  }

  async function render(c: Context<Env>, begun: Begun, problem: AppError | null) {
    const officer = c.get('officer')
    const campaigns = await listCampaigns(deps.db, officer.institutionId)
    const slugs = campaigns.map(({ slug }) => slug).filter((slug) => !slug.startsWith('service-'))
    const viewer = { ...(await viewerOf(deps, c)), path: '/desk/campaigns/new' }
    const props = { viewer, slugs, begun, writes: mayWrite(officer.role) }
    const status = problem ? statusOf[problem.code] : 200
    return page(c, <BeginPage {...props} problem={problem} />, status)
  }

  return { form, begin }
}
