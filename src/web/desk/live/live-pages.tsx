import type { Context } from 'hono'
import type { Deps } from '../../../engine/deps.ts'
import { type Env, part, renewingPage } from '../../answer.tsx'
import { ownCampaign } from '../campaign-pages.tsx'
import { viewerOf } from '../viewer.ts'
import { LiveFigures, LivePage, seenOf } from './live.tsx'
import { liveView } from './live-view.ts'

/** A campaign as it goes out: the page, and the part of it that is asked for every five seconds. */
export function livePages(deps: Deps) {
  const show = async (c: Context<Env>) => {
    const campaign = await ownCampaign(deps, c)
    const language = c.get('deskLanguage')
    const view = await liveView(deps, { campaign, officer: c.get('officer'), language })
    if (c.req.query('part') !== 'figures')
      return renewingPage(c, <LivePage viewer={await viewerOf(deps, c)} view={view} />)
    // What stands above the figures has changed: htmx then loads the page anew.
    if (c.req.query('seen') !== seenOf(view)) c.header('HX-Refresh', 'true')
    return part(c, <LiveFigures language={language} view={view} />)
  }
  return { show }
}
