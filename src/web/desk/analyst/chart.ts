import { BarChart, CustomChart, LineChart } from 'echarts/charts'
import { GeoComponent, GridComponent } from 'echarts/components'
import { init, use } from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'
import { directionOf } from '../../../i18n/words.ts'
import { bandsOption } from './chart-bands.ts'
import { barsOption, columnsOption } from './chart-bars.ts'
import { heatOption } from './chart-heat.ts'
import { intervalsOption } from './chart-intervals.ts'
import { mapOption } from './chart-map.ts'
import type { Inhabited } from './map-layout.ts'

use([BarChart, CustomChart, LineChart, GeoComponent, GridComponent, SVGRenderer])

/** Numbers that may not be shown are null: nothing is drawn there, and the table says so. */
export type Value = number | null

type Series = {
  labels: readonly string[]
  series: readonly { name: string; values: readonly Value[] }[]
}

export type Chart =
  /** Bars that run with the reading direction, or columns that stand; the first series is solid, a second one hollow. */
  | ({ kind: 'bars' } & Series)
  | ({ kind: 'columns' } & Series)
  /** A line through time with two bands around it and another line beside it. */
  | {
      kind: 'bands'
      labels: readonly string[]
      names: { line: string; inner: string; outer: string; other: string }
      line: readonly number[]
      inner: readonly (readonly [number, number])[]
      outer: readonly (readonly [number, number])[]
      other: readonly number[]
    }
  /** Points with their intervals, a line for each. */
  | {
      kind: 'intervals'
      labels: readonly string[]
      points: readonly { at: number; low: number; high: number }[]
      as: 'percent' | 'rate'
      /** A value worth a line of its own, such as R = 1. */
      mark?: number
    }
  | {
      kind: 'heat'
      rows: readonly string[]
      columns: readonly string[]
      cells: readonly (readonly Value[])[]
    }
  /** A circle for each country, and the word for a number that is hidden. */
  | { kind: 'map'; countries: readonly Inhabited[]; hidden: string }
  /** Drawn elsewhere. */
  | { kind: 'svg'; svg: string }

export const chartWidth = 640

/** A chart as SVG that stands in a page: colours by CSS variables, no style written into it, mirrored where one reads from the right. */
export function drawChart(chart: Chart, language: string, label: string): string {
  if (chart.kind === 'svg') return named(chart.svg, label)
  const rtl = directionOf(language) === 'rtl'
  const { option, height, width = chartWidth, titles = [] } = optionOf(chart, { language, rtl })
  const echart = init(null, null, { renderer: 'svg', ssr: true, width, height })
  echart.setOption({ animation: false, textStyle: { fontFamily: 'inherit', fontSize: 14 }, ...option })
  const svg = echart.renderToSVGString()
  echart.dispose()
  return named(plain(titled(svg, titles)), label)
}

export type Look = { language: string; rtl: boolean }

type Drawing = {
  option: object
  height: number
  width?: number
  /** By series and item: what a shape says when somebody points at it. */
  titles?: readonly (readonly string[])[]
}

function optionOf(chart: Exclude<Chart, { kind: 'svg' }>, look: Look): Drawing {
  if (chart.kind === 'columns') return columnsOption(chart, look)
  if (chart.kind === 'bars') return barsOption(chart, look)
  if (chart.kind === 'bands') return bandsOption(chart, look)
  if (chart.kind === 'intervals') return intervalsOption(chart, look)
  if (chart.kind === 'map') return mapOption(chart, look)
  return heatOption(chart, look)
}

/** ECharts writes beside a shape which item it is. */
const titled = (svg: string, titles: NonNullable<Drawing['titles']>) =>
  svg.replace(
    /<circle [^>]*ecmeta_series_index="(\d+)" ecmeta_data_index="(\d+)"[^>]*>/g,
    (shape, series: string, item: string) => {
      const title = titles[Number(series)]?.[Number(item)]
      return title ? `${shape}<title>${escaped(title)}</title>` : shape
    },
  )

/**
 * What the pages' policy lets stand: no `style` element and no `style` attribute (its words become attributes of their own),
 * nothing that only a script would use.
 */
function plain(svg: string): string {
  return svg
    .replace(/<style[\s\S]*?<\/style>/g, '')
    .replace(/\s(class|ecmeta_\w+|pointer-events|xmlns:xlink|version|baseProfile)="[^"]*"/g, '')
    .replace(/\sstyle="([^"]*)"/g, (_, css: string) => attributesOf(css))
    .replace(/\n+/g, '')
}

const attributesOf = (css: string) =>
  css
    .split(';')
    .flatMap((one) => {
      const [name, value] = one.split(':').map((part) => part.trim())
      return name && value && /^[a-z-]+$/.test(name) ? [` ${name}="${value.replaceAll('"', '')}"`] : []
    })
    .join('')

/** It grows and shrinks with its place, and says what it is to whoever does not see it. */
function named(svg: string, label: string): string {
  const [, open = '', rest = ''] = /^<svg([^>]*)>([\s\S]*)$/.exec(svg) ?? []
  const box = /viewBox="[^"]*"/.exec(open)?.[0] ?? ''
  return `<svg xmlns="http://www.w3.org/2000/svg" ${box} class="chart" role="img" aria-label="${escaped(label)}" direction="ltr">${rest}`
}

const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
