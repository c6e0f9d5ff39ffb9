import type { Context } from 'hono'
import type { Deps } from '../../../engine/deps.ts'
import { type Env, page } from '../../answer.tsx'
import { viewerOf } from '../viewer.ts'
import { CalendarPage } from './calendar.tsx'
import { calendarView } from './calendar-view.ts'

/** `GET /desk/calendar?view=month|week|list&at=2026-12`: what one institution sends, and nothing of any other. */
export function calendarPages(deps: Deps) {
  const show = async (c: Context<Env>) => {
    const view = await calendarView(deps, {
      officer: c.get('officer'),
      language: c.get('deskLanguage'),
      view: c.req.query('view'),
      at: c.req.query('at'),
    })
    return page(c, <CalendarPage viewer={await viewerOf(deps, c)} view={view} />)
  }
  return { show }
}
