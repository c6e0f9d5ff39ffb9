import { count } from '../../ui/say.ts'
import type { Chart, Look } from './chart.ts'
import { ink, isolated, line, nameAxis, short, text } from './chart-parts.ts'

type Heat = Extract<Chart, { kind: 'heat' }>

/** Each cell says its number: the shade is there to find the large ones. */
export function heatOption({ rows, columns, cells }: Heat, look: Look) {
  const most = Math.max(1, ...cells.flat().map((value) => value ?? 0))
  const data = cells.flatMap((row, y) =>
    row.flatMap((value, x) =>
      value === null
        ? []
        : [
            {
              value: [x, y, value],
              itemStyle: { color: 'var(--chart)', opacity: 0.08 + 0.37 * (value / most) },
            },
          ],
    ),
  )
  return {
    height: 72 + rows.length * 30,
    option: {
      grid: {
        top: 4,
        bottom: 4,
        left: 4,
        right: 4,
        outerBoundsMode: 'same' as const,
        outerBoundsContain: 'axisLabel' as const,
      },
      xAxis: {
        type: 'category' as const,
        inverse: look.rtl,
        position: 'top' as const,
        data: columns.map((label) => isolated(short(label), look)),
        axisLine: { show: false },
        axisTick: { show: false },
        axisLabel: { ...text(), fontSize: 12, interval: 0, rotate: columns.length > 6 ? 35 : 0 },
      },
      yAxis: nameAxis(rows, look),
      series: [
        {
          type: 'custom' as const,
          data,
          encode: { x: 0, y: 1 },
          renderItem: (it: { dataIndex: number }, api: Api) => cellOf(data[it.dataIndex]!, api, look),
        },
      ],
    },
  }
}

type Api = { coord(at: number[]): number[]; size?(of: number[]): number | number[] }
type Datum = { value: number[]; itemStyle: { color: string; opacity: number } }

function cellOf({ value, itemStyle }: Datum, api: Api, look: Look) {
  const [x, y, number] = value as [number, number, number]
  const [cx, cy] = api.coord([x, y]) as [number, number]
  const [width, height] = api.size!([1, 1]) as [number, number]
  return {
    type: 'group' as const,
    children: [
      {
        type: 'rect' as const,
        shape: { x: cx - width / 2 + 1, y: cy - height / 2 + 1, width: width - 2, height: height - 2 },
        style: { fill: itemStyle.color, opacity: itemStyle.opacity, stroke: line },
      },
      {
        type: 'text' as const,
        style: {
          text: count(look.language, number),
          x: cx,
          y: cy,
          fill: ink,
          textAlign: 'center' as const,
          textVerticalAlign: 'middle' as const,
          font: '13px inherit',
        },
      },
    ],
  }
}
