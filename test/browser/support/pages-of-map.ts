import type { Audience } from '../../../src/core/audience.ts'
import { sealChain } from '../../../src/core/tokens.ts'
import { runCommand } from '../../../src/engine/commands.ts'
import { addReportLink } from '../../../src/engine/report-link.ts'
import { keepSegment } from '../../../src/engine/segments.ts'
import { signInLink } from '../../../src/engine/sign-in.ts'
import { readAssets } from '../../../src/node/assets.ts'
import { findInstitution } from '../../../src/store/institutions.ts'
import { createApp } from '../../../src/web/app.tsx'
import { publicPages, type Site, slug } from './site.ts'

export type Visit = { route: string; path: string; desk: boolean; status: number }

/** What the route map has under GET and nobody reads as a page of ours, each with its reason. */
const noPages: Record<string, string> = {
  '/healthz': 'for machines',
  '/metrics': 'for machines',
  '/assets/:path{.+}': 'styles, fonts and scripts',
  '/o/:token': 'a picture of one dot',
  '/c/:token': 'leads on',
  '/': 'leads on',
  '/s/:token/code.svg': 'a picture',
  '/s/:token/card.png': 'a picture',
  '/join/:institution/card.png': 'a picture',
  '/desk/campaigns/:slug/edit/card.png': 'a picture',
  '/data/:token/json': 'a download',
  '/v/:token': 'a mail, written by the campaign in its own language',
  '/desk/auth/callback/oidc': 'leads on',
  '/desk/campaigns/:slug/figures/:export{export\\.(csv|xlsx|parquet)}': 'a download',
  '/desk/mailbox/:id/html': 'a mail in its frame',
  '/desk/mailbox/:id/raw': 'a download',
}
const isNoPage = (route: string) =>
  Object.hasOwn(noPages, route) ||
  /^\/(api|hooks)\//.test(route) ||
  /\.(csv|zip|svg|pdf|json|js)\}?$/.test(route)

/** Pages before the desk, which somebody who is in would not see. */
const doors = ['/desk/sign-in', '/desk/sign-in/:token', '/desk/code', '/desk/set-up/:token']

/**
 * Every page of the route map with an address that answers: a new page is among them at once.
 *
 * @throws when a route asks for something that is not known here; then it wants a line below or above
 */
export async function visitsOf(site: Site, language: 'fr' | 'ar'): Promise<Visit[]> {
  const { routes } = createApp(site.deps, readAssets())
  const gets = routes.filter(({ method, path }) => method === 'GET' && !isNoPage(path))
  const known = await knownValues(site, language)
  const addressed = [...new Set(gets.map(({ path }) => path))].flatMap((route) =>
    (known.many[route] ?? [known.whole[route] ?? filled(route, known.parts)]).map((path) => ({
      route,
      path,
    })),
  )
  return addressed.map(({ route, path }) => ({
    ...{ route, path },
    desk: route.startsWith('/desk') && !doors.includes(route),
    status: route === '/desk/set-up/:token' ? 404 : 200,
  }))
}

function filled(route: string, parts: Record<string, string>): string {
  return route.replace(/:(\w+)(\{[^}]*\})?/g, (whole, name: string) => {
    if (parts[name] === undefined) throw new Error(`${route}: what to put for ${whole}?`)
    return parts[name]
  })
}

/** Addresses that stand for a route, and values that fit wherever their name stands. */
async function knownValues(site: Site, language: 'fr' | 'ar') {
  const doors = await publicPages(site, language)
  const { keys } = site.deps
  const campaignId = (await site.campaign()).id
  const one = (sql: string) => site.db.raw.prepare(sql).pluck().get() as number
  const contactId = one(`SELECT contact_id FROM enrollments WHERE language = '${language}' LIMIT 1`)
  const link = await signInLink(site.deps, site.officers.author)
  const letter = one("SELECT id FROM mailbox WHERE recipient LIKE '%@%' ORDER BY id DESC LIMIT 1")
  const institution = (await findInstitution(site.db, 'mcmream'))!
  const audience: Audience = { field: 'country', op: 'eq', value: 'BE' }
  await keepSegment(site.deps, { institution, slug: 'voisins', name: 'Voisins', audience })
  const report = await addReportLink(site.deps, {
    ...{ campaign: await site.campaign(), officer: site.officers.author, language, days: 30 },
  })
  const hook = { url: 'https://crm.mre.example/hooks', institution: 'mcmream', description: 'CRM' }
  const { endpoint } = (await runCommand(site.deps, 'webhook add', hook)) as { endpoint: string }
  const whole: Record<string, string> = {
    '/s/:token': doors.landing,
    '/j/:token': doors.confirm,
    '/u/:token': doors.unsubscribe,
    '/p/:token': doors.preferences,
    '/r/:token': new URL(report.url).pathname,
    '/me/:token': `/me/${sealChain(keys, { campaignId, contactId })}`,
    '/data/:token': doors.ownData,
    '/data/:token/erase': doors.erasure,
    '/desk/sign-in/:token': new URL(link).pathname,
    '/desk/set-up/:token': '/desk/set-up/over',
    '/desk/mailbox/:id': `/desk/mailbox/${letter}`,
    '/desk/campaigns/:slug/edit/file': `/desk/campaigns/${slug}/edit/file?path=invitation.${language}.md`,
    '/desk/campaigns/:slug/edit/history': `/desk/campaigns/${slug}/edit/history?path=invitation.${language}.md`,
    '/desk/audiences/:slug': '/desk/audiences/voisins',
    '/desk/admin/webhooks/:endpoint': `/desk/admin/webhooks/${endpoint}`,
    '/desk/templates/:name': '/desk/templates/letter',
    '/desk/templates/:name/visual': '/desk/templates/letter/visual',
    '/desk/templates/:name/history': '/desk/templates/letter/history?version=house',
  }
  const many: Record<string, string[]> = {
    '/desk/campaigns/:slug/figures/:page{[a-z]+}': ['overview', 'spread', 'experiment', 'skills'].map(
      (page) => `/desk/campaigns/${slug}/figures/${page}`,
    ),
  }
  return { whole, many, parts: { slug, institution: 'mcmream' } as Record<string, string> }
}
