import type { Look } from './chart.ts'

/** Colours of Okabe and Ito, which those who see few colours can tell apart; tokens.css and analyst.css say them. */
export const ink = 'var(--ink)'
export const muted = 'var(--muted)'
export const line = 'var(--line)'
export const surface = 'var(--surface)'
export const tones = ['var(--chart)', 'var(--chart-2)'] as const

/** Words keep their own direction inside a drawing that runs from left to right. */
export const isolated = (text: string, { rtl }: Look) => (rtl ? `\u2067${text}\u2069` : text)

/** Longer names are cut: the table below has them whole. */
export const short = (text: string) => (text.length > 24 ? `${text.slice(0, 23)}…` : text)

export const text = (color: string = ink) => ({
  color,
  fontFamily: 'inherit',
  fontSize: 14,
  textBorderWidth: 0,
})

/** The axis of names, on the side where reading begins. */
export const nameAxis = (labels: readonly string[], look: Look) => ({
  type: 'category' as const,
  data: labels.map((label) => isolated(short(label), look)),
  inverse: true,
  position: look.rtl ? ('right' as const) : ('left' as const),
  axisLine: { show: false },
  axisTick: { show: false },
  axisLabel: { ...text(), interval: 0 },
})

export const valueAxis = (look: Look, formatter?: (value: number) => string) => ({
  type: 'value' as const,
  inverse: look.rtl,
  splitNumber: 4,
  splitLine: { lineStyle: { color: line } },
  axisLabel: { ...text(muted), fontSize: 12, hideOverlap: true, ...(formatter ? { formatter } : {}) },
})

export const grid = (look: Look) => ({
  top: 8,
  bottom: 8,
  left: look.rtl ? 56 : 12,
  right: look.rtl ? 12 : 56,
  outerBoundsMode: 'same' as const,
  outerBoundsContain: 'axisLabel' as const,
})
