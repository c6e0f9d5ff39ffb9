import type { Context } from 'hono'
import { cardTag, sharedCard } from '../../engine/card.ts'
import type { Deps } from '../../engine/deps.ts'
import { readSignUp } from '../../engine/sign-up.ts'
import { words } from '../../i18n/words.ts'
import type { Card } from '../../render/card.ts'
import type { Env } from '../answer.tsx'
import { askedLanguage, readerLanguage } from '../reader.ts'

/** Pictures that messengers show beside a link. They are asked for by programs, so asking for one is no visit. */
export function cardPages(deps: Deps) {
  const shared = async (c: Context<Env>): Promise<Response> =>
    cardAnswer(deps, c, deps.drawCard ? await sharedCard(deps, c.req.param('token') ?? '') : null)

  /** Of the form of an institution, which is of no campaign. */
  const signUp = async (c: Context<Env>): Promise<Response> => {
    const found = deps.drawCard ? await readSignUp(deps, c.req.param('institution') ?? '') : null
    const language = askedLanguage(c) ?? readerLanguage(c)
    const { title } = words(language).page.signup
    return cardAnswer(deps, c, found && { language, institution: found.institution, title })
  }
  return { shared, signUp }
}

async function cardAnswer(deps: Deps, c: Context<Env>, card: Card | null): Promise<Response> {
  if (!card || !deps.drawCard) return c.body(null, 404, { 'X-Content-Type-Options': 'nosniff' })
  const kept = { ETag: cardTag(card), 'Cache-Control': 'public, max-age=86400' }
  if (c.req.header('if-none-match') === kept.ETag) return c.body(null, 304, kept)
  const picture = await drawn(deps, card)
  if (!picture) return c.body(null, 404, { 'X-Content-Type-Options': 'nosniff' })
  return c.body(picture, 200, {
    ...kept,
    ...pictureHeaders,
    'X-Robots-Tag': 'noindex, nofollow',
    'Cross-Origin-Resource-Policy': 'cross-origin',
  })
}

export const pictureHeaders = { 'Content-Type': 'image/png', 'X-Content-Type-Options': 'nosniff' }

/** Null, and a line in the log without a word of anybody's, when it cannot be drawn: the link works without it. */
export async function drawn(deps: Deps, card: Card): Promise<Uint8Array<ArrayBuffer> | null> {
  try {
    return deps.drawCard ? new Uint8Array(await deps.drawCard(card)) : null
  } catch (error) {
    deps.log('card-failed', { error: (error as Error).name, language: card.language })
    return null
  }
}
