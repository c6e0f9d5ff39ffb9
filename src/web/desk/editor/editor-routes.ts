import { Hono } from 'hono'
import type { Deps } from '../../../engine/deps.ts'
import type { Env } from '../../answer.tsx'
import { beginPages } from './begin.tsx'
import { draftCardPage } from './draft-card.ts'
import { filePages } from './file-pages.tsx'
import { historyPages } from './history-pages.tsx'
import { overviewPages } from './overview-pages.tsx'
import { previewPages } from './preview-pages.ts'
import { audienceStage } from './stages/audience-stage.tsx'
import { launchStage } from './stages/launch-stage.tsx'
import { stagePages } from './stages/stage-pages.tsx'

/** Writing a campaign: `/desk/campaigns/new` and `/desk/campaigns/SLUG/edit`. Registered before the campaign's own acts. */
export function editorRoutes(deps: Deps, most: number): Hono<Env> {
  const routes = new Hono<Env>()
  const begin = beginPages(deps)
  routes.get('/new', begin.form)
  routes.post('/new', begin.begin)
  const folder = overviewPages(deps, most)
  routes.get('/:slug/edit', folder.show)
  routes.post('/:slug/edit', folder.publish)
  routes.get('/:slug/edit/folder.zip', folder.archive)
  const file = filePages(deps)
  routes.get('/:slug/edit/file', file.show)
  routes.post('/:slug/edit/file', file.save)
  routes.post('/:slug/edit/test', file.test)
  routes.post('/:slug/edit/preview', previewPages(deps))
  routes.get('/:slug/edit/card.png', draftCardPage(deps))
  const history = historyPages(deps)
  routes.get('/:slug/edit/history', history.show)
  routes.post('/:slug/edit/history', history.restore)
  const audience = audienceStage(deps)
  routes.get('/:slug/edit/audience', audience.show)
  routes.post('/:slug/edit/audience', audience.act)
  for (const stage of ['goal', 'steps', 'schedule', 'experiment'] as const) {
    const pages = stagePages(deps, stage)
    routes.get(`/:slug/edit/${stage}`, pages.show)
    routes.post(`/:slug/edit/${stage}`, pages.act)
  }
  routes.get('/:slug/edit/launch', launchStage(deps))
  return routes
}
