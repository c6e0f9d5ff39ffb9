import { RRuleTemporal } from 'rrule-temporal'
import { Temporal } from 'temporal-polyfill'
import { dateOfDay, dayAt, dayMs, instantOf } from './clock.ts'

/** Days by a rule (RFC 5545), and the hour on the wall of each. */
export type Recurrence = { every: string; from: string; until?: string | undefined; local: string }

/** `key` is the local date: what makes an occurrence happen once (messages.occurrence). */
export type Occurrence = { key: string; at: number }

const rulePrefix = /^RRULE:/i

/** Parts a rule may have, and how each is written. Hours are not among them: they stand beside the rule. */
const parts: Record<string, RegExp> = {
  FREQ: /^(DAILY|WEEKLY|MONTHLY|YEARLY)$/,
  INTERVAL: /^[1-9]\d{0,3}$/,
  COUNT: /^[1-9]\d{0,3}$/,
  BYMONTH: list('(?:[1-9]|1[0-2])'),
  BYMONTHDAY: list('-?(?:[1-9]|[12]\\d|3[01])'),
  BYDAY: list('(?:-?[1-5])?(?:MO|TU|WE|TH|FR|SA|SU)'),
  BYYEARDAY: list('-?(?:[1-9]\\d?|[12]\\d\\d|3[0-5]\\d|36[0-6])'),
  BYWEEKNO: list('-?(?:[1-9]|[1-4]\\d|5[0-3])'),
  BYSETPOS: list('-?[1-9]\\d{0,2}'),
  WKST: /^(MO|TU|WE|TH|FR|SA|SU)$/,
}

function list(item: string): RegExp {
  return new RegExp(`^${item}(,${item})*$`)
}

/**
 * What is wrong with a rule, in one line, or null. The library passes over parts it does not know and days that no
 * month has, and would send on days nobody meant.
 */
export function ruleFault(rule: string): string | null {
  const written = rule.replace(rulePrefix, '').split(';')
  const names = written.map((part) => part.split('=')[0]!)
  for (const part of written) {
    const [name = '', value = ''] = part.split('=')
    if (/^BY(HOUR|MINUTE|SECOND)$/.test(name)) return `leave ${name} out and write the hour as local: '09:00'`
    if (/^(UNTIL|DTSTART)$/.test(name)) return `leave ${name} out and write from: and until: beside the rule`
    if (!Object.hasOwn(parts, name))
      return `"${part}" is no part of a rule; an example is RRULE:FREQ=MONTHLY;BYMONTHDAY=1`
    if (!parts[name]!.test(value)) return `"${part}" cannot be; ${hint(name)}`
    if (names.indexOf(name) !== names.lastIndexOf(name)) return `${name} is there twice`
  }
  return names.includes('FREQ') ? null : 'a rule needs FREQ, for example RRULE:FREQ=WEEKLY;BYDAY=MO'
}

const hints: Record<string, string> = {
  FREQ: 'write DAILY, WEEKLY, MONTHLY or YEARLY',
  BYDAY: 'write days as MO,TU,WE,TH,FR,SA,SU, the last Friday as -1FR',
  BYMONTHDAY: 'write 1 to 31, the last day as -1',
}
const hint = (name: string): string => hints[name] ?? 'see the rule parts of RFC 5545, section 3.3.10'

/**
 * The days of a recurrence from one instant (ms, included) to another (excluded). The library counts days only; each
 * becomes an instant by the clock of the zone, so a change of clocks neither loses one nor doubles it.
 */
export function occurrences(recurrence: Recurrence, zone: string, from: number, until: number): Occurrence[] {
  const first = dateOfDay(dayAt(from, zone) - 1)
  const last = [dateOfDay(dayAt(until, zone) + 1), recurrence.until ?? '9999-12-31'].sort()[0]!
  if (last < recurrence.from || last < first) return []
  return ruleOf(recurrence)
    .between(startOf(first), startOf(last), true)
    .map((found) => occurrenceOn(found.toString().slice(0, 10), recurrence, zone))
    .filter(({ at }) => from <= at && at < until)
}

/** How far ahead the next day is looked for, days: the leap day of 2104 is eight years after that of 2096. */
const horizons = [40, 400, 12 * 366]

/** The first one at or after `from` (ms), or null when there is none in the next twelve years. */
export function nextOccurrence(recurrence: Recurrence, zone: string, from: number): Occurrence | null {
  const start = Math.max(from, instantOf(recurrence.from, '00:00', zone))
  for (const days of horizons) {
    const [next] = occurrences(recurrence, zone, start, start + days * dayMs)
    if (next) return next
  }
  return null
}

const startOf = (date: string): Date => new Date(`${date}T00:00:00Z`)

const occurrenceOn = (date: string, { local }: Recurrence, zone: string): Occurrence => ({
  key: date,
  at: instantOf(date, local, zone),
})

/** In UTC, where no day has a gap. */
function ruleOf({ every, from }: Recurrence): RRuleTemporal {
  return new RRuleTemporal({
    rruleString: `RRULE:${every.replace(rulePrefix, '')}`,
    dtstart: Temporal.ZonedDateTime.from(`${from}T00:00[UTC]`),
  })
}
