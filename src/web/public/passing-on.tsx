import type { Context, MiddlewareHandler } from 'hono'
import { AppError } from '../../core/error.ts'
import { isLanguageTag, type LanguageTag } from '../../core/language.ts'
import { qrCode, qrSvg } from '../../core/qr.ts'
import { openShare } from '../../core/tokens.ts'
import type { Deps } from '../../engine/deps.ts'
import { confirmJoin, readConfirmation, startJoin } from '../../engine/join.ts'
import { followClick, readLanding, readMailOnline, recordOpen } from '../../engine/record.ts'
import { type Env, page, sharingPage } from '../answer.tsx'
import { notFound } from '../failure.tsx'
import { mailPage } from '../headers.ts'
import { askedLanguage, formOf, hitOf } from '../reader.ts'
import { ConfirmPage } from './confirm.tsx'
import { ConfirmedPage } from './confirmed.tsx'
import { JoinedPage } from './done.tsx'
import type { Typed } from './join-form.tsx'
import { problemOf, statusOfProblem, typedIn } from './join-typed.ts'
import { LandingPage } from './landing.tsx'
import { limitNetwork } from './network-limit.ts'

type Handler = (c: Context<Env>) => Promise<Response>
const tokenOf = (c: Context<Env>) => c.req.param('token') ?? ''

/** The pages on a campaign's way from reader to reader: click, landing page, join, confirmation, mail on the web. */
export function passingOn(deps: Deps) {
  /** Ahead of everything that pages need: of all addresses it is the one that many follow at once. */
  const click: MiddlewareHandler<Env> = async (c, next) => {
    const found = await followClick(deps, { token: tokenOf(c), hit: hitOf(c) })
    if (!found) return next()
    return new Response(null, { status: 302, headers: { Location: found.location, ...onward } })
  }

  const landing: Handler = async (c) => {
    const found = await readLanding(deps, {
      token: tokenOf(c),
      // Switching the language of the page is no second visit, nor is a form that comes back.
      hit: askedLanguage(c) ? null : hitOf(c),
      ...inLanguage(askedLanguage(c)),
    })
    return found ? sharingPage(c, <LandingPage landing={found} />) : notFound(c)
  }

  /** The code behind a share link, drawn for whoever asks: it holds the link itself and nothing more. */
  const code: Handler = async (c) => {
    const token = tokenOf(c)
    if (!openShare(deps.keys, token)) return notFound(c)
    return c.body(qrSvg(qrCode(`${deps.settings.publicUrl}/s/${token}`, 'M')), 200, {
      'Content-Type': 'image/svg+xml',
    })
  }

  const join: Handler = async (c) => {
    const form = await formOf(c)
    const language = form('language')
    const typed = typedIn(form)
    try {
      limitNetwork(c, deps.clock.now())
      const joined = await startJoin(deps, {
        ...typed,
        token: tokenOf(c),
        language: isLanguageTag(language) ? language : 'fr',
      })
      return page(c, <JoinedPage {...joined} />)
    } catch (error) {
      const again = await joinAgain(c, error, typed, isLanguageTag(language) ? language : undefined)
      if (again) return again
      throw error
    }
  }

  /** The form once more, with what was typed and what is wrong about it; null when it is no fault of the form. */
  async function joinAgain(c: Context<Env>, error: unknown, typed: Typed, language: LanguageTag | undefined) {
    if (!(error instanceof AppError)) return null
    if (error.key === 'share-link') return notFound(c)
    const problem = problemOf(error)
    if (!problem && error.key !== 'over') return null
    const found = await readLanding(deps, { token: tokenOf(c), hit: null, ...inLanguage(language) })
    if (!found) return notFound(c)
    return sharingPage(
      c,
      <LandingPage landing={found} typed={typed} problem={problem} />,
      problem ? statusOfProblem(problem) : 409,
    )
  }

  const confirmation: Handler = async (c) => {
    const found = await readConfirmation(deps, tokenOf(c))
    if (!found) return notFound(c)
    if (found.state === 'pending') return page(c, <ConfirmPage {...found} token={tokenOf(c)} />)
    return page(c, <ConfirmedPage {...found} state={found.state} share={null} chainToken={null} />)
  }

  const confirm: Handler = async (c) => {
    const found = await confirmJoin(deps, tokenOf(c), hitOf(c))
    return found ? sharingPage(c, <ConfirmedPage {...found} />) : notFound(c)
  }

  const mail: Handler = async (c) => {
    const found = await readMailOnline(deps, { token: tokenOf(c) })
    return found ? mailPage(c, found.html, 'none') : notFound(c)
  }

  /** The same image for everybody, whatever is written down: the answer tells a watcher nothing. */
  const opened: Handler = async (c) => {
    const known = await recordOpen(deps, { token: tokenOf(c), hit: hitOf(c) })
    return c.body(transparentGif, known ? 200 : 404, {
      'Content-Type': 'image/gif',
      'Cache-Control': 'no-store',
      'X-Content-Type-Options': 'nosniff',
      'X-Robots-Tag': 'noindex, nofollow',
      // Web mail shows it inside pages of its own: the headers of our pages would keep it out.
      'Cross-Origin-Resource-Policy': 'cross-origin',
    })
  }

  return { click, opened, landing, code, join, confirmation, confirm, mail }
}

/** Where the reader goes learns nothing of the address they come from, and nobody keeps it. */
const onward = {
  'Cache-Control': 'no-store',
  'Referrer-Policy': 'no-referrer',
  'X-Robots-Tag': 'noindex, nofollow',
  'X-Content-Type-Options': 'nosniff',
}

/** One transparent pixel, the smallest image that every mail program draws. */
const transparentGif = Uint8Array.from(
  atob('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7'),
  (character) => character.charCodeAt(0),
)

const inLanguage = (language: LanguageTag | undefined) => (language ? { language } : {})
