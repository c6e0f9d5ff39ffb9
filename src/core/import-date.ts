/** Digits as in Arabic and Persian writing, as ASCII. */
export function asciiDigits(text: string): string {
  return text.replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => String(digit.charCodeAt(0) & 15))
}

const iso = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ](.+))?$/
/** The day comes first, as in Europe and the Maghreb. */
const dayFirst = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})(?:[T ](.+))?$/
const clock = /^(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d{1,9})?)?\s*(Z|[+-]\d{2}:?\d{2})?$/i

/** `2019-09-01` of a date in figures, 2019-09-01 or 01/09/2019; a time after it is left out. Null for anything else. */
export function readDate(text: string): string | null {
  const at = readInstant(text.replace(/[T ].*$/, ''))
  return at === null ? null : new Date(at).toISOString().slice(0, 10)
}

/** An instant (ms) of a date in figures, with a time or without; without a zone it is meant in UTC. Null = unreadable. */
export function readInstant(text: string): number | null {
  const plain = asciiDigits(text).trim()
  const written = iso.exec(plain)
  const turned = written ? null : dayFirst.exec(plain)
  const [year, month, day] = written
    ? [written[1], written[2], written[3]]
    : [turned?.[3], turned?.[2], turned?.[1]]
  if (!year) return null
  const midnight = Date.UTC(Number(year), Number(month) - 1, Number(day))
  const date = new Date(midnight)
  if (date.getUTCMonth() !== Number(month) - 1 || date.getUTCDate() !== Number(day)) return null
  const time = (written ?? turned)![4]
  if (time === undefined) return midnight
  const offset = readTime(time)
  return offset === null ? null : midnight + offset
}

/** Milliseconds after midnight UTC. */
function readTime(text: string): number | null {
  const [, hour, minute, second = '0', zone = 'Z'] = clock.exec(text) ?? []
  if (hour === undefined || Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return null
  const ms = ((Number(hour) * 60 + Number(minute)) * 60 + Number(second)) * 1000
  if (zone.toUpperCase() === 'Z') return ms
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2))
  return ms - (zone[0] === '-' ? -1 : 1) * minutes * 60_000
}
