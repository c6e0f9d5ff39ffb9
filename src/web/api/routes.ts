import { campaignRoutes } from './campaign-routes.ts'
import { contactRoutes } from './contact-routes.ts'
import { figureRoutes } from './figure-routes.ts'
import { institutionRoutes } from './institution-routes.ts'
import type { Route } from './route.ts'
import { webhookRoutes } from './webhook-routes.ts'

/** Everything that programs can do, once: the routes and their description are made from this list. */
export const routes: readonly Route[] = [
  ...contactRoutes,
  ...institutionRoutes,
  ...campaignRoutes,
  ...figureRoutes,
  ...webhookRoutes,
]
