import type { Context } from 'hono'
import { AppError, statusOf } from '../../../core/error.ts'
import { zoneOf } from '../../../core/time.ts'
import type { Deps } from '../../../engine/deps.ts'
import { draftOf, earlierText, mayWrite, saveDraft } from '../../../engine/drafts.ts'
import { draftVersions, editionsWith } from '../../../store/drafts.ts'
import { institutionById } from '../../../store/institutions.ts'
import { type Env, page } from '../../answer.tsx'
import { ownCampaign } from '../campaign-pages.tsx'
import { viewerOf } from '../viewer.ts'
import { pathOf } from './file-pages.tsx'
import { HistoryPage } from './history.tsx'
import { fileAddress } from './refusal.tsx'
import { typedIn } from './typed.ts'

/** What one file said before, in saved versions and in editions; any of them can be taken back. */
export function historyPages(deps: Deps) {
  const show = async (c: Context<Env>) => render(c, null)

  const restore = async (c: Context<Env>) => {
    const campaign = await ownCampaign(deps, c)
    const path = pathOf(c)
    const typed = await typedIn(c)
    try {
      const body = await earlierText(deps, campaign, path, typed('version') ?? '')
      const base = typed('base') ?? ''
      const saved = await saveDraft(deps, { campaign, officer: c.get('officer'), path, body, base })
      if (saved.outcome !== 'conflict')
        return c.redirect(`${fileAddress(campaign.slug, path)}&done=${saved.outcome}`, 303)
      return render(c, new AppError('conflict', 'saved-since', 'somebody saved this file in the meantime'))
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      return render(c, error)
    }
  }

  async function render(c: Context<Env>, problem: AppError | null) {
    const campaign = await ownCampaign(deps, c)
    const path = pathOf(c)
    const officer = c.get('officer')
    const [draft, saved, editions, institution] = await Promise.all([
      draftOf(deps, campaign),
      draftVersions(deps.db, campaign.id, path),
      editionsWith(deps.db, campaign.id, path),
      institutionById(deps.db, officer.institutionId),
    ])
    if (!saved.length && !editions.length) throw new AppError('not_found', 'path', 'there is no such file')
    const chosen = problem ? '' : (c.req.query('version') ?? '')
    const earlier = chosen ? await earlierText(deps, campaign, path, chosen) : null
    const props = {
      viewer: { ...(await viewerOf(deps, c)), path: `${c.req.path}?path=${encodeURIComponent(path)}` },
      slug: campaign.slug,
      path,
      versions: [
        ...saved.map((one) => ({ ...one, source: `v${one.version}`, hash: null })),
        ...editions.map((one) => ({ ...one, source: `e${one.id}`, version: null })),
      ].sort((a, b) => b.createdAt - a.createdAt),
      now: draft[path] ?? { body: '', base: '' },
      compared: earlier === null ? null : { source: chosen, body: earlier },
      timeZone: zoneOf(null, institution?.country ?? null),
      writes: mayWrite(officer.role),
      problem,
    }
    return page(c, <HistoryPage {...props} />, problem ? statusOf[problem.code] : 200)
  }

  return { show, restore }
}
