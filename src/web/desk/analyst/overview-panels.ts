import { isLanguageTag } from '../../../core/language.ts'
import { isShareButton } from '../../../core/share.ts'
import type { Breakdowns } from '../../../engine/breakdowns.ts'
import type { Cell, Tallied } from '../../../engine/stats.ts'
import { type FigureWords, figureWords } from '../../../i18n/desk/figure-words.ts'
import { type DeskLanguage, deskWords } from '../../../i18n/desk/words.ts'
import { words as readerWords } from '../../../i18n/words.ts'
import { count, countryName, say, zoneName } from '../../ui/say.ts'
import { type Shown, shown, shownColumn } from '../small-cells.ts'
import type { Value } from './chart.ts'
import { mapOf } from './map-view.tsx'
import type { Panel, Row } from './panel.ts'

/** Who looks: in what language, and whether small numbers are hidden from them. */
export type Reader = { language: DeskLanguage; veil: boolean }

export const drawn = (value: Shown): Value => (typeof value === 'number' ? value : null)

export function overviewPanels(
  reader: Reader,
  it: { stats: Tallied; rawShares: number; breakdowns: Breakdowns },
): Panel[] {
  return [
    funnelPanel(reader, it),
    cellsPanel(reader, 'languages', it.stats.byLanguage),
    cellsPanel(reader, 'countries', it.stats.byCountry),
    channelsPanel(reader, it.breakdowns),
    hoursPanel(reader, it.breakdowns),
  ]
}

const steps = ['sent', 'clicks', 'visits', 'shares', 'joins'] as const

/** What has no robots in it (sendings, confirmed joins) is the same on both sides. */
export function funnelPanel(
  { language, veil }: Reader,
  { stats, rawShares }: { stats: Tallied; rawShares: number },
): Panel {
  const { funnel } = figureWords(language)
  const sides: Record<(typeof steps)[number], [human: number, raw: number]> = {
    sent: [stats.sent, stats.sent],
    clicks: [stats.clicks.human, stats.clicks.raw],
    visits: [stats.visits.human, stats.visits.raw],
    shares: [stats.shares, rawShares],
    joins: [stats.joins, stats.joins],
  }
  const rows = steps.map((step) => ({
    key: step,
    label: funnel.steps[step],
    values: sides[step].map((value) => shown(value, veil)),
  }))
  return {
    name: 'funnel',
    title: funnel.title,
    lead: funnel.lead,
    first: { key: 'step', title: funnel.step },
    columns: [
      { key: 'human', title: funnel.human },
      { key: 'raw', title: funnel.raw },
    ],
    rows,
    notes: [],
    chart: {
      kind: 'bars',
      labels: rows.map(({ label }) => label),
      series: [funnel.human, funnel.raw].map((name, side) => ({
        name,
        values: rows.map(({ values }) => drawn(values[side]!)),
      })),
    },
  }
}

const measures = ['audience', 'sent', 'clicks', 'joins', 'unsubscribes'] as const

/** The same cells as on the page of the campaign, hidden by the same rule, so that the one does not tell the other. */
export function cellsPanel(
  { language, veil }: Reader,
  name: 'languages' | 'countries',
  cells: Readonly<Record<string, Cell>>,
): Panel {
  const { tables } = deskWords(language)
  const words = figureWords(language)
  const keys = Object.keys(cells)
  const kept = measures.filter((measure) => keys.some((key) => cells[key]![measure] !== null))
  const columns = kept.map((measure) =>
    shownColumn(
      keys.map((key) => cells[key]![measure]),
      veil,
    ),
  )
  const rows = keys.map((key, index) => ({
    key,
    ...(name === 'languages' ? languageLabel(key, words) : { label: country(language, key) }),
    values: columns.map((column) => column[index]!),
  }))
  return {
    name,
    ...words[name],
    first: {
      key: name === 'languages' ? 'language' : 'country',
      title: name === 'languages' ? tables.language : tables.country,
    },
    columns: kept.map((key) => ({ key, title: tables[key] })),
    rows,
    notes: [],
    chart: ranked(rows, kept.indexOf('joins'), tables.joins),
    map: name === 'countries' ? mapped(rows, kept.indexOf('joins'), tables.joins) : null,
  }
}

const mapped = (rows: readonly Row[], column: number, what: string) =>
  mapOf(
    what,
    rows.map(({ key, label, values }) => ({ code: key, name: label, people: values[column] ?? null })),
  )

/** The largest first; nothing is drawn where nothing may be shown. */
function ranked(rows: readonly Row[], column: number, name: string): Panel['chart'] {
  const best = rows
    .map(({ label, values }) => ({ label, value: drawn(values[column] ?? null) }))
    .filter((row): row is { label: string; value: number } => row.value !== null && row.value > 0)
    .sort((a, b) => b.value - a.value)
    .slice(0, 20)
  if (best.length === 0) return null
  return {
    kind: 'bars',
    labels: best.map(({ label }) => label),
    series: [{ name, values: best.map(({ value }) => value) }],
  }
}

export const country = (language: DeskLanguage, code: string) =>
  code ? countryName(language, code) : figureWords(language).unknown

export function languageLabel(tag: string, words: FigureWords): { label: string; lang?: string } {
  return isLanguageTag(tag) ? { label: readerWords(tag).name, lang: tag } : { label: tag || words.unknown }
}

export function channelsPanel({ language, veil }: Reader, { channels: lines }: Breakdowns): Panel {
  const { channels } = figureWords(language)
  const { tables } = deskWords(language)
  const kinds = ['shares', 'visits', 'joins'] as const
  const columns = kinds.map((kind) =>
    shownColumn(
      lines.map((one) => one[kind]),
      veil,
    ),
  )
  const rows = lines.map(({ channel }, index) => ({
    key: channel,
    label:
      channels.names[channel] ?? (isShareButton(channel) ? readerWords(language).share[channel] : channel),
    values: columns.map((column) => column[index]!),
  }))
  return {
    name: 'channels',
    title: channels.title,
    lead: channels.lead,
    first: { key: 'channel', title: channels.channel },
    columns: [
      { key: 'shares', title: channels.shares },
      { key: 'visits', title: channels.visits },
      { key: 'joins', title: tables.joins },
    ],
    rows,
    notes: [],
    chart: ranked(rows, 1, channels.visits),
  }
}

export function hoursPanel({ language, veil }: Reader, { hours: lines, timeZone }: Breakdowns): Panel {
  const { hours, channels } = figureWords(language)
  const { tables } = deskWords(language)
  const kinds = ['clicks', 'visits', 'joins'] as const
  const columns = kinds.map((kind) =>
    shownColumn(
      lines.map((one) => one[kind]),
      veil,
    ),
  )
  const rows = lines.map(({ hour }, index) => ({
    key: String(hour),
    label: count(language, hour),
    values: columns.map((column) => column[index]!),
  }))
  const values = rows.map((row) => drawn(row.values[0]!))
  const isEmpty = values.every((value) => !value)
  return {
    name: 'hours',
    title: hours.title,
    lead: say(language, hours.lead, { zone: zoneName(language, timeZone) }),
    first: { key: 'hour', title: hours.hour },
    columns: [
      { key: 'clicks', title: tables.clicks },
      { key: 'visits', title: channels.visits },
      { key: 'joins', title: tables.joins },
    ],
    rows,
    notes: [],
    chart: isEmpty
      ? null
      : {
          kind: 'columns',
          labels: rows.map(({ label }) => label),
          series: [{ name: tables.clicks, values }],
        },
  }
}
