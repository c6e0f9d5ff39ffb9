import { isbot } from 'isbot'
import { isInCloud } from './cloud-network.ts'

/** What a visit to a public address most likely was. Figures show raw and human beside each other. */
export type HitClass = 'human' | 'machine' | 'preview' | 'unknown'

/** Raised when a rule changes, here or in hit-behaviour.ts; stored with each hit, so that figures can tell them apart. */
export const hitRules = 2

/** What one request shows of itself. None of it is kept. */
export type Hit = {
  method: string
  userAgent: string | null
  /** The `Sec-Purpose` or `Purpose` header, set by browsers that fetch ahead. */
  purpose: string | null
  /** The other end, where somebody outside is known; null = it is not, and behaviour is not judged. */
  address?: string | null
  /** A browser says that it opens a page: `Sec-Fetch-Mode: navigate`, or `text/html` among what it accepts. */
  isNavigation?: boolean
}

export type Verdict = { class: HitClass; reasons: string }

/** Judges one request by itself; what only behaviour over time can tell is left to hit-behaviour.ts. */
export function classifyHit(hit: Hit): Verdict {
  const [hitClass, reason] = judge(hit)
  return { class: hitClass, reasons: `${reason};rules=${hitRules}` }
}

/** A verdict with one reason more. What is known for a machine or a preview stays what it is. */
export function withReason(verdict: Verdict, to: 'machine' | 'unknown', reason: string): Verdict {
  if (verdict.class !== 'human' && verdict.class !== 'unknown') return verdict
  return { class: to, reasons: verdict.reasons.replace(';rules=', `+${reason};rules=`) }
}

type Judged = readonly [HitClass, string]

function judge(hit: Hit): Judged {
  if (hit.method === 'HEAD') return ['machine', 'head']
  if (hit.purpose && /prefetch|prerender|preview/i.test(hit.purpose)) return ['machine', 'fetched-ahead']
  const judged: Judged = hit.userAgent ? judgeAgent(hit.userAgent) : ['unknown', 'no-user-agent']
  return judged[0] === 'human' ? judgePlace(hit, judged) : judged
}

const navigated: Judged = ['human', 'browser-agent+navigation']

/** Few people read in a data centre, but some do, over a VPN or a desktop that stands there. */
function judgePlace({ isNavigation, address }: Hit, judged: Judged): Judged {
  if (!address || !isInCloud(address)) return isNavigation ? navigated : judged
  return isNavigation ? ['unknown', 'data-centre'] : ['machine', 'data-centre+no-page-wanted']
}

/**
 * Apps that fetch a link to draw its preview when somebody pastes it: a sign of passing on, not of reading. The first
 * that fits names the app: Telegram says that it is like Twitter.
 */
const previewers = {
  whatsapp: /whatsapp/i,
  facebook: /facebookexternalhit|facebot/i,
  telegram: /telegrambot/i,
  x: /twitterbot/i,
  linkedin: /linkedinbot/i,
  slack: /slackbot/i,
  discord: /discordbot/i,
  skype: /skypeuripreview/i,
  signal: /signal/i,
  viber: /viber/i,
  snapchat: /snapchat/i,
  pinterest: /pinterestbot/i,
  reddit: /redditbot/i,
}

const judged = new Map<string, Judged>()
/** Most readers come with one of a few names; going through the list of programs takes longer than writing the hit down. */
const mostJudged = 2_000

function judgeAgent(userAgent: string): Judged {
  const before = judged.get(userAgent)
  if (before) return before
  const verdict = freshVerdict(userAgent)
  if (judged.size >= mostJudged) judged.clear()
  if (userAgent.length <= 300) judged.set(userAgent, verdict)
  return verdict
}

function freshVerdict(userAgent: string): Judged {
  for (const [app, agent] of Object.entries(previewers))
    if (agent.test(userAgent)) return ['preview', `preview-${app}`]
  if (isbot(userAgent)) return ['machine', 'bot-agent']
  return ['human', 'browser-agent']
}

const hourMs = 3_600_000

/** In mode `aggregate` an event knows its hour and no more, so that it cannot be matched with a person's day. */
export function wholeHour(at: number): number {
  return Math.floor(at / hourMs) * hourMs
}
