import type { Direction } from '../i18n/words.ts'

/** Colours of a mail. Every pair of words and ground that `look` puts together is 4.5:1 at least (a test counts). */
export const light = {
  paper: '#f1f5f3',
  card: '#ffffff',
  soft: '#e9f2f0',
  line: '#d3dfdc',
  ink: '#16272b',
  muted: '#4d6165',
  brand: '#0b5a54',
  accent: '#f2a71b',
  onAccent: '#231700',
}
export const dark: typeof light = {
  paper: '#0b1615',
  card: '#122221',
  soft: '#1a302e',
  line: '#34504d',
  ink: '#e8f0ee',
  muted: '#a7bab6',
  brand: '#74cdc0',
  accent: '#f2a71b',
  onAccent: '#231700',
}

/** Fonts that phones and desktops have, by script; a font that must be fetched is a trace and a delay. */
const fonts = {
  Latn: "-apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'Helvetica Neue', Arial, sans-serif",
  Arab: "'Noto Sans Arabic', 'Geeza Pro', 'Segoe UI', Tahoma, Arial, sans-serif",
  Tfng: "'Noto Sans Tifinagh', Ebrima, 'Segoe UI', Roboto, 'Noto Sans', Arial, sans-serif",
}

export type Theme = {
  direction: Direction
  /** Where lines begin, for attributes that know only left and right. */
  start: 'left' | 'right'
  end: 'left' | 'right'
  font: string
  /** Arabic letters have marks above and below and need room for them. */
  lineHeight: string
  light: typeof light
  dark: typeof dark
}

export function themeOf(language: string, direction: Direction): Theme {
  const [start, end] = direction === 'rtl' ? (['right', 'left'] as const) : (['left', 'right'] as const)
  const font = direction === 'rtl' ? fonts.Arab : language === 'zgh' ? fonts.Tfng : fonts.Latn
  return { direction, start, end, font, lineHeight: direction === 'rtl' ? '1.75' : '1.5', light, dark }
}

/** `dir` and `direction` on each block: web mail drops the page's own (GMX, WEB.DE, Outlook). */
export const flowOf = ({ direction }: Theme) => (direction === 'rtl' ? 'direction:rtl;' : '')

/** Top, end, bottom, start: MJML and CSS do not mirror. */
export function padding(
  { direction }: Theme,
  top: number,
  end: number,
  bottom: number,
  start: number,
): string {
  const sides = direction === 'rtl' ? [top, start, bottom, end] : [top, end, bottom, start]
  return sides.map((side) => (side ? `${side}px` : '0')).join(' ')
}
