import type { Context } from 'hono'
import type { Deps } from '../../engine/deps.ts'
import { eraseOneself, readErasure, requestOwnData } from '../../engine/preferences-rights.ts'
import { type Env, page } from '../answer.tsx'
import { notFound } from '../failure.tsx'
import { browserLanguage, readerLanguage } from '../reader.ts'
import { DataAskedPage, ErasedPage } from './done.tsx'
import { ErasurePage } from './erasure.tsx'
import { ExpiredPage } from './own-data.tsx'

type Handler = (c: Context<Env>) => Promise<Response>
const tokenOf = (c: Context<Env>) => c.req.param('token') ?? ''

/** What the law gives readers: a copy of everything, and the end of everything. */
export function ownRights(deps: Deps) {
  const askData: Handler = async (c) => {
    const found = await requestOwnData(deps, tokenOf(c), browserLanguage(c))
    if (!found) return notFound(c)
    return page(c, found.here ? <DataAskedPage {...found} /> : <ErasedPage {...found} />)
  }

  const erasing: Handler = async (c) => {
    const found = await readErasure(deps, tokenOf(c))
    if (found === 'expired') return page(c, <ExpiredPage language={readerLanguage(c)} />, 404)
    return found ? page(c, <ErasurePage {...found} token={tokenOf(c)} />) : notFound(c)
  }

  const erase: Handler = async (c) => {
    const found = await eraseOneself(deps, tokenOf(c))
    if (found === 'expired') return page(c, <ExpiredPage language={readerLanguage(c)} />, 404)
    return found ? page(c, <ErasedPage {...found} />) : notFound(c)
  }

  return { askData, erasing, erase }
}
