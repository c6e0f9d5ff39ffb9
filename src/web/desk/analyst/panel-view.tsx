import { raw } from 'hono/html'
import { figureWords } from '../../../i18n/desk/figure-words.ts'
import type { DeskLanguage } from '../../../i18n/desk/words.ts'
import { localeOf } from '../../ui/say.ts'
import { Num } from '../number.tsx'
import type { Shown } from '../small-cells.ts'
import { type Chart, drawChart } from './chart.ts'
import { MapView } from './map-view.tsx'
import type { Column, Panel, Row, Written } from './panel.ts'

type Props = {
  language: DeskLanguage
  panel: Panel
  /** Address of the same as a file; null where there is none, as on paper. */
  file: string | null
  /** Which column the table is sorted by, where its titles sort. */
  sorted?: { key: string; ascending: boolean } | undefined
}

const sizes = { svg: 'square', intervals: 'narrow' }

/** A question, its chart, the table under it and the way to its file. */
export function PanelView({ language, panel, file, sorted }: Props) {
  const { chart, map, rows, notes, name, title } = panel
  const words = figureWords(language)
  return (
    <section class="figure" aria-labelledby={`${name}-title`}>
      <h2 id={`${name}-title`}>{title}</h2>
      <p class="hint">{panel.lead}</p>
      {map && <MapView language={language} map={map} />}
      {chart && (
        <>
          <Legend chart={chart} />
          <section
            class={`drawing ${sizes[chart.kind as keyof typeof sizes] ?? ''}`}
            tabindex={0}
            aria-label={title}
          >
            {raw(drawChart(chart, language, title))}
          </section>
        </>
      )}
      {rows.length > 0 ? (
        <PanelTable {...{ language, panel, file, sorted }} />
      ) : (
        notes.length === 0 && <p>{words.none}</p>
      )}
      {notes.map((note) => (
        <p key={note}>{note}</p>
      ))}
      {file && rows.length > 0 && (
        <p class="file">
          <a href={file} aria-describedby={`${name}-title`}>
            {words.file}
          </a>
        </p>
      )}
    </section>
  )
}

/** Names what is drawn where there is more than one thing. */
function Legend({ chart }: { chart: Chart }) {
  const names = namesOf(chart)
  if (names.length < 2) return null
  return (
    <ul class="legend">
      {names.map(([mark, name]) => (
        <li key={mark} class={`key-${mark}`}>
          {name}
        </li>
      ))}
    </ul>
  )
}

function namesOf(chart: Chart): [mark: string, name: string][] {
  if (chart.kind === 'bars')
    return chart.series.map(({ name }, index) => [index === 0 ? 'solid' : 'hollow', name])
  if (chart.kind !== 'bands') return []
  const { line, inner, outer, other } = chart.names
  return [
    ['line', line],
    ['inner', inner],
    ['outer', outer],
    ['broken', other],
  ]
}

function PanelTable({ language, panel, sorted }: Props) {
  const { first, columns, rows, title } = panel
  return (
    <section class="scroll" tabindex={0} aria-label={title}>
      <table class="numbers">
        <thead>
          <tr>
            <Head column={first} sorted={sorted} />
            {columns.map((column) => (
              <Head key={column.key} column={column} number sorted={sorted} />
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.key}>
              <th scope="row">
                <Label row={row} />
              </th>
              {columns.map(({ as }, index) => (
                <td class="number">
                  <Figure language={language} value={row.values[index] ?? null} as={as} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

type HeadProps = { column: Column; number?: boolean; sorted: Props['sorted'] }

function Head({ column: { key, title, href }, number = false, sorted }: HeadProps) {
  const sort = sorted?.key === key ? { 'aria-sort': order(sorted.ascending) } : {}
  return (
    <th scope="col" class={number ? 'number' : undefined} {...sort}>
      {href ? <a href={href}>{title}</a> : title}
    </th>
  )
}

const order = (ascending: boolean) => (ascending ? ('ascending' as const) : ('descending' as const))

function Label({ row: { label, lang, href } }: { row: Row }) {
  const name = <bdi lang={lang}>{label}</bdi>
  return href ? <a href={href}>{name}</a> : name
}

type FigureProps = { language: DeskLanguage; value: Shown; as: Written | undefined }

function Figure({ language, value, as = 'count' }: FigureProps) {
  if (typeof value !== 'number' || as === 'count') return <Num language={language} value={value} />
  return <bdi>{written(language, value, as)}</bdi>
}

export function written(language: string, value: number, as: Exclude<Written, 'count'>): string {
  const options: Intl.NumberFormatOptions =
    as === 'percent'
      ? { style: 'percent', maximumFractionDigits: 2 }
      : { minimumFractionDigits: as === 'rate' ? 2 : 0, maximumFractionDigits: as === 'rate' ? 2 : 1 }
  return new Intl.NumberFormat(localeOf(language), options).format(value)
}
