import type { SpreadGroup } from '../../../core/cascade/groups.ts'
import type { CampaignCascade } from '../../../engine/cascade.ts'
import { figureWords } from '../../../i18n/desk/figure-words.ts'
import { type Shown, shownColumn } from '../small-cells.ts'
import { country, drawn, languageLabel, type Reader } from './overview-panels.ts'
import type { Panel } from './panel.ts'

/** More bars than these say nothing. */
const mostBars = 12

/** Spread beside spread: languages, countries and variants of a campaign, where there are several. */
export function groupsPanels(reader: Reader, { groups }: CampaignCascade): Panel[] {
  const words = figureWords(reader.language)
  const places = { key: 'country', ...words.groups.country }
  return [
    panelOf(reader, groups.language, { key: 'language', ...words.groups.language }, (key) =>
      languageLabel(key, words),
    ),
    panelOf(reader, groups.country, places, (key) => ({ label: country(reader.language, key) })),
    panelOf(reader, groups.variant, { key: 'variant', ...words.groups.variant }, (key) => ({ label: key })),
  ].flatMap((panel) => (panel ? [panel] : []))
}

type Named = { key: string; title: string; one: string }

function panelOf(
  { language, veil }: Reader,
  groups: readonly SpreadGroup[],
  named: Named,
  labelOf: (key: string) => { label: string; lang?: string },
): Panel | null {
  if (groups.length < 2) return null
  const { groups: words, generations, reproduction } = figureWords(language)
  const seeds = shownColumn(
    groups.map((one) => one.seeds),
    veil,
  )
  const joins = shownColumn(
    groups.map((one) => one.joins),
    veil,
  )
  const rows = groups.map(({ key, r, low, high }, index) => {
    // A rate beside one of its two numbers would tell the other.
    const isHidden = seeds[index] === 'hidden' || joins[index] === 'hidden'
    const rates = [r, low, high].map((value): Shown => (isHidden ? 'hidden' : value))
    return { key: key || 'unknown', ...labelOf(key), values: [seeds[index]!, joins[index]!, ...rates] }
  })
  const points = rows.slice(0, mostBars).flatMap(({ label, values }) => {
    const [, , at, low, high] = values.map(drawn)
    return at == null || low == null || high == null ? [] : [{ label, at, low, high }]
  })
  return {
    name: `spread${named.key}`,
    title: named.title,
    lead: words.lead,
    first: { key: named.key, title: named.one },
    columns: [
      { key: 'seeds', title: words.seeds },
      { key: 'joins', title: words.joins },
      { key: 'r', title: generations.r, as: 'rate' },
      { key: 'low', title: reproduction.low, as: 'rate' },
      { key: 'high', title: reproduction.high, as: 'rate' },
    ],
    rows,
    notes: [],
    chart: points.length
      ? { kind: 'intervals', labels: points.map(({ label }) => label), points, as: 'rate' }
      : null,
  }
}
