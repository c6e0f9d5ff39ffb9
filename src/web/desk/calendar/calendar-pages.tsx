import type { Context } from 'hono'
import { AppError, statusOf } from '../../../core/error.ts'
import { instantOf } from '../../../core/schedule/clock.ts'
import type { Deps } from '../../../engine/deps.ts'
import { isWall, moveStep } from '../../../engine/move-step.ts'
import { houseZone, refusal } from '../../../engine/move-time.ts'
import { longer, moveWave } from '../../../engine/move-wave.ts'
import { type Campaign, findCampaign } from '../../../store/campaigns.ts'
import { remembered } from '../../../store/remembered.ts'
import { type Env, page } from '../../answer.tsx'
import { formOf } from '../../reader.ts'
import { countsNow } from '../counting.tsx'
import { viewerOf } from '../viewer.ts'
import { CalendarPage } from './calendar.tsx'
import { calendarView } from './calendar-view.ts'
import { isOutcome, type Said } from './move-said.tsx'
import { momentIfAny, moveView, waveIfAny, waveView } from './move-view.ts'

type Status = 200 | (typeof statusOf)[keyof typeof statusOf]

/**
 * `GET /desk/calendar?view=month|week|list&at=2026-12`: what one institution sends, and nothing of any other.
 * @param most  people up to whom audiences are counted before the page is answered (`countedAtOnce`)
 */
export function calendarPages(deps: Deps, most: number) {
  const show = async (c: Context<Env>) =>
    render(c, { view: c.req.query('view'), at: c.req.query('at'), said: await saidOf(c) })

  async function render(
    c: Context<Env>,
    it: { view: string | undefined; at: string | undefined; said: Said | null },
    status: Status = 200,
  ) {
    const counts = await countsNow(deps, c, most)
    const asked = {
      officer: c.get('officer'),
      language: c.get('deskLanguage'),
      view: it.view,
      at: it.at,
      counts,
    }
    // Each campaign asks for its house, its holidays and its months again.
    const view = await calendarView({ ...deps, db: remembered(deps.db) }, asked)
    const viewer = { ...(await viewerOf(deps, c)), path: '/desk/calendar' }
    c.set('runsShareScript', true)
    return page(c, <CalendarPage {...{ viewer, view }} said={it.said} />, status)
  }

  /** `POST /desk/calendar/move`: back to the same days, which say what became of it. */
  const move = async (c: Context<Env>) => {
    const form = await formOf(c)
    const campaign = await ownCampaign(c, form('campaign'))
    const [step, wave, here] = [form('step'), waveIn(form('wave')), { view: form('view'), at: form('at') }]
    const at = form('launch') === 'yes' ? null : `${form('date')} ${form('time').slice(0, 5)}`
    try {
      const officer = c.get('officer')
      if (form('start')) {
        const [seen, start] = [form('seen'), form('start')]
        const after = form('after') || (await distance(deps, campaign, { seen, start, at }))
        const { outcome } = await moveWave(deps, { campaign, officer, wave, after, seen })
        const said = {
          done: outcome,
          campaign: campaign.slug,
          step,
          wave: String(wave),
          from: start,
          was: seen,
        }
        return c.redirect(`/desk/calendar?${new URLSearchParams({ ...here, ...said })}`, 303)
      }
      const { outcome, from } = await moveStep(deps, {
        campaign,
        step,
        wave,
        at,
        seen: form('seen') || null,
        officer,
      })
      const said = { done: outcome, campaign: campaign.slug, step, wave: String(wave), from: from ?? '' }
      return c.redirect(`/desk/calendar?${new URLSearchParams({ ...here, ...said })}`, 303)
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      const said = { problem: error.key, now: (error.key === 'moved' && String(error.params.now)) || null }
      return render(c, { ...here, said }, statusOf[error.code])
    }
  }

  async function saidOf(c: Context<Env>): Promise<Said | null> {
    const [done, from] = [c.req.query('done'), c.req.query('from') ?? '']
    if (!isOutcome(done) || !/^(\d{4}-\d\d-\d\d \d\d:\d\d)?$/.test(from)) return null
    if (from && Number.isNaN(Date.parse(`${from.replace(' ', 'T')}:00Z`))) return null
    const asked = { step: c.req.query('step') ?? '', wave: waveIn(c.req.query('wave')) }
    const campaign = await ownCampaign(c, c.req.query('campaign') ?? '')
    const was = c.req.query('was')
    if (was !== undefined && /^\d{1,5}\s*[mhd]$/.test(was)) {
      const moment = await waveIfAny(deps, campaign, asked.wave)
      const zone = await houseZone(deps, campaign)
      return {
        ...{ done, from, was },
        back: moment && waveView({ campaign: campaign.slug, ...asked }, moment, zone),
      }
    }
    const now = await momentIfAny(deps, campaign, asked)
    const back = now && { ...moveView({ campaign: campaign.slug, ...asked }, now, from), ...fieldsOf(from) }
    return { done, from, back }
  }

  /** Another institution's campaign is as if it were not there. */
  async function ownCampaign(c: Context<Env>, slug: string) {
    const campaign = await findCampaign(deps.db, slug)
    if (campaign?.institutionId !== c.get('officer').institutionId)
      throw new AppError('not_found', 'campaign', 'there is no such campaign')
    return campaign
  }

  return { show, move }
}

/** How far a wave is from the one before it when it starts at `at` in the place of `start`, by the clock of the house. */
async function distance(
  deps: Deps,
  campaign: Campaign,
  { seen, start, at }: { seen: string; start: string; at: string | null },
): Promise<string> {
  const zone = await houseZone(deps, campaign)
  const instant = (wall: string | null) =>
    wall !== null && isWall(wall) ? instantOf(wall.slice(0, 10), wall.slice(11), zone) : Number.NaN
  const byMs = instant(at) - instant(start)
  if (Number.isNaN(byMs) || !/^\d{1,5}\s*[mhd]$/.test(seen)) throw refusal('time', 'say when it is to go out')
  return longer(seen, byMs)
}

const fieldsOf = (wall: string) => ({ date: wall.slice(0, 10), time: wall.slice(11) })

const waveIn = (text: string | undefined): number => (/^\d{1,4}$/.test(text ?? '') ? Number(text) : 0)
