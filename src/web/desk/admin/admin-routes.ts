import { Hono } from 'hono'
import type { Deps } from '../../../engine/deps.ts'
import type { Env } from '../../answer.tsx'
import { adminGuard } from './acting.ts'
import { auditPages } from './audit-pages.tsx'
import { dayPages } from './day-pages.tsx'
import { keyPages } from './key-pages.tsx'
import { peoplePages } from './people-pages.tsx'
import { sendingPages } from './sending-pages.tsx'
import { settingsPages } from './settings-pages.tsx'
import { suppressionPages } from './suppression-pages.tsx'
import { webhookPages } from './webhook-pages.tsx'

/** The administration of one's own institution, below /desk/admin and behind the desk's door. */
export function adminRoutes(deps: Deps): Hono<Env> {
  const app = new Hono<Env>()
  app.use('*', adminGuard)
  app.get('/', (c) => c.redirect('/desk/admin/people', 303))
  const people = peoplePages(deps)
  app.get('/people', people.list)
  app.post('/people', people.invite)
  app.post('/people/role', people.role)
  app.post('/people/sessions', people.sessions)
  app.get('/people/remove', people.asking)
  app.post('/people/remove', people.remove)
  const log = auditPages(deps)
  app.get('/audit', log.list)
  app.get('/audit.csv', log.csv)
  app.post('/audit/check', log.check)
  const keys = keyPages(deps)
  app.get('/keys', keys.list)
  app.post('/keys', keys.make)
  app.post('/keys/revoke', keys.revoke)
  const suppressions = suppressionPages(deps)
  app.get('/suppressions', suppressions.list)
  app.get('/suppressions.csv', suppressions.csv)
  app.post('/suppressions/look', suppressions.look)
  app.post('/suppressions', suppressions.add)
  app.post('/suppressions/lift', suppressions.lift)
  const sending = sendingPages(deps)
  app.get('/sending', sending.show)
  app.post('/sending/look', sending.look)
  app.post('/sending/warm-up', sending.start)
  app.post('/sending/warm-up/stop', sending.stop)
  const settings = settingsPages(deps)
  app.get('/settings', settings.show)
  app.post('/settings', settings.save)
  const webhooks = webhookPages(deps)
  app.get('/webhooks', webhooks.list)
  app.post('/webhooks', webhooks.add)
  app.get('/webhooks/:endpoint', webhooks.show)
  app.post('/webhooks/:endpoint', webhooks.act)
  const days = dayPages(deps)
  app.get('/days', days.list)
  app.post('/days', days.add)
  app.post('/days/remove', days.remove)
  app.post('/days/months', days.confirm)
  app.post('/days/months/remove', days.unconfirm)
  return app
}
