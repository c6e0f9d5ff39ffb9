import type { Context } from 'hono'
import { AppError } from '../../../core/error.ts'
import { zoneOf } from '../../../core/time.ts'
import type { Deps } from '../../../engine/deps.ts'
import {
  addReportLink,
  dropReportLink,
  mayShareReports,
  openReport,
  reportAddresses,
} from '../../../engine/report-link.ts'
import { isDeskLanguage } from '../../../i18n/desk/words.ts'
import { institutionById } from '../../../store/institutions.ts'
import { remembered } from '../../../store/remembered.ts'
import { type Env, page } from '../../answer.tsx'
import { attachment } from '../../attachment.ts'
import { formOf } from '../../reader.ts'
import { ownCampaign } from '../campaign-pages.tsx'
import { viewerOf } from '../viewer.ts'
import { ReportPage, SharedReportPage } from './report.tsx'
import { paperOf } from './report-paper.ts'
import { reportView } from './report-view.ts'

const reading = (deps: Deps): Deps => ({ ...deps, db: remembered(deps.db) })

/** The report of a campaign on the desk, as PDF, and behind a link that officers make and take back. */
export function reportPages(deps: Deps) {
  const show = async (c: Context<Env>) => {
    const campaign = await ownCampaign(deps, c)
    const { role, institutionId } = c.get('officer')
    const institution = await institutionById(deps.db, institutionId)
    return page(
      c,
      <ReportPage
        viewer={await viewerOf(deps, c)}
        view={await reportView(reading(deps), { campaign, language: c.get('deskLanguage') })}
        links={mayShareReports(role) ? await reportAddresses(deps, campaign) : null}
        hasPdf={deps.drawReport !== undefined}
        timeZone={zoneOf(institution?.timeZone ?? null, institution?.country ?? null)}
      />,
    )
  }

  const pdf = async (c: Context<Env>) => {
    const campaign = await ownCampaign(deps, c)
    if (!deps.drawReport) throw new AppError('not_found', 'pdf', 'no PDF is drawn here; print the page')
    const view = await reportView(deps, { campaign, language: c.get('deskLanguage') })
    const file = await deps.drawReport(paperOf(view))
    return c.body(new Uint8Array(file), 200, {
      'Content-Type': 'application/pdf',
      'Content-Disposition': attachment(`${campaign.slug}-${view.language}.pdf`),
    })
  }

  const share = async (c: Context<Env>) => {
    const campaign = await ownCampaign(deps, c)
    const form = await formOf(c)
    const wish = form('language')
    const language = isDeskLanguage(wish) ? wish : c.get('deskLanguage')
    await addReportLink(deps, { campaign, officer: c.get('officer'), language, days: Number(form('days')) })
    return c.redirect(`/desk/campaigns/${campaign.slug}/report`, 303)
  }

  const revoke = async (c: Context<Env>) => {
    const campaign = await ownCampaign(deps, c)
    await dropReportLink(deps, { campaign, officer: c.get('officer'), id: Number(c.req.param('id')) })
    return c.redirect(`/desk/campaigns/${campaign.slug}/report`, 303)
  }

  const shared = async (c: Context<Env>) => {
    const { campaign, link } = await openReport(deps, c.req.param('token') ?? '')
    const language = isDeskLanguage(link.language) ? link.language : 'fr'
    return page(c, <SharedReportPage view={await reportView(reading(deps), { campaign, language })} />)
  }

  return { show, pdf, share, revoke, shared }
}
