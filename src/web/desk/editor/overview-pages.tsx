import type { Context } from 'hono'
import { AppError, statusOf } from '../../../core/error.ts'
import type { Deps } from '../../../engine/deps.ts'
import { bodiesOf, draftOf, mayWrite, publishDraft } from '../../../engine/drafts.ts'
import { zipFolder } from '../../../engine/folder-zip.ts'
import { type Env, page, part } from '../../answer.tsx'
import { attachment } from '../../attachment.ts'
import { ownCampaign } from '../campaign-pages.tsx'
import { countsNow } from '../counting.tsx'
import { viewerOf } from '../viewer.ts'
import { OverviewPage, Texts } from './overview.tsx'
import { overviewView } from './overview-view.ts'
import { stageView } from './stages/stage-view.ts'

/**
 * The whole folder of a campaign: what is written, the archive of it, and its publishing.
 *
 * @param most  people up to whom the page counts the readers itself (`countedAtOnce`)
 */
export function overviewPages(deps: Deps, most: number) {
  const show = async (c: Context<Env>) => {
    if (c.req.query('part') !== 'texts') return render(c, null)
    const campaign = await ownCampaign(deps, c)
    const language = c.get('deskLanguage')
    const asked = { campaign, officer: c.get('officer'), language, counts: true, checks: false }
    return part(c, <Texts {...{ language, view: await overviewView(deps, asked) }} />)
  }

  const publish = async (c: Context<Env>) => {
    const campaign = await ownCampaign(deps, c)
    try {
      const { unchanged } = await publishDraft(deps, { campaign, officer: c.get('officer') })
      return c.redirect(`/desk/campaigns/${campaign.slug}/edit?done=${unchanged ? 'same' : 'published'}`, 303)
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      return render(c, error)
    }
  }

  const archive = async (c: Context<Env>) => {
    const campaign = await ownCampaign(deps, c)
    const files = bodiesOf(await draftOf(deps, campaign))
    return c.body(new Uint8Array(zipFolder(campaign.slug, files)), 200, {
      'Content-Type': 'application/zip',
      'Content-Disposition': attachment(`${campaign.slug}.zip`),
      'X-Content-Type-Options': 'nosniff',
    })
  }

  async function render(c: Context<Env>, problem: AppError | null) {
    const campaign = await ownCampaign(deps, c)
    const officer = c.get('officer')
    const source = (await draftOf(deps, campaign))['campaign.yaml']?.body ?? ''
    const counts = await countsNow(deps, c, most)
    if (!counts) c.set('runsDeskScript', true)
    const found = await stageView(deps, {
      campaign,
      officer,
      language: c.get('deskLanguage'),
      source,
      counts,
    })
    const viewer = { ...(await viewerOf(deps, c)), path: `/desk/campaigns/${campaign.slug}/edit` }
    const done = c.req.query('done') ?? null
    const props = {
      viewer,
      view: found.overview,
      standing: found.standing,
      writes: mayWrite(officer.role),
      problem,
      done,
    }
    return page(c, <OverviewPage {...props} />, problem ? statusOf[problem.code] : 200)
  }

  return { show, publish, archive }
}
