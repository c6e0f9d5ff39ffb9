import type { R } from '../../../core/cascade/measure.ts'
import type { CampaignCascade } from '../../../engine/cascade.ts'
import { figureWords } from '../../../i18n/desk/figure-words.ts'
import { count, localeOf, say } from '../../ui/say.ts'
import { type Shown, shown, shownColumn, smallest } from '../small-cells.ts'
import { drawCascade } from './cascade-drawing.ts'
import { drawn, type Reader } from './overview-panels.ts'
import type { Panel } from './panel.ts'

/** Of R: nothing before it means something, and nothing that comes of too few people. */
export function reproductionPanel({ language, veil }: Reader, cascade: CampaignCascade): Panel {
  const { reproduction: words } = figureWords(language)
  const joins = cascade.nodes - cascade.trees
  const isHidden = shown(joins, veil) === 'hidden'
  const kinds = { seed: cascade.rSeed, viral: cascade.rViral, all: cascade.rAll }
  const rows = (['seed', 'viral', 'all'] as const).map((kind) => ({
    key: kind,
    label: words.rows[kind],
    values: told(kinds[kind], isHidden),
  }))
  const known = rows.flatMap(({ label, values }) => {
    const [at, low, high] = values.map(drawn) as [number | null, number | null, number | null]
    return at === null || low === null || high === null ? [] : [{ label, at, low, high }]
  })
  return {
    name: 'reproduction',
    title: words.title,
    lead: words.lead,
    first: { key: 'who', title: words.who },
    columns: (['estimate', 'low', 'high'] as const).map((key) => ({ key, title: words[key], as: 'rate' })),
    rows,
    notes: [
      ...(rows.some(({ values }) => values[0] === null) ? [words.early] : []),
      ...(cascade.gain === null || isHidden
        ? []
        : [say(language, words.gain, { gain: decimals(language, cascade.gain) })]),
      generationTime({ language, veil }, cascade),
    ],
    chart: known.length
      ? { kind: 'intervals', labels: known.map(({ label }) => label), points: known, as: 'rate', mark: 1 }
      : null,
  }
}

const told = ({ estimate, low, high, tooEarly }: R, isHidden: boolean): Shown[] =>
  [estimate, low, high].map((value) => (isHidden ? 'hidden' : tooEarly ? null : value))

export const decimals = (language: string, value: number, digits = 2) =>
  new Intl.NumberFormat(localeOf(language), { maximumFractionDigits: digits }).format(value)

/** Of chains, where some people agreed to be counted; else what is assumed. */
function generationTime({ language }: Reader, { chains }: CampaignCascade): string {
  const { reproduction: words, minutes } = figureWords(language)
  if (!chains || chains.generationMinutes.of < smallest || chains.generationMinutes.median === null)
    return words.assumed
  const { median, p90 } = chains.generationMinutes
  const written = (value: number | null) =>
    say(language, minutes, { count: count(language, Math.round(value ?? 0)) })
  return say(language, words.time, { median: written(median), p90: written(p90) })
}

/** The same generations as on the page of the campaign, hidden by the same rule. */
export function generationsPanel({ language, veil }: Reader, cascade: CampaignCascade): Panel {
  const { generations: words } = figureWords(language)
  const [seeds, ...later] = cascade.generations
  const participants = [
    shown(seeds?.participants ?? 0, veil),
    ...shownColumn(
      later.map((one) => one.participants),
      veil,
    ),
  ]
  const rows = cascade.generations.map(({ generation, r, low, high }, index) => {
    const own = participants[index]!
    const children: Shown = participants[index + 1] ?? shown(0, veil)
    const hidden = own === 'hidden' || children === 'hidden'
    const rates = [r, low, high].map((value): Shown => (value !== null && hidden ? 'hidden' : value))
    return { key: String(generation), label: count(language, generation), values: [own, children, ...rates] }
  })
  const { low, high } = figureWords(language).reproduction
  return {
    name: 'generations',
    title: words.title,
    lead: words.lead,
    first: { key: 'generation', title: words.generation },
    columns: [
      { key: 'participants', title: words.participants },
      { key: 'children', title: words.children },
      { key: 'r', title: words.r, as: 'rate' },
      { key: 'low', title: low, as: 'rate' },
      { key: 'high', title: high, as: 'rate' },
    ],
    rows,
    notes: [],
    // Beside a whole audience the others would be hairs.
    chart: bars(rows.slice(1), words.participants),
  }
}

function bars(rows: readonly { label: string; values: readonly Shown[] }[], name: string): Panel['chart'] {
  if (!rows.some(({ values }) => drawn(values[0]!))) return null
  const values = rows.map((row) => drawn(row.values[0]!))
  return { kind: 'bars', labels: rows.map(({ label }) => label), series: [{ name, values }] }
}

/** Trees of those who agreed; whoever sees no small numbers sees no single person either, and gets the generations. */
export function cascadePanel(
  { language, veil }: Reader,
  it: { cascade: CampaignCascade; trees: Int32Array | null; generations: readonly number[] },
): Panel {
  const words = figureWords(language)
  const { chains } = it.cascade
  const nodes = shownColumn(it.generations, veil)
  const rows = nodes.map((value, generation) => ({
    key: String(generation),
    label: count(language, generation),
    values: [value],
  }))
  const shape =
    chains && !veil
      ? [
          say(language, words.cascade.shape, {
            depth: count(language, chains.depth),
            virality:
              chains.structuralVirality.median === null
                ? '–'
                : decimals(language, chains.structuralVirality.median),
          }),
        ]
      : []
  return {
    name: 'cascade',
    title: words.cascade.title,
    lead: words.cascade.lead,
    first: { key: 'generation', title: words.generations.generation },
    columns: [{ key: 'nodes', title: words.cascade.nodes }],
    rows: it.trees ? rows : [],
    notes: it.trees ? shape : [words.cascade.none],
    chart: !it.trees
      ? null
      : veil
        ? bars(rows, words.cascade.nodes)
        : { kind: 'svg', svg: drawCascade(it.trees, language) },
  }
}
