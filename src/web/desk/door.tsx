import type { Context, MiddlewareHandler } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import { AppError } from '../../core/error.ts'
import { chooseLanguage } from '../../core/language.ts'
import { networkOf } from '../../core/network.ts'
import { mayTry, succeeded } from '../../engine/auth/limits.ts'
import { isHttps, sessionCookie } from '../../engine/auth/names.ts'
import { chooseInstitution } from '../../engine/auth/own.ts'
import { leave, visitOf } from '../../engine/auth/session.ts'
import type { Deps } from '../../engine/deps.ts'
import { readSignIn, useSignIn } from '../../engine/sign-in.ts'
import { type DeskLanguage, deskLanguages, isDeskLanguage } from '../../i18n/desk/words.ts'
import { institutionById } from '../../store/institutions.ts'
import { type Env, page } from '../answer.tsx'
import { addressOf, cookieLanguage, formOf, languageCookie, wishes } from '../reader.ts'
import { choicesOf } from './choices.ts'
import { ChoosePage } from './doors.tsx'
import { keptPage } from './editor/kept.tsx'
import { PasswordPage, SignInPage, UsedPage } from './sign-in.tsx'

const languageLivesS = 365 * 24 * 3600

/** Who comes into the desk, and in which language it speaks to them. */
export function doorOf(deps: Deps) {
  const secure = isHttps(deps)
  const attributes = { path: '/desk', httpOnly: true, sameSite: 'Lax', secure } as const
  const session = sessionCookie(deps)
  const cookieOf = (c: Context) => getCookie(c, session) ?? ''

  const chosenLanguage: MiddlewareHandler<Env> = async (c, next) => {
    c.set('deskLanguage', cookieLanguage(c) ?? browserLanguage(c))
    await next()
  }

  const guard: MiddlewareHandler<Env> = async (c, next) => {
    const visit = await visitOf(deps, cookieOf(c))
    if (!visit) {
      const kept = await keptPage(c)
      if (kept) return kept
      const oidc = Boolean(deps.settings.oidc)
      return page(c, <PasswordPage language={c.get('deskLanguage')} oidc={oidc} />, 401)
    }
    c.set('visit', visit)
    const { officer } = visit
    if (officer) c.set('officer', officer)
    const own = officer?.language
    if (!cookieLanguage(c) && own && isDeskLanguage(own)) c.set('deskLanguage', own)
    if (!officer && c.req.path !== '/desk/institution' && c.req.path !== '/desk/sign-out')
      return c.redirect('/desk/institution', 303)
    await next()
  }

  const choosing = async (c: Context<Env>) => {
    const choices = await choicesOf(deps, c.get('visit'), c.get('deskLanguage'))
    return page(c, <ChoosePage language={c.get('deskLanguage')} choices={choices} />)
  }

  const choose = async (c: Context<Env>) => {
    const id = Number((await formOf(c))('officer'))
    const done = Number.isInteger(id) && (await chooseInstitution(deps, c.get('visit'), id))
    return c.redirect(done ? '/desk' : '/desk/institution', 303)
  }

  const chooseLanguageOfDesk = async (c: Context<Env>) => {
    const form = await formOf(c)
    if (isDeskLanguage(form('language'))) {
      setCookie(c, languageCookie, form('language'), { ...attributes, maxAge: languageLivesS })
    }
    return c.redirect(insideDesk(form('back')), 303)
  }

  /** Shows whose link it is. Mail scanners open every link; only the button uses it up. */
  const knock = async (c: Context<Env>) => {
    const token = c.req.param('token') ?? ''
    const officer = await readSignIn(deps, token)
    if (!officer) return page(c, <UsedPage language={c.get('deskLanguage')} />, 404)
    const institution = (await institutionById(deps.db, officer.institutionId))?.name ?? ''
    return page(
      c,
      <SignInPage language={c.get('deskLanguage')} {...{ token, institution, email: officer.email }} />,
    )
  }

  /** Counted in the database as passwords are, for all processes together. */
  const enter = async (c: Context<Env>) => {
    const network = networkOf(addressOf(c))
    if (!(await mayTry(deps, { network })))
      throw new AppError('unavailable', 'busy', 'too many links that open nothing, wait a little')
    const entered = await useSignIn(deps, c.req.param('token') ?? '', c.req.raw.headers)
    if (!entered) return page(c, <UsedPage language={c.get('deskLanguage')} />, 404)
    await succeeded(deps, { network })
    return sent(c, entered.isFirst ? '/desk/account' : '/desk', entered.cookies)
  }

  const goOut = async (c: Context<Env>) => {
    await leave(deps, cookieOf(c))
    setCookie(c, session, '', { ...attributes, path: '/', maxAge: 0 })
    return c.redirect('/desk', 303)
  }

  return {
    language: chosenLanguage,
    guard,
    chooseLanguage: chooseLanguageOfDesk,
    knock,
    enter,
    leave: goOut,
    choosing,
    choose,
  }
}

/** Leads on with the cookies that the sign-in wrote. */
export function sent(c: Context<Env>, path: string, cookies: readonly string[]): Response {
  for (const cookie of cookies) c.header('Set-Cookie', cookie, { append: true })
  return c.redirect(path, 303)
}

const browserLanguage = (c: Context) =>
  chooseLanguage(wishes(c.req.header('accept-language')), deskLanguages, 'fr') as DeskLanguage

/** A path of the desk and nothing else: a redirect that a form decides leads nowhere outside. */
function insideDesk(path: string): string {
  const isInside = /^\/desk(\/[\w.-]+)*(\?[\w=&-]*)?$/.test(path) && !path.includes('..')
  return isInside ? path : '/desk'
}
