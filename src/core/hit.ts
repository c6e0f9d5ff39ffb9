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
  const [hitClass, reason] = judge(hit)
  return { class: hitClass, reasons: `${reason};rules=${hitRules}` }
}

type Verdict = readonly [HitClass, string]

function judge(hit: { method: string; userAgent: string | null; purpose: string | null }): Verdict {
  if (hit.method === 'HEAD') return ['machine', 'head']
  if (hit.purpose && /prefetch|prerender|preview/i.test(hit.purpose)) return ['machine', 'fetched-ahead']
  return hit.userAgent ? judgeAgent(hit.userAgent) : ['unknown', 'no-user-agent']
}

const judged = new Map<string, Verdict>()
/** Most readers come with one of a few names; going through the list of programs takes longer than writing the hit down. */
const mostJudged = 2_000

function judgeAgent(userAgent: string): Verdict {
  const before = judged.get(userAgent)
  if (before) return before
  const verdict = freshVerdict(userAgent)
  if (judged.size >= mostJudged) judged.clear()
  if (userAgent.length <= 300) judged.set(userAgent, verdict)
  return verdict
}

function freshVerdict(userAgent: string): Verdict {
  if (previews.test(userAgent)) return ['preview', 'preview-agent']
  if (isbot(userAgent)) return ['machine', 'bot-agent']
  return ['human', 'browser-agent']
}

const hourMs = 3_600_000

/** In mode `aggregate` an event knows its hour and no more, so that it cannot be matched with a person's day. */
export function wholeHour(at: number): number {
  return Math.floor(at / hourMs) * hourMs
}
