import type { Context } from 'hono'
import type { Deps } from '../../engine/deps.ts'
import { eraseOneself, readStanding, requestOwnData } from '../../engine/preferences-rights.ts'
import { type Env, page } from '../answer.tsx'
import { notFound } from '../failure.tsx'
import { browserLanguage } from '../reader.ts'
import { DataAskedPage, ErasedPage } from './done.tsx'
import { ErasurePage } from './erasure.tsx'

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
    const found = await readStanding(deps, tokenOf(c), browserLanguage(c))
    if (!found) return notFound(c)
    return page(c, found.here ? <ErasurePage {...found} token={tokenOf(c)} /> : <ErasedPage {...found} />)
  }

  const erase: Handler = async (c) => {
    const found = await eraseOneself(deps, tokenOf(c), browserLanguage(c))
    return found ? page(c, <ErasedPage {...found} />) : notFound(c)
  }

  return { askData, erasing, erase }
}
