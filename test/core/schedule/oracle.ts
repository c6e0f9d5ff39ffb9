import fc from 'fast-check'
import moment from 'moment-timezone'
import latest from 'moment-timezone/data/packed/latest.json' with { type: 'json' }

/** moment-timezone brings zone data of its own (2026f), so it stands apart from those of the runtime. */
export const zones = [
  'Africa/Casablanca',
  'Africa/El_Aaiun',
  'Africa/Cairo',
  'America/Nuuk',
  'America/Phoenix',
  'America/Santiago',
  'America/Toronto',
  'Asia/Beirut',
  'Asia/Kathmandu',
  'Asia/Tokyo',
  'Atlantic/Azores',
  'Atlantic/Canary',
  'Australia/Lord_Howe',
  'Europe/Amsterdam',
  'Europe/Berlin',
  'Europe/Brussels',
  'Europe/Lisbon',
  'Europe/Madrid',
  'Europe/Paris',
  'Europe/Rome',
  'Europe/Stockholm',
  'Pacific/Chatham',
  'UTC',
]

/**
 * Loads them again. date-holidays brings an old copy of moment-timezone, which takes the place of ours, with data that
 * do not know Morocco's change; to be called after `loadHolidays`.
 */
export const ownZoneData = (): void => moment.tz.load(latest)

export const anyZone = fc.constantFrom(...zones)
export const from = Date.parse('2025-01-01T00:00Z')
export const until = Date.parse('2029-01-01T00:00Z')
const minuteMs = 60_000

export const shown = (at: number, zone: string): string => moment.tz(at, zone).format('YYYY-MM-DD HH:mm')

/** Changes of clocks of a zone, 2025 to 2028, ms. */
export function changesOf(zone: string): number[] {
  const all = moment.tz.zone(zone)!.untils
  return all.filter((at) => Number.isFinite(at) && from <= at && at < until)
}

/** Any minute of the four years; every other one within hours of a change of clocks. */
export const zoneAndInstant: fc.Arbitrary<[string, number]> = anyZone.chain((zone) => {
  const anywhere = fc.integer({ min: from / minuteMs, max: until / minuteMs - 1 }).map((it) => it * minuteMs)
  const changes = changesOf(zone)
  const near = changes.length
    ? fc
        .tuple(fc.constantFrom(...changes), fc.integer({ min: -300, max: 300 }))
        .map(([change, minutes]) => change + minutes * minuteMs)
    : anywhere
  return fc.tuple(fc.constant(zone), fc.oneof(anywhere, near))
})

export const hour = fc
  .tuple(fc.nat(23), fc.constantFrom(0, 15, 30, 45))
  .map((pair) => pair.map((number) => String(number).padStart(2, '0')).join(':'))

/** What `instantOf` must say of a time on the wall. */
export function expectedInstant(date: string, hour: string, zone: string): number {
  const wall = `${date} ${hour}`
  const found = moment.tz(wall, zone)
  if (found.format('YYYY-MM-DD HH:mm') === wall) return found.valueOf()
  // Skipped: moment moves it past the gap, so its offset is the later one.
  const earlier = moment.utc(wall).valueOf() - found.utcOffset() * minuteMs
  return shown(earlier, zone) < date ? moment.tz(date, zone).startOf('day').valueOf() : earlier
}
