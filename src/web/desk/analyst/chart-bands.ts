import { count } from '../../ui/say.ts'
import type { Chart, Look } from './chart.ts'
import { isolated, line, muted, text, tones } from './chart-parts.ts'

type Bands = Extract<Chart, { kind: 'bands' }>

/** Time runs with the reading direction. A band is the room between its lower end, which is not drawn, and its upper one. */
export function bandsOption(chart: Bands, look: Look) {
  const band = (name: string, ends: readonly (readonly [number, number])[], opacity: number) => [
    { ...hidden, stack: name, data: ends.map(([low]) => low) },
    {
      ...hidden,
      stack: name,
      data: ends.map(([low, high]) => high - low),
      areaStyle: { color: tones[0], opacity },
    },
  ]
  const least = Math.min(...chart.outer.map(([low]) => low), ...chart.other)
  return {
    height: 300,
    option: {
      grid: {
        top: 16,
        bottom: 8,
        left: 12,
        right: 12,
        outerBoundsMode: 'same' as const,
        outerBoundsContain: 'axisLabel' as const,
      },
      xAxis: {
        type: 'category' as const,
        inverse: look.rtl,
        boundaryGap: false,
        data: chart.labels.map((label) => isolated(label, look)),
        axisLine: { lineStyle: { color: line } },
        axisTick: { show: false },
        axisLabel: { ...text(muted), fontSize: 12, interval: 0 },
      },
      yAxis: {
        type: 'value' as const,
        position: look.rtl ? ('right' as const) : ('left' as const),
        // Nought is far away from a campaign under way: the lines would lie on one another.
        min: Math.floor(least * 0.98),
        splitNumber: 4,
        splitLine: { lineStyle: { color: line } },
        axisLabel: {
          ...text(muted),
          fontSize: 12,
          formatter: (value: number) => (Number.isInteger(value) ? count(look.language, value) : ''),
        },
      },
      series: [
        ...band('outer', chart.outer, 0.18),
        ...band('inner', chart.inner, 0.3),
        drawn(chart.line, { color: tones[0], width: 3 }),
        drawn(chart.other, { color: tones[1], width: 2, type: [6, 5] }),
      ],
    },
  }
}

const hidden = { type: 'line' as const, symbol: 'none', silent: true, lineStyle: { width: 0, opacity: 0 } }

const drawn = (data: readonly number[], lineStyle: { color: string; width: number; type?: number[] }) => ({
  type: 'line' as const,
  data: [...data],
  symbol: 'circle',
  symbolSize: 6,
  itemStyle: { color: lineStyle.color },
  lineStyle,
})
