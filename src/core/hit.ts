import { isbot } from 'isbot'

/** What a visit to a public address most likely was. Figures show raw and human beside each other. */
export type HitClass = 'human' | 'machine' | 'preview' | 'unknown'

/** Raised when a rule below changes; stored with each hit, so that old ones can be judged anew. */
export const hitRules = 1

/** Apps that fetch a link to draw its preview when somebody pastes it: a sign of passing on, not of reading. */
const previews =
  /whatsapp|facebookexternalhit|facebot|telegrambot|twitterbot|linkedinbot|slackbot|discordbot|skypeuripreview|signal|viber|snapchat|pinterestbot|redditbot/i

/**
 * Judges one request by itself. What only behaviour over time can tell is left `human` here.
 *
 * @param purpose  the `Sec-Purpose` or `Purpose` header, set by browsers that fetch ahead
 */
export function classifyHit(hit: { method: string; userAgent: string | null; purpose: string | null }): {
  class: HitClass
  reasons: string
} {
  const judge = (): [HitClass, string] => {
    if (hit.method === 'HEAD') return ['machine', 'head']
    if (hit.purpose && /prefetch|prerender|preview/i.test(hit.purpose)) return ['machine', 'fetched-ahead']
    if (!hit.userAgent) return ['unknown', 'no-user-agent']
    if (previews.test(hit.userAgent)) return ['preview', 'preview-agent']
    if (isbot(hit.userAgent)) return ['machine', 'bot-agent']
    return ['human', 'browser-agent']
  }
  const [hitClass, reason] = judge()
  return { class: hitClass, reasons: `${reason};rules=${hitRules}` }
}

const hourMs = 3_600_000

/** In mode `aggregate` an event knows its hour and no more, so that it cannot be matched with a person's day. */
export function wholeHour(at: number): number {
  return Math.floor(at / hourMs) * hourMs
}
