import { AppError } from '../core/error.ts'
import type { Arm } from '../core/experiment/arm.ts'
import { type Judged, judgeArms } from '../core/experiment/judge.ts'
import { objective } from '../core/experiment/objective.ts'
import type { Campaign } from '../store/campaigns.ts'
import { type TallyRow, talliesOf } from '../store/events.ts'
import type { Deps } from './deps.ts'
import { tally } from './tally.ts'

/**
 * `measure`: what counts as a success. `perThousand` is the objective of core/experiment, for 1,000 delivered; null while
 * no join says from which variant it came.
 */
export type CampaignExperiment = { campaign: string; measure: 'joins' | 'clicks' } & Omit<Judged, 'arms'> & {
    arms: (Judged['arms'][number] & { perThousand: number | null })[]
  }

/**
 * Compares the variants of a campaign by those whom the launch enrolled: mails delivered, and of them joins where joins
 * carry a variant, else clicks that look human and are past the time in which
 * they may still be taken for a machine's. Opens decide nothing: programs open mails too.
 *
 * @throws AppError `variants` without two variants, `experiment-hits` where clicks outnumber mails
 */
export async function experiment(deps: Deps, campaign: Campaign): Promise<CampaignExperiment> {
  await tally(deps)
  const rows = (await talliesOf(deps.db, campaign.id)).filter(
    // A join is counted with the generation of whoever came: one after the seeds.
    (row) => row.variant && !row.pending && row.generation === (row.kind === 'join' ? 1 : 0),
  )
  const names = [...new Set(rows.filter((row) => row.kind === 'audience').map((row) => row.variant))].sort()
  if (names.length < 2)
    throw new AppError(
      'conflict',
      'variants',
      `${campaign.slug}: there are no variants to compare; give a step "variants" in campaign.yaml, publish and launch`,
    )
  const measure = rows.some((row) => row.kind === 'join') ? 'joins' : 'clicks'
  const counts = names.map((name) => countsOf(rows.filter((row) => row.variant === name)))
  const arms = names.map((arm, index): Arm => {
    const { delivered: n, [measure]: successes } = counts[index]!
    if (successes <= n) return { arm, n, successes }
    const line = `${campaign.slug}: variant "${arm}" has ${successes} ${measure} on ${n} mails delivered; readers come again too often for a test`
    throw new AppError('conflict', 'experiment-hits', line)
  })
  const { arms: judged, ...rest } = judgeArms(arms)
  const withObjective = judged.map((arm, index) => ({
    ...arm,
    perThousand: measure === 'joins' ? objective(counts[index]!) : null,
  }))
  return { campaign: campaign.slug, measure, arms: withObjective, ...rest }
}

function countsOf(rows: readonly TallyRow[]) {
  const count = (which: (row: TallyRow) => boolean) =>
    rows.filter(which).reduce((sum, row) => sum + row.count, 0)
  const mail = (kind: string) =>
    count((row) => row.kind === kind && row.channel === 'email' && row.trigger === 'launch')
  const of = (kind: string) => count((row) => row.kind === kind)
  return {
    delivered: Math.max(0, mail('sent') - mail('bounce')),
    clicks: count((row) => row.kind === 'click' && row.class === 'human'),
    joins: of('join'),
    unsubscribes: of('unsubscribe'),
    complaints: of('complaint'),
  }
}
