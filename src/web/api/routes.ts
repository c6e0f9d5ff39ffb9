import { campaignRoutes } from './campaign-routes.ts'
import { contactRoutes } from './contact-routes.ts'
import { dayRoutes } from './day-routes.ts'
import { fieldRoutes } from './field-routes.ts'
import { figureRoutes } from './figure-routes.ts'
import { importRoutes } from './import-routes.ts'
import { institutionRoutes } from './institution-routes.ts'
import { letterRoutes } from './letter-routes.ts'
import { replyRoutes } from './reply-routes.ts'
import { reportRoutes } from './report-routes.ts'
import { reviewRoutes } from './review-routes.ts'
import type { Route } from './route.ts'
import { seedRoutes } from './seed-routes.ts'
import { suppressionRoutes } from './suppression-routes.ts'
import { templateRoutes } from './template-routes.ts'
import { webhookRoutes } from './webhook-routes.ts'

/** Everything that programs can do, once: the routes and their description are made from this list. */
export const routes: readonly Route[] = [
  ...importRoutes,
  ...contactRoutes,
  ...suppressionRoutes,
  ...institutionRoutes,
  ...fieldRoutes,
  ...dayRoutes,
  ...templateRoutes,
  ...campaignRoutes,
  ...reviewRoutes,
  ...letterRoutes,
  ...seedRoutes,
  ...figureRoutes,
  ...replyRoutes,
  ...reportRoutes,
  ...webhookRoutes,
]
