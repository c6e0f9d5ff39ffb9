import type { Context } from 'hono'
import { AppError } from '../../core/error.ts'
import { leaveChain, readChain, startChain } from '../../engine/chain.ts'
import type { Deps } from '../../engine/deps.ts'
import { type Env, page, sharingPage } from '../answer.tsx'
import { notFound } from '../failure.tsx'
import { browserLanguage, formOf } from '../reader.ts'
import { ChainPage } from './chain.tsx'
import { ChainLeftPage, ErasedPage } from './done.tsx'

type Handler = (c: Context<Env>) => Promise<Response>
const tokenOf = (c: Context<Env>) => c.req.param('token') ?? ''

/** A link of one's own: looking changes nothing, one button makes it, another ends it. */
export function ownChain(deps: Deps) {
  const show: Handler = async (c) => render(c)

  const start: Handler = async (c) => {
    const agreed = (await formOf(c))('agreed') !== ''
    try {
      const done = await startChain(deps, { token: tokenOf(c), agreed })
      return done ? render(c) : notFound(c)
    } catch (error) {
      if (!(error instanceof AppError) || !['consent', 'chain'].includes(error.key)) throw error
      return render(c, error.key === 'consent')
    }
  }

  const leave: Handler = async (c) => {
    const left = await leaveChain(deps, tokenOf(c))
    return left ? page(c, <ChainLeftPage {...left} />) : notFound(c)
  }

  async function render(c: Context<Env>, problem = false) {
    const found = await readChain(deps, tokenOf(c), browserLanguage(c))
    if (!found) return notFound(c)
    if ('erased' in found) return page(c, <ErasedPage {...found} />)
    const shown = <ChainPage found={found} token={tokenOf(c)} problem={problem} />
    return (found.share ? sharingPage : page)(c, shown, problem ? 422 : 200)
  }

  return { show, start, leave }
}
