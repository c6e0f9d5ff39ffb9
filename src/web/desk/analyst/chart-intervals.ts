import type { CustomSeriesRenderItemAPI } from 'echarts/types/dist/shared'
import { localeOf } from '../../ui/say.ts'
import type { Chart, Look } from './chart.ts'
import { grid, ink, muted, nameAxis, tones, valueAxis } from './chart-parts.ts'

type Intervals = Extract<Chart, { kind: 'intervals' }>

/** Few lines and three numbers each: narrow enough for a telephone. A point with its ends, as one draws it by hand: a line with two stops and a dot. */
export function intervalsOption({ labels, points, as, mark }: Intervals, look: Look) {
  const options = as === 'percent' ? ({ style: 'percent' } as const) : {}
  const format = new Intl.NumberFormat(localeOf(look.language), { ...options, maximumFractionDigits: 2 })
  const most = Math.max(...points.map(({ high }) => high), mark ?? 0)
  return {
    height: 56 + points.length * 40,
    width: 480,
    option: {
      grid: { ...grid(look), [look.rtl ? 'left' : 'right']: 24 },
      xAxis: {
        ...valueAxis(look, (value) => format.format(value)),
        min: 0,
        max: most > 0 ? Math.ceil(most * 11) / 10 : 1,
      },
      yAxis: nameAxis(labels, look),
      series: [
        {
          type: 'custom' as const,
          data: points.map(({ at, low, high }, index) => [at, index, low, high]),
          encode: { x: [0, 2, 3], y: 1 },
          renderItem: (_: unknown, api: CustomSeriesRenderItemAPI) => drawn(api, mark),
        },
      ],
    },
  }
}

function drawn(api: CustomSeriesRenderItemAPI, mark: number | undefined) {
  const row = api.value(1)
  const place = (value: number | string) => api.coord([value, row]) as [number, number]
  const [[at, y], [low], [high]] = [place(api.value(0)), place(api.value(2)), place(api.value(3))]
  const stroke = { stroke: ink, lineWidth: 2 }
  const stroked = (x1: number, y1: number, x2: number, y2: number, style: object = stroke) => ({
    type: 'line' as const,
    shape: { x1, y1, x2, y2 },
    style,
  })
  return {
    type: 'group' as const,
    children: [
      ...(mark === undefined
        ? []
        : [stroked(place(mark)[0], y - 20, place(mark)[0], y + 20, { stroke: muted, lineDash: [4, 4] })]),
      stroked(low, y, high, y),
      stroked(low, y - 6, low, y + 6),
      stroked(high, y - 6, high, y + 6),
      { type: 'circle' as const, shape: { cx: at, cy: y, r: 6 }, style: { fill: tones[0] } },
    ],
  }
}
