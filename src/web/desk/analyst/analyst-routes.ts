import type { Hono } from 'hono'
import type { Deps } from '../../../engine/deps.ts'
import type { Env } from '../../answer.tsx'
import { figurePagesOf } from './figure-pages.tsx'
import { reportPages } from './report-pages.tsx'

/** Figures: of one campaign, and of all of an institution beside one another. Everything here but a POST only reads. */
export function analystRoutes(deps: Deps, app: Hono<Env>): void {
  const figures = figurePagesOf(deps)
  app.get('/desk/figures', figures.compare)
  app.get('/desk/figures.csv', figures.compareFile)
  app.get('/desk/campaigns/:slug/figures', figures.show)
  app.get('/desk/campaigns/:slug/figures/:export{export\\.(csv|xlsx|parquet)}', figures.tallies)
  app.get('/desk/campaigns/:slug/figures/:file{[a-z]+\\.csv}', figures.file)
  app.get('/desk/campaigns/:slug/figures/:page{[a-z]+}', figures.show)
  const report = reportPages(deps)
  app.get('/desk/campaigns/:slug/report', report.show)
  app.get('/desk/campaigns/:slug/report.pdf', report.pdf)
  app.post('/desk/campaigns/:slug/report/links', report.share)
  app.post('/desk/campaigns/:slug/report/links/:id{[0-9]+}/revoke', report.revoke)
}
