import type { Context } from 'hono'
import { inLanguage } from '../../core/campaign.ts'
import { AppError, statusOf } from '../../core/error.ts'
import { stopRules } from '../../core/stop-settings.ts'
import { zoneOf } from '../../core/time.ts'
import { approve } from '../../engine/approve.ts'
import type { Deps } from '../../engine/deps.ts'
import { finish, pause } from '../../engine/launch.ts'
import { launchChecked } from '../../engine/launch-checked.ts'
import { preflight } from '../../engine/preflight.ts'
import { resume } from '../../engine/resume.ts'
import { waitingFor } from '../../engine/review.ts'
import { mostComment } from '../../engine/review-note.ts'
import { sendBack } from '../../engine/send-back.ts'
import { settlePost } from '../../engine/settle.ts'
import { tallied } from '../../engine/stats.ts'
import { submit } from '../../engine/submit.ts'
import { type Campaign, editionById, findCampaign, listCampaigns } from '../../store/campaigns.ts'
import { institutionById, type Officer } from '../../store/institutions.ts'
import { remembered } from '../../store/remembered.ts'
import { type Env, page, part } from '../answer.tsx'
import { formOf, longFieldOf } from '../reader.ts'
import { CampaignPage, PlanPart } from './campaign.tsx'
import { campaignView } from './campaign-view.ts'
import { type CampaignLine, CampaignsPage } from './campaigns.tsx'
import { countsNow } from './counting.tsx'
import { type Act, isAct, mayByRole } from './permissions.ts'
import { viewerOf } from './viewer.ts'

/** @param most  people up to whom the page counts the audience itself (`countedAtOnce`) */
export function campaignPages(deps: Deps, most: number) {
  const list = async (c: Context<Env>) => {
    const officer = c.get('officer')
    const campaigns = await listCampaigns(deps.db, officer.institutionId)
    const once = reading()
    const lines = await Promise.all(campaigns.map((campaign) => lineOf(once, c, campaign)))
    const institution = await institutionById(deps.db, officer.institutionId)
    const timeZone = zoneOf(null, institution?.country ?? null)
    return page(
      c,
      <CampaignsPage
        viewer={await viewerOf(deps, c)}
        lines={lines}
        waiting={await waitingLines(c)}
        timeZone={timeZone}
        veil={officer.role === 'analyst'}
      />,
    )
  }

  async function waitingLines(c: Context<Env>) {
    const waiting = await waitingFor(deps, c.get('officer'))
    return waiting.map(({ campaign, edition, state }) => {
      const { name, fallback } = edition.definition
      return { slug: campaign.slug, name: inLanguage(name, c.get('deskLanguage'), fallback), state }
    })
  }

  async function lineOf(once: Deps, c: Context<Env>, campaign: Campaign): Promise<CampaignLine> {
    const edition = campaign.editionId === null ? undefined : await editionById(once.db, campaign.editionId)
    const { audience, sent, joins } = await tallied(once, campaign)
    const { slug, state, launchedAt, createdAt } = campaign
    const name = edition
      ? inLanguage(edition.definition.name, c.get('deskLanguage'), edition.definition.fallback)
      : slug
    return { slug, name, state, launchedAt, createdAt, audience, sent, joins }
  }

  /** Many parts of a campaign's page ask for the same edition and the same house. */
  const reading = (): Deps => ({ ...deps, db: remembered(deps.db) })

  const show = async (c: Context<Env>) => {
    const campaign = await ownCampaign(deps, c)
    if (c.req.query('part') === 'plan') {
      const language = c.get('deskLanguage')
      const view = await campaignView(reading(), {
        campaign,
        officer: c.get('officer'),
        language,
        counts: true,
      })
      return part(c, <PlanPart {...{ language, view }} />)
    }
    return render(c, campaign, { done: c.req.query('done') ?? null, problem: null, typed: '' }, 200)
  }

  const act = async (c: Context<Env>) => {
    const campaign = await ownCampaign(deps, c)
    const name = c.req.param('act') ?? ''
    if (!isAct(name)) throw new AppError('not_found', 'act', 'there is no such action')
    const form = await formOf(c)
    return attempt(c, campaign, name, async (officer) => {
      if (!mayByRole(officer.role, name))
        throw new AppError('forbidden', 'role', `a ${officer.role} cannot ${name}`)
      const comment = await longFieldOf(c, 'comment', mostComment)
      await perform(deps, name, { campaign, officer, comment }, form)
    })
  }

  const settle = async (c: Context<Env>) => {
    const campaign = await ownCampaign(deps, c)
    const form = await formOf(c)
    return attempt(c, campaign, 'settle', async (officer) => {
      if (!mayByRole(officer.role, 'settle'))
        throw new AppError('forbidden', 'role', `a ${officer.role} cannot settle`)
      const messageId = Number(form('message'))
      if (!Number.isSafeInteger(messageId))
        throw new AppError('invalid', 'message', 'there is no such message')
      await settlePost(deps, { campaign, officer, messageId, arrived: form('arrived') === 'yes' })
    })
  }

  const look = async (c: Context<Env>) => {
    const campaign = await ownCampaign(deps, c)
    return attempt(c, campaign, 'preflight', async (officer) => {
      if (!mayByRole(officer.role, 'preflight'))
        throw new AppError('forbidden', 'role', `a ${officer.role} cannot look at the sending domain`)
      await preflight(deps, { campaign, officerId: officer.id })
    })
  }

  /** Does it and comes back to the campaign; a refusal is said on the campaign's own page, where one can see why. */
  async function attempt(
    c: Context<Env>,
    campaign: Campaign,
    done: string,
    work: (officer: Officer) => Promise<void>,
  ) {
    try {
      await work(c.get('officer'))
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      const fresh = (await findCampaign(deps.db, campaign.slug)) ?? campaign
      const typed = await longFieldOf(c, 'comment', mostComment)
      return render(c, fresh, { done: null, problem: error.key, typed }, statusOf[error.code])
    }
    return c.redirect(`/desk/campaigns/${campaign.slug}?done=${done}`, 303)
  }

  async function render(
    c: Context<Env>,
    campaign: Campaign,
    said: { done: string | null; problem: string | null; typed: string },
    status: 200 | 400 | 403 | 404 | 409 | 503,
  ) {
    const language = c.get('deskLanguage')
    const counts = await countsNow(deps, c, most)
    const view = await campaignView(reading(), { campaign, officer: c.get('officer'), language, counts })
    if (!view.counted) c.set('runsDeskScript', true)
    return page(c, <CampaignPage viewer={await viewerOf(deps, c)} view={view} {...said} />, status)
  }

  return { list, show, act, settle, look }
}

/** Another institution's campaign is as if it were not there: not even its name is confirmed. */
export async function ownCampaign(deps: Deps, c: Context<Env>): Promise<Campaign> {
  const slug = c.req.param('slug') ?? ''
  const campaign = await findCampaign(deps.db, slug)
  if (campaign?.institutionId !== c.get('officer').institutionId) {
    throw new AppError('not_found', 'campaign', 'there is no such campaign')
  }
  return campaign
}

async function perform(
  deps: Deps,
  act: Act,
  who: { campaign: Campaign; officer: Officer; comment: string },
  form: (name: string) => string,
): Promise<void> {
  const asked = { campaign: who.campaign, officerId: who.officer.id }
  const reading = { ...who, seen: form('seen') || undefined }
  if (act === 'submit') await submit(deps, reading)
  else if (act === 'return') await sendBack(deps, reading)
  else if (act === 'approve') await approve(deps, reading)
  else if (act === 'launch') await launchChecked(deps, asked)
  else if (act === 'pause') await pause(deps, asked)
  else if (act === 'resume')
    await resume(deps, { ...asked, despite: stopRules.find((rule) => rule === form('despite')) })
  else await finish(deps, asked)
}
