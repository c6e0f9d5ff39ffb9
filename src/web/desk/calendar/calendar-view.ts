import { inLanguage } from '../../../core/campaign.ts'
import { dateAt, dateOfDay, dayOfDate, instantOf } from '../../../core/schedule/clock.ts'
import { across, type JointEntry } from '../../../engine/across.ts'
import { type AgendaEntry, agenda } from '../../../engine/agenda.ts'
import { calendarFor, nameOfHoliday } from '../../../engine/calendar.ts'
import { type CapWarning, type Clash, capWarnings, clashesOf } from '../../../engine/clashes.ts'
import type { Deps } from '../../../engine/deps.ts'
import { senderPlace } from '../../../engine/timing.ts'
import type { DeskLanguage } from '../../../i18n/desk/words.ts'
import { institutionById, type Officer } from '../../../store/institutions.ts'
import { type MoveView, movesOf } from './move-view.ts'
import { type Period, periodOf } from './period.ts'

export type EntryView = Omit<AgendaEntry, 'definition'> & {
  name: string
  /** Null for who may not move it, and for what has no hour of its own. */
  move: MoveView | null
}
export type HolidayView = { name: string; countries: string[]; estimated: boolean }
export type DayView = {
  date: string
  today: boolean
  /** False for days of the months around. */
  inside: boolean
  entries: EntryView[]
  holidays: HolidayView[]
  ramadan: 'fasting' | 'unsure' | null
  clashes: Clash[]
  cap: CapWarning | null
  /** What other institutions send in campaigns that are led together; how many campaigns of others send besides. */
  joint: JointView[]
  busy: number
  /** Too many mails only when those of joint campaigns count as well. */
  jointCap: CapWarning | null
}
export type JointView = Omit<JointEntry, 'definition' | 'key'> & { name: string }

export type CalendarView = {
  period: Period
  zone: string
  days: DayView[]
  /** Whose holidays are shown. */
  countries: string[]
  /** Slug → name of a campaign in the officer's language. */
  names: Readonly<Record<string, string>>
  veil: boolean
  /**
   * False = without what people have to be counted for, or all that waits to be read: drafts, clashes, what goes on
   * elsewhere, forms that move.
   */
  counted: boolean
}

/** Holidays of the countries in which most people live; more would say something of every day. */
const mostCountries = 8

export async function calendarView(
  deps: Deps,
  it: {
    officer: Officer
    language: DeskLanguage
    view: string | undefined
    at: string | undefined
    counts: boolean
  },
): Promise<CalendarView> {
  const { institutionId, role } = it.officer
  const institution = (await institutionById(deps.db, institutionId))!
  const { zone } = senderPlace(institution)
  const today = dateAt(deps.clock.now(), zone)
  const period = periodOf(it.view, it.at, today)
  const first = dayOfDate(period.days[0]!)
  const span = {
    // What went out in the days before counts for the cap.
    from: instantOf(dateOfDay(first - (institution.capDays ?? 0)), '00:00', zone),
    until: instantOf(dateOfDay(dayOfDate(period.days.at(-1)!) + 1), '00:00', zone),
  }
  const found = await agenda(deps, institutionId, span, it.counts)
  const shown = { entries: found.entries.filter(({ date }) => period.days.includes(date)) }
  const clashes = it.counts ? await clashesOf(deps, shown) : []
  const caps = await capWarnings(deps, institutionId, found)
  const others = it.counts ? await across(deps, institutionId, span) : { joint: [], busy: [] }
  const jointCaps = others.joint.length
    ? await capWarnings(deps, institutionId, { entries: found.entries, joint: others.joint })
    : []
  const countries = found.countries.slice(0, mostCountries)
  const special = await specialDays(deps, { ...it, institutionId, countries, days: period.days })
  const moveOf = it.counts
    ? await movesOf(deps, { officer: it.officer, entries: shown.entries, zone })
    : () => null
  const entries = shown.entries.map((entry) => ({ ...entryView(entry, it.language), move: moveOf(entry) }))
  const days = period.days.map((date) => ({
    date,
    today: date === today,
    inside: period.view !== 'month' || date.startsWith(period.at),
    entries: entries.filter((entry) => entry.date === date),
    ...special.get(date)!,
    clashes: clashes.filter((clash) => clash.date === date),
    cap: caps.find((one) => one.date === date) ?? null,
    joint: others.joint.filter((one) => one.date === date).map((one) => jointView(one, it.language)),
    busy: others.busy.find((one) => one.date === date)?.campaigns ?? 0,
    jointCap: caps.some((one) => one.date === date)
      ? null
      : (jointCaps.find((one) => one.date === date) ?? null),
  }))
  const names = Object.fromEntries(entries.map(({ campaign, name }) => [campaign, name]))
  return { period, zone, days, countries, names, veil: role === 'analyst', counted: it.counts }
}

function entryView({ definition, ...entry }: AgendaEntry, language: DeskLanguage): Omit<EntryView, 'move'> {
  return { ...entry, name: inLanguage(definition.name, language, definition.fallback) }
}

function jointView({ definition, key: _, ...entry }: JointEntry, language: DeskLanguage): JointView {
  return { ...entry, name: inLanguage(definition.name, language, definition.fallback) }
}

type Special = Pick<DayView, 'holidays' | 'ramadan'>

async function specialDays(
  deps: Deps,
  it: { institutionId: number; language: string; countries: readonly string[]; days: readonly string[] },
): Promise<ReadonlyMap<string, Special>> {
  const calendar = await calendarFor(deps, it.institutionId)
  const found = new Map<string, Special>()
  for (const date of it.days) {
    const holidays: HolidayView[] = []
    for (const country of it.countries) {
      const holiday = calendar.holiday(country, date)
      if (!holiday) continue
      const asked = { institutionId: it.institutionId, country, date, language: it.language }
      const name = (await nameOfHoliday(deps, asked)) ?? holiday.name
      const same = holidays.find((one) => one.name === name && one.estimated === holiday.estimated)
      if (same) same.countries.push(country)
      else holidays.push({ name, countries: [country], estimated: holiday.estimated })
    }
    const month = calendar.ramadan(it.countries[0] ?? null, date)
    found.set(date, { holidays, ramadan: month.unsure ? 'unsure' : month.fasting ? 'fasting' : null })
  }
  return found
}
