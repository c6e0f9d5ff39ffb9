import { z } from 'zod'
import { chooseSeeds, type Quota } from '../core/seeds/choose.ts'
import { keyedNumber } from '../core/token.ts'
import type { Campaign } from '../store/campaigns.ts'
import type { FunnelQuestion } from '../store/funnel.ts'
import { readersOf } from '../store/seeds.ts'
import { newestEdition } from './approve.ts'
import type { Deps } from './deps.ts'
import { campaignQuestion } from './funnel.ts'
import { campaignNamed } from './named.ts'
import { type Evidence, evidenceFor, type Group } from './seeds-evidence.ts'
import { saveSeeds } from './seeds-save.ts'

const percent = z.int().min(0).max(100, 'write percent from 0 to 100')

export const seedsInput = z.strictObject({
  campaign: z.string(),
  segment: z.string().optional(),
  top: z
    .int()
    .min(1, 'write a whole number from 1')
    .max(100_000, 'at most 100,000 seeds at a time')
    .default(500),
  random: z.number().min(0).max(1, 'write a share from 0 to 1').default(0.15),
  quotas: z
    .array(z.strictObject({ field: z.enum(['country', 'language']), value: z.string().optional(), percent }))
    .default([]),
  save: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]{0,50}$/, 'use small letters, digits and hyphens')
    .optional(),
})

export type SeedRow = {
  rank: number
  /** Number of the contact: no address, no name. */
  contact: number
  country: string | null
  language: string
  /** How many others they are expected to bring. */
  expected: number
  by: 'rank' | 'lot'
  because: string
}

/** Fewer people than this are not shown as a group. */
const smallest = 10

/**
 * Whom to write to first: the audience of a campaign, by how many others each is expected to bring, from what past campaigns
 * of the institution brought. Nothing says who brought whom in them but links of their own of people who agreed; for
 * everybody else the figure is that of their country and language.
 */
export async function seeds(deps: Deps, it: z.output<typeof seedsInput>) {
  const campaign = await campaignNamed(deps, it.campaign)
  const question = await askedOf(deps, campaign, it.segment)
  const evidence = await evidenceFor(deps, campaign)
  const readers = await readersOf(deps.db, question)
  const candidates = readers.map((one) => ({
    ...one,
    expected: evidence.expected(one),
    lot: keyedNumber(deps.keys, `seeds/${campaign.slug}/${one.id}`),
  }))
  const chosen = chooseSeeds(candidates, { ...it, quotas: it.quotas as Quota[] })
  const rows = chosen.map(({ candidate, isDrawn }, at): SeedRow => {
    const { id, country, language, expected } = candidate
    const why = evidence.because(candidate)
    return {
      rank: at + 1,
      contact: id,
      country,
      language,
      expected: rounded(expected),
      by: isDrawn ? 'lot' : 'rank',
      because: isDrawn ? `drawn by lot, to hold the ranking against; ${why}` : why,
    }
  })
  const saved = it.save === undefined ? null : await saveSeeds(deps, { campaign, slug: it.save, rows })
  return {
    campaign: campaign.slug,
    audience: readers.length,
    chosen: rows.length,
    drawn: chosen.filter((one) => one.isDrawn).length,
    evidence: evidence.said,
    groups: groupsShown(evidence, rows),
    segment: saved,
    rows,
  }
}

/** The audience of a campaign, or a segment as that campaign may write to it. */
async function askedOf(deps: Deps, campaign: Campaign, segment: string | undefined): Promise<FunnelQuestion> {
  const asked = await campaignQuestion(deps, campaign.institutionId, await newestEdition(deps, campaign))
  return segment === undefined ? asked : { ...asked, audience: { segment } }
}

/** Groups of fewer than ten participants, or with fewer than ten seeds, are one line without their figures. */
function groupsShown({ groups }: Evidence, rows: readonly SeedRow[]) {
  const seedsIn = (group: Group) =>
    rows.filter((row) => (row.country ?? '') === group.country && row.language === group.language).length
  const all = groups.map((group) => ({ ...group, seeds: seedsIn(group) })).filter((one) => one.seeds > 0)
  const isShown = (one: (typeof all)[number]) => one.seeds >= smallest && one.participants >= smallest
  return {
    shown: all.filter(isShown).map(({ country, language, participants, children, mean, seeds: count }) => ({
      country,
      language,
      participants,
      children: children < smallest ? null : children,
      mean: rounded(mean),
      seeds: count,
    })),
    hidden: all.filter((one) => !isShown(one)).length,
  }
}

const rounded = (value: number) => Math.round(value * 1e4) / 1e4
