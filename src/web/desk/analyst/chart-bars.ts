import { count } from '../../ui/say.ts'
import type { Chart, Look } from './chart.ts'
import { grid, isolated, line, muted, nameAxis, surface, text, tones, valueAxis } from './chart-parts.ts'

type Bars = Extract<Chart, { kind: 'bars' | 'columns' }>

export function barsOption({ labels, series }: Bars, look: Look) {
  const thick = series.length > 1 ? 12 : 18
  return {
    height: 40 + labels.length * (series.length * (thick + 3) + 12),
    option: {
      grid: grid(look),
      xAxis: valueAxis(look, (value) => (Number.isInteger(value) ? count(look.language, value) : '')),
      yAxis: nameAxis(labels, look),
      series: series.map(({ values }, index) => ({
        type: 'bar' as const,
        data: values.map((value) => value ?? '-'),
        barWidth: thick,
        barGap: '20%',
        itemStyle:
          index === 0
            ? { color: tones[0] }
            : { color: surface, borderColor: tones[1], borderWidth: 2, shadowColor: line },
        label: {
          show: true,
          position: look.rtl ? ('left' as const) : ('right' as const),
          formatter: ({ value }: { value: unknown }) =>
            typeof value === 'number' ? count(look.language, value) : '',
          ...text(),
          fontSize: 12,
        },
      })),
    },
  }
}

/** For what has an order of its own, such as the hours of a day. */
export function columnsOption({ labels, series }: Bars, look: Look) {
  return {
    height: 240,
    option: {
      grid: { ...grid(look), left: 4, right: 4 },
      xAxis: {
        type: 'category' as const,
        inverse: look.rtl,
        data: labels.map((label) => isolated(label, look)),
        axisLine: { lineStyle: { color: line } },
        axisTick: { show: false },
        axisLabel: { ...text(muted), fontSize: 12, interval: 0 },
      },
      yAxis: {
        ...valueAxis(look, (value) => (Number.isInteger(value) ? count(look.language, value) : '')),
        inverse: false,
        position: look.rtl ? ('right' as const) : ('left' as const),
      },
      series: series.map(({ values }) => ({
        type: 'bar' as const,
        data: values.map((value) => value ?? '-'),
        barWidth: '70%',
        itemStyle: { color: tones[0] },
      })),
    },
  }
}
