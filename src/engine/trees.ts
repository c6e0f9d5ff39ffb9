import { parentsOf } from '../core/cascade/share-forest.ts'
import type { Campaign } from '../store/campaigns.ts'
import { sharesIn } from '../store/share-trees.ts'
import type { Deps } from './deps.ts'

/** Of fewer, one could think who they are. */
const leastDrawn = 10

/**
 * The trees of those who asked for links of their own, as `cascade` measures them: node i came by node parent[i], -1 where
 * somebody began. Nodes have no names.
 *
 * @returns null below ten people
 */
export async function treesOf(deps: Deps, campaign: Campaign): Promise<Int32Array | null> {
  const parents = parentsOf(await sharesIn(deps.db, campaign.id))
  return parents.length >= leastDrawn ? parents : null
}
