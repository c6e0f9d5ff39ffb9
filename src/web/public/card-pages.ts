import type { Context } from 'hono'
import { cardTag, sharedCard } from '../../engine/card.ts'
import type { Deps } from '../../engine/deps.ts'
import type { Env } from '../answer.tsx'

/** The picture that messengers show beside a share link. It is asked for by programs, so asking for it is no visit. */
export function cardPages(deps: Deps) {
  return async (c: Context<Env>): Promise<Response> => {
    const card = deps.drawCard ? await sharedCard(deps, c.req.param('token') ?? '') : null
    if (!card || !deps.drawCard) return c.body(null, 404)
    const kept = { ETag: cardTag(card), 'Cache-Control': 'public, max-age=86400' }
    if (c.req.header('if-none-match') === kept.ETag) return c.body(null, 304, kept)
    try {
      return c.body(new Uint8Array(await deps.drawCard(card)), 200, {
        ...kept,
        'Content-Type': 'image/png',
        'X-Content-Type-Options': 'nosniff',
        'X-Robots-Tag': 'noindex, nofollow',
        'Cross-Origin-Resource-Policy': 'cross-origin',
      })
    } catch (error) {
      deps.log('card-failed', { error: (error as Error).name, language: card.language })
      return c.body(null, 404)
    }
  }
}
