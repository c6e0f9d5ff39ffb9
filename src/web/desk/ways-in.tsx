import type { Context } from 'hono'
import { AppError } from '../../core/error.ts'
import { networkOf } from '../../core/network.ts'
import { type Entered, enterByCode, enterByPassword } from '../../engine/auth/enter.ts'
import { mayTry } from '../../engine/auth/limits.ts'
import { askMinistry, enterByMinistry } from '../../engine/auth/oidc.ts'
import { askPasskey, enterByPasskey } from '../../engine/auth/passkey.ts'
import { opensSetUp, setUp } from '../../engine/auth/set-up.ts'
import type { Deps } from '../../engine/deps.ts'
import { type Env, page } from '../answer.tsx'
import { addressOf, formOf } from '../reader.ts'
import { sent } from './door.tsx'
import { PasskeyPage, SetUpOverPage, SetUpPage } from './doors.tsx'
import { CodePage, PasswordPage } from './sign-in.tsx'

type Handler = (c: Context<Env>) => Promise<Response>
type Failed = 'wrong' | 'wait' | 'oidcFailed' | 'passkeyFailed'

/** The ways into the desk for people who have been there before. */
export function waysIn(deps: Deps) {
  const oidc = Boolean(deps.settings.oidc)
  const network = (c: Context) => networkOf(addressOf(c))

  const refuse = (c: Context<Env>, problem: Failed, email = '') =>
    page(
      c,
      <PasswordPage language={c.get('deskLanguage')} {...{ problem, email, oidc }} />,
      problem === 'wait' ? 429 : 403,
    )
  const ended = (c: Context<Env>, entered: Entered, wrong: Failed) =>
    entered.outcome === 'in'
      ? sent(c, '/desk', entered.cookies)
      : refuse(c, entered.outcome === 'wait' ? 'wait' : wrong)

  const form: Handler = async (c) => {
    const problem = c.req.query('failed') === 'oidc' ? 'oidcFailed' : undefined
    return page(c, <PasswordPage language={c.get('deskLanguage')} {...{ problem, oidc }} />)
  }

  const password: Handler = async (c) => {
    const word = await formOf(c)
    const [email, secret, headers] = [word('email'), word('password'), c.req.raw.headers]
    const entered = await enterByPassword(deps, { email, password: secret, network: network(c), headers })
    if (entered.outcome === 'code') return sent(c, '/desk/code', entered.cookies)
    if (entered.outcome === 'in') return sent(c, '/desk', entered.cookies)
    return refuse(c, entered.outcome, email)
  }

  const code: Handler = async (c) => page(c, <CodePage language={c.get('deskLanguage')} />)

  const checkCode: Handler = async (c) => {
    const written = (await formOf(c))('code')
    const it = { code: written, network: network(c), headers: c.req.raw.headers }
    const entered = await enterByCode(deps, it)
    if (entered.outcome === 'in') return sent(c, '/desk', entered.cookies)
    const [problem, status] =
      entered.outcome === 'wait' ? (['wait', 429] as const) : (['codeWrong', 403] as const)
    return page(c, <CodePage language={c.get('deskLanguage')} problem={problem} />, status)
  }

  const passkey: Handler = async (c) => {
    const { options, cookies } = await askPasskey(deps, c.req.raw.headers)
    for (const cookie of cookies) c.header('Set-Cookie', cookie, { append: true })
    c.set('runsShareScript', true)
    return page(c, <PasskeyPage language={c.get('deskLanguage')} options={options} />)
  }

  const checkPasskey: Handler = async (c) => {
    const { response } = await answerOf(c)
    const it = { response, network: network(c), headers: c.req.raw.headers }
    return ended(c, response ? await enterByPasskey(deps, it) : nothing, 'passkeyFailed')
  }

  const ministry: Handler = async (c) => {
    const asked = await askMinistry(deps, c.req.raw.headers)
    return asked ? sent(c, asked.url, asked.cookies) : refuse(c, 'oidcFailed')
  }

  /** The one GET that signs in: the protocol comes back by a link, and its state proves that this browser went out. */
  const fromMinistry: Handler = async (c) => {
    if (!(await mayTry(deps, { network: network(c) }))) return refuse(c, 'wait')
    return ended(
      c,
      await enterByMinistry(deps, { query: c.req.query(), headers: c.req.raw.headers }),
      'oidcFailed',
    )
  }

  return {
    form,
    password,
    code,
    checkCode,
    passkey,
    checkPasskey,
    ministry,
    fromMinistry,
    ...settingUp(deps),
  }
}

function settingUp(deps: Deps) {
  const show: Handler = async (c) => {
    const token = c.req.param('token') ?? ''
    const language = c.get('deskLanguage')
    return (await opensSetUp(deps, token))
      ? page(c, <SetUpPage {...{ language, token }} />)
      : page(c, <SetUpOverPage language={language} />, 404)
  }

  const make: Handler = async (c) => {
    const word = await formOf(c)
    const it = { token: c.req.param('token') ?? '', name: word('name'), email: word('email') }
    const language = c.get('deskLanguage')
    try {
      return c.redirect(await setUp(deps, it), 303)
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      return error.key === 'set-up-words'
        ? page(c, <SetUpPage {...{ language, ...it }} wrong />, 400)
        : page(c, <SetUpOverPage language={language} />, 404)
    }
  }
  return { setUp: show, makeSetUp: make }
}

const nothing: Entered = { outcome: 'wrong', cookies: [] }

/** What a device answered, longer than the words of other forms; null for what is no JSON. */
export async function answerOf(c: Context): Promise<{ response: unknown; name: string }> {
  const form: Record<string, unknown> = await c.req.parseBody().catch(() => ({}))
  const name = String(form.name ?? '').trim()
  try {
    return { response: JSON.parse(String(form.response ?? '')), name }
  } catch {
    return { response: null, name }
  }
}
