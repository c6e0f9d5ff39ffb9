import { dateOfDay, dayOfDate, weekdayOfDay } from '../../../core/schedule/clock.ts'

export const views = ['month', 'week', 'list'] as const
export type View = (typeof views)[number]

/** Days that a view shows, in full weeks from Monday, and where its neighbours begin. All dates as `2026-12-01`. */
export type Period = {
  view: View
  /** As it stands in an address: `2026-12`, or a Monday. */
  at: string
  days: string[]
  earlier: string
  later: string
}

/**
 * @param view   as asked; anything else is a month
 * @param at     `2026-12` or `2026-12-09`; anything else is today
 * @param today  on the calendar of the house
 */
export function periodOf(view: string | undefined, at: string | undefined, today: string): Period {
  const chosen = views.find((one) => one === view) ?? 'month'
  const date = dateIn(at) ?? today
  return chosen === 'week' ? weekOf(date) : monthOf(chosen, date)
}

function dateIn(at: string | undefined): string | null {
  const written = /^\d{4}-\d{2}$/.test(at ?? '') ? `${at}-01` : at
  if (!/^\d{4}-\d{2}-\d{2}$/.test(written ?? '')) return null
  const day = dayOfDate(written!)
  return Number.isNaN(day) || dateOfDay(day) !== written ? null : written
}

const mondayOf = (day: number) => day - weekdayOfDay(day) + 1
const range = (from: number, until: number) =>
  Array.from({ length: until - from }, (_, index) => dateOfDay(from + index))

function weekOf(date: string): Period {
  const monday = mondayOf(dayOfDate(date))
  return {
    view: 'week',
    at: dateOfDay(monday),
    days: range(monday, monday + 7),
    earlier: dateOfDay(monday - 7),
    later: dateOfDay(monday + 7),
  }
}

function monthOf(view: 'month' | 'list', date: string): Period {
  const first = dayOfDate(`${date.slice(0, 7)}-01`)
  const next = dayOfDate(`${dateOfDay(first + 31).slice(0, 7)}-01`)
  const days = view === 'list' ? range(first, next) : range(mondayOf(first), mondayOf(next - 1) + 7)
  return {
    view,
    at: date.slice(0, 7),
    days,
    earlier: dateOfDay(first - 1).slice(0, 7),
    later: dateOfDay(next).slice(0, 7),
  }
}
