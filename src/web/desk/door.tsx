import type { Context, MiddlewareHandler } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import { chooseLanguage } from '../../core/language.ts'
import type { Deps } from '../../engine/deps.ts'
import { officerOfCookie, readSignIn, sessionLivesMs, useSignIn } from '../../engine/sign-in.ts'
import { type DeskLanguage, deskLanguages, isDeskLanguage } from '../../i18n/desk/words.ts'
import { institutionById } from '../../store/institutions.ts'
import { type Env, page } from '../answer.tsx'
import { formOf, wishes } from '../reader.ts'
import { ClosedPage, SignInPage } from './sign-in.tsx'

const session = 'mawja_session'
const language = 'mawja_language'
const languageLivesS = 365 * 24 * 3600

/** Who comes into the desk, and in which language it speaks to them. */
export function doorOf(deps: Deps) {
  const attributes = {
    path: '/desk',
    httpOnly: true,
    sameSite: 'Lax',
    secure: deps.settings.publicUrl.startsWith('https:'),
  } as const

  const chosenLanguage: MiddlewareHandler<Env> = async (c, next) => {
    c.set('deskLanguage', cookieLanguage(c) ?? browserLanguage(c))
    await next()
  }

  const guard: MiddlewareHandler<Env> = async (c, next) => {
    const officer = await officerOfCookie(deps, getCookie(c, session) ?? '')
    if (!officer) return page(c, <ClosedPage language={c.get('deskLanguage')} path={c.req.path} />, 401)
    c.set('officer', officer)
    if (!cookieLanguage(c) && officer.language && isDeskLanguage(officer.language))
      c.set('deskLanguage', officer.language)
    await next()
  }

  const chooseLanguageOfDesk = async (c: Context<Env>) => {
    const form = await formOf(c)
    if (isDeskLanguage(form('language'))) {
      setCookie(c, language, form('language'), { ...attributes, maxAge: languageLivesS })
    }
    return c.redirect(insideDesk(form('back')), 303)
  }

  /** Shows whose link it is. Mail scanners open every link; only the button uses it up. */
  const knock = async (c: Context<Env>) => {
    const token = c.req.param('token') ?? ''
    const officer = await readSignIn(deps, token)
    if (!officer) return page(c, <ClosedPage language={c.get('deskLanguage')} path={c.req.path} used />, 404)
    const institution = (await institutionById(deps.db, officer.institutionId))?.name ?? ''
    return page(
      c,
      <SignInPage language={c.get('deskLanguage')} {...{ token, institution, email: officer.email }} />,
    )
  }

  const enter = async (c: Context<Env>) => {
    const entered = await useSignIn(deps, c.req.param('token') ?? '')
    if (!entered) return page(c, <ClosedPage language={c.get('deskLanguage')} path={c.req.path} used />, 404)
    setCookie(c, session, entered.cookie, { ...attributes, maxAge: sessionLivesMs / 1000 })
    return c.redirect('/desk', 303)
  }

  const leave = async (c: Context<Env>) => {
    deleteCookie(c, session, attributes)
    return c.redirect('/desk', 303)
  }

  return { language: chosenLanguage, guard, chooseLanguage: chooseLanguageOfDesk, knock, enter, leave }
}

function cookieLanguage(c: Context): DeskLanguage | null {
  const tag = getCookie(c, language) ?? ''
  return isDeskLanguage(tag) ? tag : null
}

const browserLanguage = (c: Context) =>
  chooseLanguage(wishes(c.req.header('accept-language')), deskLanguages, 'fr') as DeskLanguage

/** A path of the desk and nothing else: a redirect that a form decides leads nowhere outside. */
function insideDesk(path: string): string {
  return /^\/desk(\/[\w./-]*)?(\?[\w=&-]*)?$/.test(path) ? path : '/desk'
}
