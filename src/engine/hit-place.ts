import { strictest, type TrackingMode } from '../core/campaign.ts'
import type { Db } from '../core/ports.ts'
import { type Click, openClick } from '../core/tokens.ts'
import { type HitPlace, hitPlace } from '../store/events.ts'
import { trackingModeOf } from '../store/institutions.ts'
import type { Deps } from './deps.ts'

export type KnownClick = { click: Click; place: HitPlace }

const known = new WeakMap<Db, Map<string, KnownClick>>()
/** A campaign has a few hundred at most; what falls out is opened again. */
const mostKnown = 10_000

/**
 * What a click's token means. All readers of a generation share it and none of it ever changes, so it is opened and
 * looked up once; only tokens that are ours are kept.
 *
 * @returns null for a token that is no click of ours
 */
export async function knownClick(deps: Deps, token: string): Promise<KnownClick | null> {
  const clicks = known.get(deps.db) ?? new Map<string, KnownClick>()
  known.set(deps.db, clicks)
  const before = clicks.get(token)
  if (before) return before
  const click = openClick(deps.keys, token)
  const place = click && (await hitPlace(deps.db, click))
  if (!click || !place) return null
  if (clicks.size >= mostKnown) clicks.clear()
  clicks.set(token, { click, place })
  return { click, place }
}

/** How much may be counted there at this moment: the stricter of institution and campaign. */
export async function modeOf({ db }: Deps, place: HitPlace): Promise<TrackingMode> {
  const institutionMode = (await trackingModeOf(db, place.institutionId)) as TrackingMode
  return strictest(institutionMode, place.campaignMode as TrackingMode)
}
