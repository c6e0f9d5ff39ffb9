import { type Context, Hono } from 'hono'
import { csrf } from 'hono/csrf'
import { isHttps } from '../engine/auth/names.ts'
import type { Deps } from '../engine/deps.ts'
import { restingOf } from '../engine/live.ts'
import type { Env } from './answer.tsx'
import { operatorApi } from './api/operator.ts'
import { programsApi } from './api/programs.ts'
import { reference } from './api/reference.tsx'
import { type Assets, bundler } from './assets.ts'
import { accountPages } from './desk/account-pages.tsx'
import { adminRoutes } from './desk/admin/admin-routes.ts'
import { analystRoutes } from './desk/analyst/analyst-routes.ts'
import { reportPages } from './desk/analyst/report-pages.tsx'
import { audiencePages } from './desk/audience/audience-pages.tsx'
import { calendarPages } from './desk/calendar/calendar-pages.tsx'
import { campaignPages } from './desk/campaign-pages.tsx'
import { countedAtOnce } from './desk/counting.tsx'
import { doorOf } from './desk/door.tsx'
import { editorRoutes } from './desk/editor/editor-routes.ts'
import { bodies } from './desk/editor/typed.ts'
import { livePages } from './desk/live/live-pages.tsx'
import { mailboxPages } from './desk/mailbox-pages.tsx'
import { posterPages } from './desk/poster-pages.tsx'
import { replyPages } from './desk/reply-pages.tsx'
import { templateRoutes } from './desk/templates/template-routes.tsx'
import { waysIn } from './desk/ways-in.tsx'
import { fail, notFound } from './failure.tsx'
import { headers, overTls, secluded } from './headers.ts'
import { hookDoors } from './hooks.ts'
import { metrics } from './metrics.ts'
import { cardPages } from './public/card-pages.ts'
import { guessLimit } from './public/network-limit.ts'
import { ownChain } from './public/own-chain.tsx'
import { ownChoice } from './public/own-choice.tsx'
import { ownDataPages } from './public/own-data.tsx'
import { ownRights } from './public/own-rights.tsx'
import { passingOn } from './public/passing-on.tsx'
import { signingUp } from './public/signing-up.tsx'

/**
 * Every address Mawja answers at. A GET changes nothing but the count of visits; whatever acts is a POST.
 *
 * @param assets  where stylesheets and fonts come from: files on Node, a binding on Workers
 * @param surroundings  how clock and disk are, where there are some to look at
 * @param most  people of an institution up to whom a page of a draft counts its audience itself
 */
export function createApp(
  deps: Deps,
  assets: Assets,
  surroundings: Surroundings = async () => ({}),
  most = countedAtOnce,
): Hono<Env> {
  const app = new Hono<Env>()
  const bundle = bundler(assets)
  const failed = fail(deps)
  app.onError(async (error, c) => {
    // What fails ahead of the pages gets a page as well.
    c.set('styles', await bundle.styles())
    return failed(error, c)
  })
  app.notFound(notFound)
  app.get('/healthz', health(deps, surroundings))
  app.get('/metrics', metrics(deps))
  app.route('/api/v1/operator', operatorApi(deps))
  app.get('/api/v1/reference', reference(assets))
  app.route('/api/v1', programsApi(deps))
  app.route('/hooks', hookDoors(deps))
  app.get('/assets/:path{.+}', asset(bundle))
  const passing = passingOn(deps)
  app.get('/o/:token', passing.opened)
  app.get('/c/:token', passing.click)
  const cards = cardPages(deps)
  app.get('/s/:token/card.png', cards.shared)
  app.get('/join/:institution/card.png', cards.signUp)
  app.use(headers, async (c, next) => {
    c.set('styles', await bundle.styles())
    await next()
    if (isHttps(deps)) overTls(c)
  })
  app.get('/', (c) => c.redirect('/desk', 302))
  app.use(secluded, bodies)
  app.use(guessLimit(deps))

  app.get('/s/:token', passing.landing)
  app.get('/s/:token/code.svg', passing.code)
  app.post('/s/:token/join', passing.join)
  app.get('/j/:token', passing.confirmation)
  app.post('/j/:token', passing.confirm)
  app.get('/v/:token', passing.mail)
  app.get('/r/:token', reportPages(deps).shared)

  const signing = signingUp(deps)
  app.get('/join/:institution', signing.form)
  app.post('/join/:institution', signing.start)

  const own = ownChoice(deps)
  app.get('/u/:token', own.leaving)
  app.post('/u/:token', own.leave)
  app.get('/p/:token', own.preferences)
  app.post('/p/:token', own.choose)

  const chain = ownChain(deps)
  app.get('/me/:token', chain.show)
  app.post('/me/:token', chain.start)
  app.post('/me/:token/leave', chain.leave)

  const rights = ownRights(deps)
  app.post('/p/:token/data', rights.askData)

  const data = ownDataPages(deps)
  app.get('/data/:token', data.show)
  app.get('/data/:token/json', data.download)
  app.get('/data/:token/erase', rights.erasing)
  app.post('/data/:token/erase', rights.erase)

  const door = doorOf(deps)
  app.use(
    '/desk/*',
    csrf({ origin: (origin, c) => origin === new URL(c.req.url).origin || origin === publicOrigin(deps) }),
  )
  app.use('/desk/*', door.language)
  app.post('/desk/language', door.chooseLanguage)
  const ways = waysIn(deps)
  app.get('/desk/sign-in', ways.form)
  app.post('/desk/sign-in', ways.password)
  app.get('/desk/sign-in/:token', door.knock)
  app.post('/desk/sign-in/:token', door.enter)
  app.get('/desk/code', ways.code)
  app.post('/desk/code', ways.checkCode)
  app.post('/desk/passkey', ways.passkey)
  app.post('/desk/passkey/answer', ways.checkPasskey)
  app.post('/desk/ministry', ways.ministry)
  app.get('/desk/auth/callback/oidc', ways.fromMinistry)
  app.get('/desk/set-up/:token', ways.setUp)
  app.post('/desk/set-up/:token', ways.makeSetUp)
  app.use('/desk/*', door.guard)
  app.post('/desk/sign-out', door.leave)
  app.get('/desk/institution', door.choosing)
  app.post('/desk/institution', door.choose)

  app.route('/desk/admin', adminRoutes(deps))

  const account = accountPages(deps)
  app.get('/desk/account', account.show)
  app.post('/desk/account/password', account.password)
  app.post('/desk/account/proof', account.proof)
  app.post('/desk/account/factor', account.startFactor)
  app.post('/desk/account/factor/on', account.turnOn)
  app.post('/desk/account/factor/off', account.turnOff)
  app.post('/desk/account/factor/codes', account.codes)
  app.post('/desk/account/passkeys', account.startPasskey)
  app.post('/desk/account/passkeys/answer', account.addPasskey)
  app.post('/desk/account/passkeys/drop', account.dropPasskey)
  app.post('/desk/account/sessions', account.end)
  app.post('/desk/account/sessions/all', account.endAll)
  app.post('/desk/account/language', account.language)

  const campaigns = campaignPages(deps, most)
  app.get('/desk', campaigns.list)
  app.route('/desk/campaigns', editorRoutes(deps, most))
  app.get('/desk/campaigns/:slug', campaigns.show)
  app.route('/desk/templates', templateRoutes(deps))
  app.post('/desk/campaigns/:slug/settle', campaigns.settle)
  app.post('/desk/campaigns/:slug/preflight', campaigns.look)

  app.get('/desk/campaigns/:slug/live', livePages(deps).show)
  const calendar = calendarPages(deps, most)
  app.get('/desk/calendar', calendar.show)
  app.post('/desk/calendar/move', calendar.move)

  const audiences = audiencePages(deps)
  app.get('/desk/audiences', audiences.list)
  app.get('/desk/audiences/new', audiences.fresh)
  app.post('/desk/audiences/new', audiences.act)
  app.post('/desk/audiences/new/count', audiences.count)
  app.get('/desk/audiences/:slug', audiences.show)
  app.post('/desk/audiences/:slug', audiences.act)

  analystRoutes(deps, app)

  const replies = replyPages(deps)
  app.use('/desk/campaigns/:slug/replies', replies.guard)
  app.get('/desk/campaigns/:slug/replies', replies.list)
  app.post('/desk/campaigns/:slug/replies', replies.settle)
  const posters = posterPages(deps)
  app.get('/desk/campaigns/:slug/posters', posters.show)
  app.post('/desk/campaigns/:slug/posters', posters.draw)
  app.post('/desk/campaigns/:slug/:act', campaigns.act)

  const mailbox = mailboxPages(deps)
  app.use('/desk/mailbox/*', mailbox.guard)
  app.get('/desk/mailbox', mailbox.list)
  app.get('/desk/mailbox/:id', mailbox.show)
  app.get('/desk/mailbox/:id/html', mailbox.html)
  app.get('/desk/mailbox/:id/raw', mailbox.raw)
  return app
}

const publicOrigin = (deps: Deps) => new URL(deps.settings.publicUrl).origin

/** What only an entry can see. `clock` is late when a minute does not end, failing when it ended badly. */
export type Surroundings = () => Promise<{
  clock?: 'ok' | 'failing' | 'late'
  disk?: 'ok' | 'full' | 'read-only'
}>

/**
 * 503 where another process would do better: no database, or a clock that stands still. A full disk and a failing
 * minute are named, but readers still get their pages: sending them away would mend nothing.
 */
function health(deps: Deps, surroundings: Surroundings) {
  return async (c: Context<Env>) => {
    const ask = async () => deps.db.prepare('SELECT 1 AS one').first()
    const database = await ask().then(
      () => 'ok',
      () => 'unavailable',
    )
    const channels = await channelsState(deps)
    const checks = { database, channels, ...(await surroundings()) }
    const wrong = Object.entries(checks).filter(([, state]) => state !== 'ok')
    const status = wrong.map((check) => check.join(' ')).join(', ') || 'ok'
    const isDown = database !== 'ok' || checks.clock === 'late'
    return c.json({ status, checks }, isDown ? 503 : 200, { 'Cache-Control': 'no-store' })
  }
}

/** Whether a channel rests as a whole. Said and no more: no other process could send in its place. */
const channelsState = async (deps: Deps): Promise<'ok' | 'resting'> =>
  (await restingOf(deps).catch(() => [])).some(({ provider }) => provider === '') ? 'resting' : 'ok'

/** Stylesheets are asked for with the hash of what they hold, fonts never change under their name: both may be kept. */
function asset(bundle: ReturnType<typeof bundler>) {
  return async (c: Context<Env>) => {
    const path = c.req.param('path') ?? ''
    const found = await bundle.read(path)
    if (!found) return c.body(null, 404)
    const kept = path.startsWith('fonts/') || c.req.query('v') !== undefined
    return c.body(typeof found.body === 'string' ? found.body : new Uint8Array(found.body), 200, {
      'Content-Type': found.type,
      'Cache-Control': kept ? 'public, max-age=31536000, immutable' : 'public, max-age=3600',
      'X-Content-Type-Options': 'nosniff',
      'Cross-Origin-Resource-Policy': 'cross-origin',
    })
  }
}
