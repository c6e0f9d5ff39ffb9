import type { Context } from 'hono'
import {
  accountOf,
  beginFactor,
  cameByLink,
  changePassword,
  confirmFactor,
  newCodes,
  removeFactor,
} from '../../engine/auth/account.ts'
import { chooseLanguage, endOwnSession, endOwnSessions, removePasskey } from '../../engine/auth/own.ts'
import { addPasskey, askNewPasskey } from '../../engine/auth/passkey.ts'
import { mailProof } from '../../engine/auth/proof-mail.ts'
import type { Deps } from '../../engine/deps.ts'
import { isDeskLanguage } from '../../i18n/desk/words.ts'
import { institutionById } from '../../store/institutions.ts'
import { type Env, page } from '../answer.tsx'
import { formOf } from '../reader.ts'
import { AccountPage, type AccountProblem } from './account.tsx'
import { sent } from './door.tsx'
import { PasskeyPage } from './doors.tsx'
import { CodesPage, NewFactorPage } from './factor.tsx'
import { viewerOf } from './viewer.ts'
import { answerOf } from './ways-in.tsx'

type Handler = (c: Context<Env>) => Promise<Response>
const home = '/desk/account'

/** One's own account: how to sign in, where one is signed in, which language the desk speaks. */
export function accountPages(deps: Deps) {
  const show = async (c: Context<Env>, problem?: AccountProblem) => {
    const visit = c.get('visit')
    const institution = await institutionById(deps.db, c.get('officer').institutionId)
    const props = {
      viewer: { ...(await viewerOf(deps, c)), path: home },
      account: await accountOf(deps, visit),
      here: visit.session.id,
      byLink: cameByLink(visit),
      timeZone: institution?.timeZone ?? 'Africa/Casablanca',
      bound: visit.session.boundTo !== null,
      sent: !problem && c.req.query('sent') !== undefined,
      several: visit.officers.length > 1,
      done: !problem && c.req.query('done') !== undefined,
      problem,
    }
    return page(c, <AccountPage {...props} />, problem ? (problem === 'wait' ? 429 : 400) : 200)
  }
  const done = (c: Context<Env>) => c.redirect(`${home}?done`, 303)
  const asking = async (c: Context<Env>) => ({
    visit: c.get('visit'),
    password: (await formOf(c))('password'),
    headers: c.req.raw.headers,
  })

  const password: Handler = async (c) => {
    const word = await formOf(c)
    const it = { visit: c.get('visit'), old: word('old'), fresh: word('fresh'), headers: c.req.raw.headers }
    const refusal = await changePassword(deps, it)
    return refusal ? show(c, refusal) : done(c)
  }

  const proof: Handler = async (c) => {
    const { session } = c.get('visit')
    const sent = session.boundTo !== null && (await mailProof(deps, c.get('officer'), c.get('deskLanguage')))
    return sent ? c.redirect(`${home}?sent`, 303) : show(c, 'proofUnsent')
  }

  const startFactor: Handler = async (c) => {
    const begun = await beginFactor(deps, await asking(c))
    if (typeof begun === 'string') return show(c, begun)
    return page(c, <NewFactorPage viewer={{ ...(await viewerOf(deps, c)), path: home }} factor={begun} />)
  }

  const turnOn: Handler = async (c) => {
    const code = (await formOf(c))('code')
    const cookies = await confirmFactor(deps, { visit: c.get('visit'), code, headers: c.req.raw.headers })
    return cookies ? sent(c, `${home}?done`, cookies) : show(c, 'factorWrong')
  }

  const turnOff: Handler = async (c) => {
    const refusal = await removeFactor(deps, await asking(c))
    return refusal ? show(c, refusal) : done(c)
  }

  const codes: Handler = async (c) => {
    const made = await newCodes(deps, await asking(c))
    if (typeof made === 'string') return show(c, made)
    return page(c, <CodesPage viewer={{ ...(await viewerOf(deps, c)), path: home }} codes={made} />)
  }

  const end: Handler = async (c) => {
    await endOwnSession(deps, c.get('visit'), (await formOf(c))('id'))
    return done(c)
  }

  const endAll: Handler = async (c) => {
    await endOwnSessions(deps, c.get('visit'))
    return c.redirect('/desk', 303)
  }

  const language: Handler = async (c) => {
    const tag = (await formOf(c))('language')
    if (!isDeskLanguage(tag)) return done(c)
    await chooseLanguage(deps, c.get('visit'), tag)
    // What this browser chose before would win over it.
    return sent(c, `${home}?done`, ['mawja_language=; Path=/desk; Max-Age=0; HttpOnly; SameSite=Lax'])
  }

  return {
    show: (c: Context<Env>) => show(c),
    ...{ password, proof, startFactor, turnOn, turnOff, codes, end, endAll, language },
    ...passkeyPages(deps),
  }
}

function passkeyPages(deps: Deps) {
  const start: Handler = async (c) => {
    const name = (await formOf(c))('name')
    const { options, cookies } = await askNewPasskey(deps, c.req.raw.headers)
    for (const cookie of cookies) c.header('Set-Cookie', cookie, { append: true })
    c.set('runsShareScript', true)
    return page(c, <PasskeyPage language={c.get('deskLanguage')} options={options} create={{ name }} />)
  }

  const add: Handler = async (c) => {
    const { response, name } = await answerOf(c)
    const it = { visit: c.get('visit'), response, name, headers: c.req.raw.headers }
    const added = response !== null && (await addPasskey(deps, it))
    return c.redirect(added ? `${home}?done` : home, 303)
  }

  const drop: Handler = async (c) => {
    await removePasskey(deps, c.get('visit'), (await formOf(c))('id'))
    return c.redirect(`${home}?done`, 303)
  }
  return { startPasskey: start, addPasskey: add, dropPasskey: drop }
}
