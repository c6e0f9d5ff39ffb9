import type { Context } from 'hono'
import { isLanguageTag } from '../../core/language.ts'
import type { Deps } from '../../engine/deps.ts'
import { readIdentity, setLanguage, unsubscribe } from '../../engine/preferences.ts'
import { type Env, page } from '../answer.tsx'
import { notFound } from '../failure.tsx'
import { formOf } from '../reader.ts'
import { PreferencesPage } from './preferences.tsx'
import { UnsubscribePage } from './unsubscribe.tsx'
import { UnsubscribedPage } from './unsubscribed.tsx'

type Handler = (c: Context<Env>) => Promise<Response>
const tokenOf = (c: Context<Env>) => c.req.param('token') ?? ''

/** What readers decide about themselves. Looking changes nothing; a button does. */
export function ownChoice(deps: Deps) {
  const leaving: Handler = async (c) => {
    const found = await readIdentity(deps, tokenOf(c))
    return found ? page(c, <UnsubscribePage {...found} token={tokenOf(c)} />) : notFound(c)
  }

  /**
   * RFC 8058: the mail provider posts `List-Unsubscribe=One-Click` without cookies, in either form encoding, and must
   * be answered without a redirect. Holding the address is all it takes, so the body is not even read.
   */
  const leave: Handler = async (c) => {
    const found = await unsubscribe(deps, tokenOf(c))
    return found ? page(c, <UnsubscribedPage {...found} />) : notFound(c)
  }

  const preferences: Handler = async (c) => show(c, false)

  const choose: Handler = async (c) => {
    const language = (await formOf(c))('language')
    if (!isLanguageTag(language)) return show(c, false)
    const found = await setLanguage(deps, { token: tokenOf(c), language })
    return found ? show(c, true) : notFound(c)
  }

  async function show(c: Context<Env>, saved: boolean) {
    const found = await readIdentity(deps, tokenOf(c))
    return found ? page(c, <PreferencesPage {...found} token={tokenOf(c)} saved={saved} />) : notFound(c)
  }

  return { leaving, leave, preferences, choose }
}
