import { Temporal } from 'temporal-polyfill'
import { nextOpen, spansOf } from './schedule/hours.ts'

/** Main zone of a country, for contacts who did not choose one. The most populous zone where there are several. */
const zones: Record<string, string> = {
  BE: 'Europe/Brussels',
  DE: 'Europe/Berlin',
  ES: 'Europe/Madrid',
  FR: 'Europe/Paris',
  IT: 'Europe/Rome',
  NL: 'Europe/Amsterdam',
  PT: 'Europe/Lisbon',
  SE: 'Europe/Stockholm',
  MA: 'Africa/Casablanca',
  AT: 'Europe/Vienna',
  CH: 'Europe/Zurich',
  DK: 'Europe/Copenhagen',
  FI: 'Europe/Helsinki',
  NO: 'Europe/Oslo',
  GB: 'Europe/London',
  IE: 'Europe/Dublin',
  LU: 'Europe/Luxembourg',
  PL: 'Europe/Warsaw',
  GR: 'Europe/Athens',
  TR: 'Europe/Istanbul',
  RU: 'Europe/Moscow',
  UA: 'Europe/Kyiv',
  RO: 'Europe/Bucharest',
  HU: 'Europe/Budapest',
  CZ: 'Europe/Prague',
  DZ: 'Africa/Algiers',
  TN: 'Africa/Tunis',
  LY: 'Africa/Tripoli',
  EG: 'Africa/Cairo',
  MR: 'Africa/Nouakchott',
  SN: 'Africa/Dakar',
  CI: 'Africa/Abidjan',
  GA: 'Africa/Libreville',
  AE: 'Asia/Dubai',
  SA: 'Asia/Riyadh',
  QA: 'Asia/Qatar',
  KW: 'Asia/Kuwait',
  BH: 'Asia/Bahrain',
  OM: 'Asia/Muscat',
  JO: 'Asia/Amman',
  LB: 'Asia/Beirut',
  IL: 'Asia/Jerusalem',
  US: 'America/New_York',
  CA: 'America/Toronto',
  BR: 'America/Sao_Paulo',
  AR: 'America/Argentina/Buenos_Aires',
  AU: 'Australia/Sydney',
  CN: 'Asia/Shanghai',
  JP: 'Asia/Tokyo',
  MY: 'Asia/Kuala_Lumpur',
  ZA: 'Africa/Johannesburg',
}

/** The contact's own zone if it is a real one, else the country's main zone, else UTC. */
export function zoneOf(timeZone: string | null, country: string | null): string {
  if (timeZone && isZone(timeZone)) return timeZone
  return (country && zones[country]) || 'UTC'
}

export function mainZone(country: string | null): string | null {
  return (country && zones[country]) || null
}

export function isZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}

/** Hours of the day in which a message may go out, `from` included, `until` excluded, on the reader's own clock. */
export type Window = { from: string; until: string }

/**
 * The first instant at or after `at` (ms) at which the clock in `zone` stands inside the window. Weekdays and holidays
 * are for `nextOpening` (core/schedule/opening).
 */
export function withinWindow(at: number, zone: string, window: Window | null): number {
  if (!window) return at
  const spans = spansOf(window)
  return nextOpen(at, zone, () => spans) ?? at
}

/** `2026-11-23T18:30+01:00[Europe/Paris]`, minutes only. */
export function wallClock(at: number, zone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(at)
    .toZonedDateTimeISO(zone)
    .toString({ smallestUnit: 'minute' })
}
