import { Hono } from 'hono'
import type { Deps } from '../../../engine/deps.ts'
import type { Env } from '../../answer.tsx'
import { beginPages } from './begin.tsx'
import { filePages } from './file-pages.tsx'
import { historyPages } from './history-pages.tsx'
import { overviewPages } from './overview-pages.tsx'
import { previewPages } from './preview-pages.ts'

/** Writing a campaign: `/desk/campaigns/new` and `/desk/campaigns/SLUG/edit`. Registered before the campaign's own acts. */
export function editorRoutes(deps: Deps): Hono<Env> {
  const routes = new Hono<Env>()
  const begin = beginPages(deps)
  routes.get('/new', begin.form)
  routes.post('/new', begin.begin)
  const folder = overviewPages(deps)
  routes.get('/:slug/edit', folder.show)
  routes.post('/:slug/edit', folder.publish)
  routes.get('/:slug/edit/folder.zip', folder.archive)
  const file = filePages(deps)
  routes.get('/:slug/edit/file', file.show)
  routes.post('/:slug/edit/file', file.save)
  routes.post('/:slug/edit/test', file.test)
  routes.post('/:slug/edit/preview', previewPages(deps))
  const history = historyPages(deps)
  routes.get('/:slug/edit/history', history.show)
  routes.post('/:slug/edit/history', history.restore)
  return routes
}
