import { durationMs } from '../core/campaign.ts'
import { type Campaign, editionById, runningCampaigns } from '../store/campaigns.ts'
import { holdWave, type StepWave, saveHeld, waveEnded, wavesAbout } from '../store/hold.ts'
import { factOf, saveFact } from '../store/meta.ts'
import type { Deps } from './deps.ts'

/** The clock may be late, but never by two of its minutes: what is due until then is about to go out. */
export const aboutMs = 2 * 60_000

/**
 * Keeps waves apart where a campaign asks for it (`minGap`): a wave of a step waits while a mail of the one before has not
 * been tried, and then for the gap, in which complaints come in and the stop rules see them. Mails that wait are moved as a
 * set, by the gap at a time; the reader's hours are looked at once more when they go out.
 */
export async function holdWaves(deps: Deps): Promise<void> {
  for (const campaign of await runningCampaigns(deps.db)) await holdCampaign(deps, campaign)
}

/** The same for one: whoever lets a campaign go on says so before it does, or its waves would all be due at once. */
export async function holdCampaign(deps: Deps, campaign: Campaign): Promise<void> {
  if (campaign.runningEditionId === null) return
  const edition = await editionById(deps.db, campaign.runningEditionId)
  const gapMs = durationMs(edition?.definition.minGap ?? '0m')
  if (gapMs > 0) await keepApart(deps, campaign, gapMs)
}

async function keepApart(deps: Deps, campaign: Campaign, gapMs: number): Promise<void> {
  const now = deps.clock.now()
  const until = now + aboutMs
  for (const { stepId, wave } of await wavesAbout(deps.db, { campaignId: campaign.id, until })) {
    const ended = await endOf(deps, { stepId, wave: wave - 1 })
    if (ended === 'empty') continue
    const notBefore = (ended === 'waiting' ? now : ended) + gapMs
    const messages = await holdWave(deps.db, { stepId, wave, until, notBefore })
    const minutes = Math.ceil((notBefore - now) / 60_000)
    if (!messages) continue
    await saveHeld(deps.db, { stepId, wave, until: notBefore })
    deps.log('wave-held', { campaign: campaign.slug, wave, messages, minutes })
  }
}

/** The end of a wave is looked for until it is found, and then kept: finding it reads the whole wave. */
async function endOf(deps: Deps, it: StepWave): Promise<number | 'waiting' | 'empty'> {
  const key = `wave-ended/${it.stepId}/${it.wave}`
  const known = await factOf(deps.db, key)
  if (known !== null) return Number(known)
  const ended = await waveEnded(deps.db, it)
  if (typeof ended === 'number') await saveFact(deps.db, key, String(ended))
  return ended
}
