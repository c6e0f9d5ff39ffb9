/** What visitors get who come in this order, of the institution whose things the address names. */
export const visitors = ['nobody', 'analyst', 'reviewer', 'officer', 'admin'] as const

export type Row = {
  /** One status for each of `visitors`. */
  own: number[]
  /** The same for officers of another institution; absent = 404 for what an address names, `own` for all else. */
  other?: number[]
  /** What is posted; absent = an empty form. */
  form?: Record<string, string>
}

const all = (status: number, more: Omit<Row, 'own'> = {}): Row => ({
  own: visitors.map(() => status),
  other: visitors.map(() => status),
  ...more,
})
const desk = (own: string, more: Omit<Row, 'own'> = {}): Row => ({ own: own.split(' ').map(Number), ...more })

/** Admins may, and those of another institution find nobody of that number. */
const admins = (status: number, form: Record<string, string>): Row =>
  desk(`401 404 404 404 ${status}`, { form, other: [401, 404, 404, 404, 404] })
const address = { form: { email: 'somebody@amis.example', reason: 'officer', because: 'asked' } }

const open: Record<string, Row> = {
  'GET /healthz': all(200),
  'GET /metrics': all(200),
  'GET /api/v1/reference': all(200),
  'GET /api/v1/openapi.json': all(200),
  'POST /api/v1/operator/import': all(401),
  'POST /api/v1/operator/:verb': all(401),
  'ALL /hooks/:provider': all(404),
  'GET /assets/:path{.+}': all(200),
  'GET /': all(302),
}

/** Whoever holds the token is its reader; a session of the desk makes no difference. */
const readers: Record<string, Row> = {
  'GET /o/:token': all(200),
  'GET /c/:token': all(302),
  'GET /s/:token': all(200),
  'GET /s/:token/code.svg': all(200),
  // Of a process that draws none.
  'GET /s/:token/card.png': all(404),
  'GET /join/:institution/card.png': all(404),
  'POST /s/:token/join': all(200, { form: { email: 'salma@amis.example', agreed: 'yes', language: 'fr' } }),
  'GET /j/:token': all(200),
  'POST /j/:token': all(200),
  'GET /v/:token': all(200),
  'GET /join/:institution': all(200),
  'POST /join/:institution': all(200, { form: { email: 'salma@amis.example', agreed: 'yes' } }),
  'GET /u/:token': all(200),
  'POST /u/:token': all(200),
  'GET /p/:token': all(200),
  'POST /p/:token': all(200),
  'GET /me/:token': all(200),
  'POST /me/:token': all(200, { form: { agreed: 'yes' } }),
  'POST /me/:token/leave': all(200),
  'POST /p/:token/data': all(200),
  'GET /data/:token': all(200),
  'GET /data/:token/json': all(200),
  'GET /data/:token/erase': all(200),
  'POST /data/:token/erase': all(200),
}

const wrong = { form: { email: 'nobody@mre.example', password: 'wrong' } }

/** Ahead of the guard: ways in. */
const door: Record<string, Row> = {
  'POST /desk/language': all(303, { form: { language: 'en', back: '/desk' } }),
  'GET /desk/sign-in': all(200),
  'POST /desk/sign-in': all(403, wrong),
  'GET /desk/sign-in/:token': all(200),
  'POST /desk/sign-in/:token': all(303),
  'GET /desk/code': all(200),
  'POST /desk/code': all(403, { form: { code: '123456' } }),
  'POST /desk/passkey': all(200),
  'POST /desk/passkey/answer': all(403, { form: { response: '{}' } }),
  'POST /desk/ministry': all(403),
  'GET /desk/auth/callback/oidc': all(403),
  'GET /desk/set-up/:token': all(404),
  'POST /desk/set-up/:token': all(404, { form: { name: 'Autre', email: 'x@autre.example' } }),
}

/** One's own account: there is nobody else's to name. */
const account: Record<string, Row> = {
  'POST /desk/sign-out': desk('401 303 303 303 303'),
  'GET /desk/institution': desk('401 200 200 200 200'),
  'POST /desk/institution': desk('401 303 303 303 303', { form: { officer: '1' } }),
  'GET /desk/account': desk('401 200 200 200 200'),
  'POST /desk/account/password': desk('401 400 400 400 400', { form: { fresh: 'trop court' } }),
  'POST /desk/account/factor': desk('401 400 400 400 400', { form: { password: 'wrong' } }),
  'POST /desk/account/factor/on': desk('401 400 400 400 400', { form: { code: '123456' } }),
  'POST /desk/account/factor/off': desk('401 303 303 303 303'),
  'POST /desk/account/proof': desk('401 400 400 400 400'),
  'POST /desk/account/factor/codes': desk('401 400 400 400 400', { form: { password: 'wrong' } }),
  'POST /desk/account/passkeys': desk('401 200 200 200 200', { form: { name: 'Clé' } }),
  'POST /desk/account/passkeys/answer': desk('401 303 303 303 303', { form: { response: '{}' } }),
  'POST /desk/account/passkeys/drop': desk('401 303 303 303 303', { form: { id: 'x' } }),
  'POST /desk/account/sessions': desk('401 303 303 303 303', { form: { id: 'x' } }),
  'POST /desk/account/sessions/all': desk('401 303 303 303 303'),
  'POST /desk/account/language': desk('401 303 303 303 303', { form: { language: 'ar' } }),
}

const posters = { form: { language: 'fr', size: 'A4', as: 'svg' } }
/** Told so before anything is looked for, so a 403 says nothing of what there is. */
const persons: Omit<Row, 'own'> = { other: [401, 403, 404, 404, 404] }

/** The campaign runs, has been approved, and has one reply. */
const campaigns: Record<string, Row> = {
  'GET /desk': desk('401 200 200 200 200'),
  'GET /desk/calendar': desk('401 200 200 200 200'),
  'GET /desk/campaigns/:slug': desk('401 200 200 200 200'),
  'GET /desk/campaigns/:slug/live': desk('401 200 200 200 200'),
  'POST /desk/campaigns/:slug/settle': desk('401 403 403 409 409', { form: { message: '999999' } }),
  'POST /desk/campaigns/:slug/preflight': desk('401 403 303 303 303'),
  'POST /desk/campaigns/:slug/:act': desk('401 403 303 303 303'),
  'GET /desk/campaigns/:slug/replies': desk('401 403 200 200 200', persons),
  'POST /desk/campaigns/:slug/replies': desk('401 403 303 303 303', {
    form: { reply: '1', done: 'yes' },
    ...persons,
  }),
  'GET /desk/campaigns/:slug/posters': desk('401 200 200 200 200'),
  'POST /desk/campaigns/:slug/posters': desk('401 403 200 200 200', posters),
  'GET /desk/mailbox': desk('401 403 403 200 200'),
  'GET /desk/mailbox/:id': desk('401 403 403 200 200', persons),
  'GET /desk/mailbox/:id/html': desk('401 403 403 200 200', persons),
  'GET /desk/mailbox/:id/raw': desk('401 403 403 200 200', persons),
}

/** For others than admins these pages are not there. Rows are named in the form: `id` 1 is somebody of the first institution. */
const administration: Record<string, Row> = {
  'GET /desk/admin': desk('401 404 404 404 303'),
  'GET /desk/admin/people': desk('401 404 404 404 200'),
  'POST /desk/admin/people': desk('401 404 404 404 200', {
    form: { email: 'n@mre.example', role: 'analyst' },
  }),
  'POST /desk/admin/people/role': admins(303, { id: '1', role: 'admin' }),
  'POST /desk/admin/people/sessions': admins(303, { id: '1' }),
  'GET /desk/admin/people/remove': desk('401 404 404 404 303'),
  'POST /desk/admin/people/remove': admins(303, { id: '1' }),
  'GET /desk/admin/audit': desk('401 404 404 404 200'),
  'GET /desk/admin/audit.csv': desk('401 404 404 404 200'),
  'POST /desk/admin/audit/check': desk('401 404 404 404 200'),
  'GET /desk/admin/keys': desk('401 404 404 404 200'),
  'POST /desk/admin/keys': desk('401 404 404 404 200', { form: { name: 'Clé', 'figures:read': 'on' } }),
  'POST /desk/admin/keys/revoke': desk('401 404 404 404 404', { form: { prefix: 'mawja_none' } }),
  'GET /desk/admin/suppressions': desk('401 404 404 404 200'),
  'GET /desk/admin/suppressions.csv': desk('401 404 404 404 200'),
  'POST /desk/admin/suppressions/look': desk('401 404 404 404 200', address),
  'POST /desk/admin/suppressions': desk('401 404 404 404 303', address),
  'GET /desk/admin/sending': desk('401 404 404 404 200'),
  'POST /desk/admin/sending/look': desk('401 404 404 404 303', { form: { domain: 'lettres.mre.example' } }),
  'POST /desk/admin/sending/warm-up': desk('401 404 404 404 404', {
    form: { domain: 'nobody.example', first: '50', growth: '1.5' },
  }),
  'POST /desk/admin/sending/warm-up/stop': desk('401 404 404 404 404', {
    form: { domain: 'nobody.example' },
  }),
  'GET /desk/admin/webhooks': desk('401 404 404 404 200'),
  'POST /desk/admin/webhooks': desk('401 404 404 404 400'),
  'GET /desk/admin/webhooks/:endpoint': desk('401 404 404 404 200'),
  'POST /desk/admin/webhooks/:endpoint': desk('401 404 404 404 303', { form: { act: 'off' } }),
  'GET /desk/admin/settings': desk('401 404 404 404 200'),
  'POST /desk/admin/settings': desk('401 404 404 404 400'),
  'GET /desk/admin/days': desk('401 404 404 404 200'),
  'POST /desk/admin/days': desk('401 404 404 404 400'),
  'POST /desk/admin/days/remove': desk('401 404 404 404 400'),
  'POST /desk/admin/days/months': desk('401 404 404 404 400'),
  'POST /desk/admin/days/months/remove': desk('401 404 404 404 400'),
  'POST /desk/admin/suppressions/lift': desk('401 404 404 404 404', address),
}

const saved = { form: { act: 'save' } }

/** The campaign's folder as it is written; the desk takes one that was published from a folder as it stands. */
const editor: Record<string, Row> = {
  'GET /desk/campaigns/new': desk('401 200 200 200 200'),
  'POST /desk/campaigns/new': desk('401 403 403 400 400'),
  'GET /desk/campaigns/:slug/edit': desk('401 200 200 200 200'),
  'POST /desk/campaigns/:slug/edit': desk('401 403 403 303 303'),
  'GET /desk/campaigns/:slug/edit/folder.zip': desk('401 200 200 200 200'),
  // Of a process that draws none.
  'GET /desk/campaigns/:slug/edit/card.png': desk('401 404 404 404 404', {
    other: [401, 404, 404, 404, 404],
  }),
  'GET /desk/campaigns/:slug/edit/file': desk('401 200 200 200 200'),
  'POST /desk/campaigns/:slug/edit/file': desk('401 403 403 303 303'),
  'POST /desk/campaigns/:slug/edit/preview': desk('401 200 200 200 200'),
  'POST /desk/campaigns/:slug/edit/test': desk('401 403 403 400 400'),
  'GET /desk/campaigns/:slug/edit/goal': desk('401 200 200 200 200'),
  'POST /desk/campaigns/:slug/edit/goal': desk('401 403 403 303 303', saved),
  'GET /desk/campaigns/:slug/edit/audience': desk('401 200 200 200 200'),
  'POST /desk/campaigns/:slug/edit/audience': desk('401 403 403 409 409', saved),
  'GET /desk/campaigns/:slug/edit/steps': desk('401 200 200 200 200'),
  'POST /desk/campaigns/:slug/edit/steps': desk('401 403 403 303 303', saved),
  'GET /desk/campaigns/:slug/edit/schedule': desk('401 200 200 200 200'),
  'POST /desk/campaigns/:slug/edit/schedule': desk('401 403 403 303 303', saved),
  'GET /desk/campaigns/:slug/edit/experiment': desk('401 200 200 200 200'),
  'POST /desk/campaigns/:slug/edit/experiment': desk('401 403 403 303 303', saved),
  'GET /desk/campaigns/:slug/edit/launch': desk('401 200 200 200 200'),
  'GET /desk/campaigns/:slug/edit/history': desk('401 200 200 200 200'),
  'POST /desk/campaigns/:slug/edit/history': desk('401 404 404 404 404'),
}

/** The form names a campaign of the first institution. */
const moved: Omit<Row, 'own'> = {
  form: { campaign: 'competences', step: 'none', wave: '0', date: '2026-12-01', time: '09:00' },
  other: [401, 404, 404, 404, 404],
}
const segment = { form: { slug: 'jeunes', name: 'Jeunes', act: 'save' } }

/** Everybody has the house's layouts. */
const house = (own: string): Row => desk(own, { other: own.split(' ').map(Number) })

const planning: Record<string, Row> = {
  'POST /desk/calendar/move': desk('401 403 403 404 404', moved),
  'GET /r/:token': all(404),
  'GET /desk/campaigns/:slug/report': desk('401 200 200 200 200'),
  'GET /desk/campaigns/:slug/report.pdf': desk('401 404 404 404 404'),
  'POST /desk/campaigns/:slug/report/links': desk('401 403 403 400 400'),
  'POST /desk/campaigns/:slug/report/links/:id{[0-9]+}/revoke': desk('401 403 403 404 404'),
  'GET /desk/figures': desk('401 200 200 200 200'),
  'GET /desk/figures.csv': desk('401 200 200 200 200'),
  'GET /desk/campaigns/:slug/figures': desk('401 200 200 200 200'),
  'GET /desk/campaigns/:slug/figures/:export{export\\.(csv|xlsx|parquet)}': desk('401 200 200 200 200'),
  'GET /desk/campaigns/:slug/figures/:file{[a-z]+\\.csv}': desk('401 200 200 200 200'),
  'GET /desk/campaigns/:slug/figures/:page{[a-z]+}': desk('401 200 200 200 200'),
  'GET /desk/templates': desk('401 200 200 200 200'),
  'GET /desk/templates/new': desk('401 403 403 200 200'),
  'POST /desk/templates/new': desk('401 403 403 400 400'),
  'GET /desk/templates/:name': house('401 200 200 200 200'),
  'POST /desk/templates/:name': house('401 403 403 409 409'),
  'POST /desk/templates/:name/check': house('401 200 200 200 200'),
  'POST /desk/templates/:name/preview': house('401 200 200 200 200'),
  'GET /desk/templates/:name/visual': house('401 200 200 200 200'),
  'POST /desk/templates/:name/visual/open': house('401 200 200 200 200'),
  'POST /desk/templates/:name/visual/source': house('401 200 200 200 200'),
  'POST /desk/templates/:name/remove': house('401 403 403 404 404'),
  'GET /desk/templates/:name/history': house('401 200 200 200 200'),
  'POST /desk/templates/:name/history': house('401 404 404 404 404'),
  'GET /desk/audiences': desk('401 200 200 200 200'),
  'GET /desk/audiences/new': desk('401 403 403 200 200'),
  'POST /desk/audiences/new': desk('401 403 403 303 303', segment),
  'POST /desk/audiences/new/count': desk('401 403 403 200 200'),
  'GET /desk/audiences/:slug': desk('401 200 200 200 200'),
  'POST /desk/audiences/:slug': desk('401 403 403 400 400', { form: { act: 'save' } }),
}

/** Every route of the map. `/api/v1` for programs has a table of its own: src/web/api/routes.ts, test/web/api. */
export const table: Record<string, Row> = {
  ...open,
  ...readers,
  ...door,
  ...account,
  ...campaigns,
  ...administration,
  ...editor,
  ...planning,
}

/** What stands before other routes and lets through or not; it answers nothing by itself. */
export const guards = ['/desk/campaigns/:slug/replies']
