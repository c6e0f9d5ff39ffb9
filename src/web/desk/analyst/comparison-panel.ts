import { inLanguage } from '../../../core/campaign.ts'
import type { ComparedCampaign } from '../../../engine/comparison.ts'
import { figureWords } from '../../../i18n/desk/figure-words.ts'
import { type Shown, shown } from '../small-cells.ts'
import { drawn, type Reader } from './overview-panels.ts'
import type { Panel } from './panel.ts'

export const sortKeys = ['sent', 'r', 'gain', 'clicks', 'joins', 'unsubscribes', 'complaints'] as const
export type SortKey = (typeof sortKeys)[number]
export type Sorting = { key: SortKey; ascending: boolean } | null

export const isSortKey = (key: string | undefined): key is SortKey => sortKeys.some((one) => one === key)

/**
 * Campaigns beside one another. A rate tells the number it comes of, because what was sent stands beside it: it is hidden
 * with it.
 */
export function comparisonPanel(
  { language, veil }: Reader,
  it: { campaigns: readonly ComparedCampaign[]; sorting: Sorting },
): Panel {
  const { compare: words, reproduction } = figureWords(language)
  const lines = it.campaigns.map((one) => ({
    key: one.campaign.slug,
    label: inLanguage(one.name, language, one.fallback) || one.campaign.slug,
    href: `/desk/campaigns/${one.campaign.slug}/figures`,
    values: sortKeys.map((key) => cellOf(one, key, veil)),
    interval: intervalOf(one, veil),
  }))
  const rows = sorted(lines, it.sorting)
  const known = rows.flatMap(({ label, interval }) => (interval ? [{ label, ...interval }] : []))
  return {
    name: 'figures',
    title: words.chart,
    lead: reproduction.lead,
    first: { key: 'campaign', title: words.campaign },
    columns: sortKeys.map((key) => ({
      key,
      title: words[key],
      as: key === 'sent' ? 'count' : key === 'r' || key === 'gain' ? 'rate' : 'tenths',
      href: `/desk/figures?sort=${key}${it.sorting?.key === key && !it.sorting.ascending ? '&order=up' : ''}`,
    })),
    rows,
    notes:
      rows.length === 0 ? [words.none] : rows.some(({ values }) => values[1] === null) ? [words.early] : [],
    chart: known.length
      ? {
          kind: 'intervals',
          labels: known.map(({ label }) => label),
          points: known,
          as: 'rate',
          mark: 1,
        }
      : null,
  }
}

function cellOf(one: ComparedCampaign, key: SortKey, veil: boolean): Shown {
  if (key === 'sent') return shown(one.sent, veil)
  if (key === 'r' || key === 'gain') {
    if (shown(one.joins, veil) === 'hidden') return 'hidden'
    return key === 'gain' ? one.gain : one.r.tooEarly ? null : one.r.estimate
  }
  if (shown(one[key], veil) === 'hidden' || shown(one.sent, veil) === 'hidden') return 'hidden'
  return one.sent > 0 ? (one[key] * (key === 'clicks' ? 100 : 1000)) / one.sent : null
}

function intervalOf({ r, joins }: ComparedCampaign, veil: boolean) {
  const { estimate, low, high, tooEarly } = r
  if (tooEarly || estimate === null || low === null || high === null) return null
  return shown(joins, veil) === 'hidden' ? null : { at: estimate, low, high }
}

/** What is not known or hidden stands last, whichever way: its place tells nothing of it. */
function sorted<T extends { values: readonly Shown[] }>(rows: readonly T[], sorting: Sorting): T[] {
  if (!sorting) return [...rows]
  const place = sortKeys.indexOf(sorting.key)
  const sign = sorting.ascending ? 1 : -1
  return [...rows].sort((a, b) => {
    const [left, right] = [drawn(a.values[place]!), drawn(b.values[place]!)]
    if (left === null || right === null) return Number(left === null) - Number(right === null)
    return sign * (left - right)
  })
}
