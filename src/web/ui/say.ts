import { directionOf, fill } from '../../i18n/words.ts'

/**
 * Fills a sentence. In Arabic each inserted name stands in an isolate (U+2068 … U+2069): a Latin name with a
 * quotation mark or a full stop beside it would otherwise pull them to its wrong side.
 */
export function say(
  language: string,
  text: string,
  values: Readonly<Record<string, string | number>>,
): string {
  if (directionOf(language) === 'ltr') return fill(text, values)
  const isolated = Object.entries(values).map(([name, value]) => [name, `\u2068${value}\u2069`])
  return fill(text, Object.fromEntries(isolated))
}

/** Morocco writes Western digits in Arabic too; Darija has no number or date formats of its own yet. */
export function localeOf(language: string): string {
  return language === 'ar' || language === 'ary' ? 'ar-MA' : language
}

/** Where a runtime has no formats of Tamazight (Workers), its readers get those of French rather than of English. */
const localesOf = (language: string): string[] => [localeOf(language), 'fr']

export function count(language: string, value: number): string {
  return numbers(language).format(value)
}

export function percent(language: string, part: number, whole: number): string {
  const options = { style: 'percent', maximumFractionDigits: part / whole < 0.1 ? 1 : 0 } as const
  return whole > 0 ? numbers(language, options).format(part / whole) : ''
}

/** Formatters are dear to make and a table wants thousands: each is made once. */
const made = new Map<string, Intl.NumberFormat | Intl.DateTimeFormat>()
function once<Format extends Intl.NumberFormat | Intl.DateTimeFormat>(
  key: string,
  make: () => Format,
): Format {
  const known = (made.get(key) as Format | undefined) ?? make()
  made.set(key, known)
  return known
}
const numbers = (language: string, options: Intl.NumberFormatOptions = {}) =>
  once(`n${language}${JSON.stringify(options)}`, () => new Intl.NumberFormat(localesOf(language), options))
const times = (language: string, options: Intl.DateTimeFormatOptions) =>
  once(`t${language}${JSON.stringify(options)}`, () => new Intl.DateTimeFormat(localesOf(language), options))

const regionNames = new Map<string, Intl.DisplayNames>()

export function countryName(language: string, code: string): string {
  const names = regionNames.get(language) ?? new Intl.DisplayNames(localesOf(language), { type: 'region' })
  regionNames.set(language, names)
  return /^[A-Z]{2}$/.test(code) ? (names.of(code) ?? code) : code
}

/** `23 novembre 2026 à 18:30`: the day in full. */
export function moment(language: string, at: number, timeZone: string): string {
  const options: Intl.DateTimeFormatOptions = {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZone,
  }
  return times(language, { ...options, hourCycle: 'h23' }).format(at)
}

/** `23 novembre 2026`: the day alone. */
export function day(language: string, at: number, timeZone: string): string {
  const options: Intl.DateTimeFormatOptions = { day: 'numeric', month: 'long', year: 'numeric', timeZone }
  return times(language, options).format(at)
}

/** `25 nov.`: the head of a column of days. */
export function dayAndMonth(language: string, at: number, timeZone: string): string {
  const options: Intl.DateTimeFormatOptions = { day: 'numeric', month: 'short', timeZone }
  return times(language, options).format(at)
}

/** `lun. 23 nov., 18:30`, where a column has no room for more and the zone is named beside it. */
export function shortMoment(language: string, at: number, timeZone: string): string {
  const options: Intl.DateTimeFormatOptions = {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    timeZone,
  }
  return times(language, { ...options, hourCycle: 'h23' }).format(at)
}

/** `heure : Maroc`: a zone by the name its people use. */
export function zoneName(language: string, timeZone: string): string {
  const parts = new Intl.DateTimeFormat(localeOf(language), {
    timeZone,
    timeZoneName: 'shortGeneric',
  }).formatToParts(0)
  return parts.find((part) => part.type === 'timeZoneName')?.value ?? timeZone
}

const units: Record<string, string> = { m: 'minute', h: 'hour', d: 'day' }

/** `2d` → `2 jours`; null for no time at all. */
export function span(language: string, duration: string): string | null {
  const [, count, unit] = /^(\d+)\s*([mhd])$/.exec(duration) ?? []
  if (!Number(count)) return null
  const options: Intl.NumberFormatOptions = { style: 'unit', unit: units[unit!]!, unitDisplay: 'long' }
  return numbers(language, options).format(Number(count))
}
