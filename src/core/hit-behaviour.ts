/** What is remembered of a hit for half a minute, beside others of its network. */
export type Seen = {
  /** ms */
  at: number
  /** Content of the mail whose link it was; null for a page that is shared. */
  contentId: number | null
  linkId: number | null
  userAgent: string | null
  /** It followed the link that no reader sees. */
  isTrap: boolean
  /** Judged a machine's by what it did: not to be judged once more. */
  isMarked: boolean
}

export type Behaviour = 'trap' | 'burst'

/** So long a hit counts beside others of its network. */
export const rememberedMs = 30_000
const burstMs = 2_000
const burstLinks = 3
/** More browsers than this in half a minute: a crowd behind one address, such as a mobile network or a proxy. */
const mostBrowsers = 5

/**
 * Judges a hit by what its network did shortly before.
 *
 * - `trap`: somebody of the network followed the hidden link, at most 30 seconds ago; what came before it is judged anew.
 *   Where a crowd stands behind one address, this holds for the same browser alone.
 * - `burst`: one browser of the network followed three different links of one content in two seconds. A family behind
 *   one address has several browsers and takes longer; so has a village behind one address of its mobile network.
 *
 * @param before  hits of the same network, in order; those that are older than 30 seconds are left aside
 * @returns null when nothing speaks against it; else the reason and which of `before` are judged anew with it
 */
export function judgeBehaviour<S extends Seen>(
  before: readonly S[],
  hit: Seen,
): { reason: Behaviour; anew: S[] } | null {
  const recent = before.filter(({ at }) => hit.at - at <= rememberedMs)
  const isAlike = crowded(recent) ? (one: Seen) => one.userAgent === hit.userAgent : () => true
  if (hit.isTrap || recent.some((one) => one.isTrap && isAlike(one)))
    return { reason: 'trap', anew: recent.filter((one) => !one.isMarked && isAlike(one)) }
  if (hit.contentId === null) return null
  const alike = recent.filter(
    ({ at, contentId, userAgent }) =>
      hit.at - at <= burstMs && contentId === hit.contentId && userAgent === hit.userAgent,
  )
  const links = new Set([...alike, hit].map(({ linkId }) => linkId))
  return links.size < burstLinks ? null : { reason: 'burst', anew: alike.filter(({ isMarked }) => !isMarked) }
}

function crowded(recent: readonly Seen[]): boolean {
  const browsers = new Set<string | null>()
  for (const { userAgent } of recent) if (browsers.add(userAgent).size > mostBrowsers) return true
  return false
}
