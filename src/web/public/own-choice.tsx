import type { Context } from 'hono'
import { AppError } from '../../core/error.ts'
import type { Deps } from '../../engine/deps.ts'
import { readLeaving, readPreferences, unsubscribe } from '../../engine/preferences.ts'
import { savePreferences, type Wishes } from '../../engine/preferences-save.ts'
import { type Env, page } from '../answer.tsx'
import { notFound } from '../failure.tsx'
import { browserLanguage, fieldsOf } from '../reader.ts'
import { ErasedPage, UnsubscribedPage } from './done.tsx'
import { type DetailField, PreferencesPage } from './preferences.tsx'
import { wishesFrom } from './preferences-form.ts'
import { UnsubscribePage } from './unsubscribe.tsx'

type Handler = (c: Context<Env>) => Promise<Response>
const tokenOf = (c: Context<Env>) => c.req.param('token') ?? ''

/** What readers decide about themselves. Looking changes nothing; a button does. */
export function ownChoice(deps: Deps) {
  const leaving: Handler = async (c) => {
    const found = await readLeaving(deps, tokenOf(c), browserLanguage(c))
    return found ? page(c, <UnsubscribePage {...found} token={tokenOf(c)} />) : notFound(c)
  }

  /**
   * RFC 8058: the mail provider posts `List-Unsubscribe=One-Click` without cookies, in either form encoding, and must
   * be answered without a redirect. Holding the address is all it takes, so the body is not even read.
   */
  const leave: Handler = async (c) => {
    const found = await unsubscribe(deps, tokenOf(c), browserLanguage(c))
    return found ? page(c, <UnsubscribedPage {...found} />) : notFound(c)
  }

  const preferences: Handler = async (c) => show(c)

  const choose: Handler = async (c) => {
    const wishes = wishesFrom(await fieldsOf(c))
    try {
      const done = await savePreferences(deps, { token: tokenOf(c), wishes })
      return done ? show(c, { saved: true }) : notFound(c)
    } catch (error) {
      if (!(error instanceof AppError) || error.key !== 'details') throw error
      return show(c, { typed: wishes, wrong: error.params.field as DetailField })
    }
  }

  async function show(c: Context<Env>, more: { saved?: true; typed?: Wishes; wrong?: DetailField } = {}) {
    const found = await readPreferences(deps, tokenOf(c), browserLanguage(c))
    if (!found) return notFound(c)
    if ('erased' in found) return page(c, <ErasedPage {...found} />)
    const shown = <PreferencesPage found={found} token={tokenOf(c)} {...more} />
    return page(c, shown, more.wrong ? 422 : 200)
  }

  return { leaving, leave, preferences, choose }
}
