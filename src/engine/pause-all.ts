import { runningCampaigns } from '../store/campaigns.ts'
import type { Deps } from './deps.ts'
import { pause } from './launch.ts'

/** Pauses every campaign under way, of every institution. The letters of the house go on. @returns their slugs */
export async function pauseAll(deps: Deps): Promise<string[]> {
  const campaigns = await runningCampaigns(deps.db)
  for (const campaign of campaigns) await pause(deps, { campaign })
  return campaigns.map((campaign) => campaign.slug)
}
