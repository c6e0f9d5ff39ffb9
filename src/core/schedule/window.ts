import { z } from 'zod'
import { AppError } from '../error.ts'
import type { Calendar } from './calendar.ts'
import { anyHour, type Hours, overlap, type Span, spansOf } from './hours.ts'

export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const
export type Weekday = (typeof weekdays)[number]

/** `08:30`. */
export const hourSchema = z
  .string('write an hour as 08:00')
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'write an hour as 08:00')
export const hoursSchema = z.strictObject({ from: hourSchema, until: hourSchema })

/** When a campaign or an institution lets a channel speak; what is left out stays as it is usual. */
export const windowSchema = z.strictObject({
  from: hourSchema.optional(),
  until: hourSchema.optional(),
  days: z
    .array(z.enum(weekdays, 'write days as mon, tue, wed, thu, fri, sat, sun'))
    .min(1, 'name one day at least')
    .optional(),
  holidays: z.enum(['open', 'closed'], 'write open or closed').optional(),
})
export type Window = z.infer<typeof windowSchema>

/** What `nextOpening` goes by. */
export type Rules = {
  hours: readonly Span[]
  /** 1 = Monday … 7 = Sunday. */
  weekdays: readonly number[]
  /** Whether messages go out on public holidays of the country of residence. */
  holidays: 'open' | 'closed'
  /** Hours of the days of Ramadan instead of the usual ones. */
  ramadan: readonly Span[] | null
  /** What meets a closed day waits for the same hour of the next open one, not for its first. */
  keepsHour?: boolean
  calendar: Calendar
}

/** Channels that may have a window of their own. */
export const windowChannels = ['email', 'sms', 'whatsapp', 'x'] as const
export type Windows = Partial<Record<(typeof windowChannels)[number], Window | undefined>>

const perChannel = z.strictObject({
  email: windowSchema.optional(),
  sms: windowSchema.optional(),
  whatsapp: windowSchema.optional(),
  x: windowSchema.optional(),
})

/** `window:` of a campaign: by channel, or that of its e-mail alone. A union would not say what is wrong where. */
export const windowsSchema = z.unknown().transform((value, context): Window | Windows => {
  const result = (isPerChannel(value) ? perChannel : windowSchema).safeParse(value)
  if (result.success) return result.data
  for (const { path, message } of result.error.issues)
    context.addIssue({ code: 'custom', path: [...path], message })
  return z.NEVER
})

const isPerChannel = (value: unknown): value is Windows =>
  typeof value === 'object' && value !== null && windowChannels.some((name) => Object.hasOwn(value, name))

/** What `window:` says about one channel; null = nothing. */
export function windowOf(written: Window | Windows | undefined, channel: string): Window | null {
  if (!written) return null
  if (isPerChannel(written)) return written[channel as keyof Windows] ?? null
  return channel === 'email' ? written : null
}

type Usual = { hours: Hours; days: readonly Weekday[]; mayWiden: boolean }

/**
 * Telephones ring: French practice forbids commercial SMS at night, on Sundays and on holidays, so nobody may widen
 * what is usual there. A channel that is not here (a post, a web hook) has no reader to wake: any time, unless somebody
 * writes a window for it.
 */
const usual: Record<string, Usual> = {
  email: { hours: { from: '08:00', until: '20:00' }, days: weekdays, mayWiden: true },
  sms: { hours: { from: '09:00', until: '20:00' }, days: weekdays.slice(0, 6), mayWiden: false },
  whatsapp: { hours: { from: '09:00', until: '20:00' }, days: weekdays.slice(0, 6), mayWiden: false },
}
const anyTime: Usual = { hours: { from: '00:00', until: '00:00' }, days: weekdays, mayWiden: true }

/** Any hour of any day: for answers to what a person just did, and for posts. */
export const always = (calendar: Calendar): Rules => ({
  hours: anyHour,
  weekdays: [1, 2, 3, 4, 5, 6, 7],
  holidays: 'open',
  ramadan: null,
  calendar,
})

export type RulesAsked = {
  /** The institution's own, for this channel. */
  institution?: Window | null
  /** The campaign's own. */
  campaign?: Window | null
  /** Evening hours of the campaign for the days of Ramadan; for e-mail only. */
  ramadan?: Hours | null
}

/**
 * The rules of a channel: what is usual, narrowed by the institution, then the campaign. In e-mail a campaign may
 * choose hours, days and holidays of its own; on telephones everything only narrows.
 *
 * @throws AppError `window-empty` when no hour is left
 */
export function rulesFor(channel: string, asked: RulesAsked, calendar: Calendar): Rules {
  const base = usual[channel] ?? anyTime
  const wakes = channel in usual
  const start: Rules = {
    hours: spansOf(base.hours),
    weekdays: numbers(base.days),
    holidays: wakes ? 'closed' : 'open',
    ramadan: wakes && base.mayWiden && asked.ramadan ? spansOf(asked.ramadan) : null,
    calendar,
  }
  const rules = [asked.institution, asked.campaign].reduce<Rules>(
    (soFar, window) => (window ? apply(soFar, window, base) : soFar),
    start,
  )
  if (rules.hours.length && rules.weekdays.length) return rules
  throw new AppError('invalid', 'window-empty', emptyLine(channel, base))
}

function apply(rules: Rules, window: Window, { hours, mayWiden }: Usual): Rules {
  const given = window.from ?? window.until
  const own = given
    ? spansOf({ from: window.from ?? hours.from, until: window.until ?? hours.until })
    : rules.hours
  const days = window.days ? numbers(window.days) : rules.weekdays
  if (mayWiden) return { ...rules, hours: own, weekdays: days, holidays: window.holidays ?? rules.holidays }
  return {
    ...rules,
    hours: overlap(rules.hours, own),
    weekdays: rules.weekdays.filter((day) => days.includes(day)),
  }
}

const numbers = (days: readonly Weekday[]): number[] =>
  days.map((day) => weekdays.indexOf(day) + 1).sort((a, b) => a - b)

const emptyLine = (channel: string, { hours, days }: Usual): string =>
  `window: no hour is left for ${channel}, which goes out ${hours.from}–${hours.until}, ${days[0]} to ${days.at(-1)} at most; widen the window`
