/** What is remembered of a hit for two seconds, beside others of its network. */
export type Seen = {
  /** ms */
  at: number
  /** Content of the mail whose link it was; null for a page that is shared. */
  contentId: number | null
  linkId: number | null
  userAgent: string | null
  /** Judged a machine's by what it did: not to be judged once more. */
  isMarked: boolean
}

export type Behaviour = 'burst'

/** So long a hit counts beside others of its network, ms. */
export const rememberedMs = 2_000
const burstLinks = 3

/**
 * Judges a hit by what its network did shortly before.
 *
 * - `burst`: one browser of the network followed three different links of one content in two seconds. A shared page that
 *   it opened meanwhile, or up to two seconds later, belongs to it: its link stands in the same mail. A family behind one
 *   address has several browsers and takes longer; so has a village behind one address of its mobile network.
 *
 * @param before  hits of the same network; those that are older than two seconds are left aside
 * @returns null when nothing speaks against it; else the reason and which of `before` are judged anew with it
 */
export function judgeBehaviour<S extends Seen>(
  before: readonly S[],
  hit: Seen,
): { reason: Behaviour; anew: S[] } | null {
  if (hit.contentId === null) return isOfBurst(before, hit) ? { reason: 'burst', anew: [] } : null
  const links = new Set([hit.linkId])
  for (const one of before) if (one.contentId === hit.contentId && isAlike(one, hit)) links.add(one.linkId)
  if (links.size < burstLinks) return null
  const isMeant = ({ contentId }: Seen) => contentId === hit.contentId || contentId === null
  return { reason: 'burst', anew: before.filter((one) => !one.isMarked && isMeant(one) && isAlike(one, hit)) }
}

const isOfBurst = (before: readonly Seen[], page: Seen) =>
  before.some((one) => one.isMarked && one.contentId !== null && isAlike(one, page))

const isAlike = (one: Seen, hit: Seen) => hit.at - one.at <= rememberedMs && one.userAgent === hit.userAgent
