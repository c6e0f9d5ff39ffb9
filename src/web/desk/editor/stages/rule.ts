import type { Fields } from './fields.ts'

/** Ways to come again that have fields of their own; any other rule (RFC 5545) is written out. */
export const repeats = ['daily', 'weekly', 'monthly', 'other'] as const
export const ruleDays = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const

type Parts = { repeat: string; weekday: string; monthday: string; rule: string }

/** A rule as fields. */
export function ruleParts(rule: string): Parts {
  const parts: Parts = { repeat: 'monthly', weekday: 'MO', monthday: '1', rule }
  if (rule === '') return parts
  if (rule === 'RRULE:FREQ=DAILY') return { ...parts, repeat: 'daily' }
  const [, weekday] = /^RRULE:FREQ=WEEKLY;BYDAY=(MO|TU|WE|TH|FR|SA|SU)$/.exec(rule) ?? []
  if (weekday) return { ...parts, repeat: 'weekly', weekday }
  const [, monthday] = /^RRULE:FREQ=MONTHLY;BYMONTHDAY=(-1|[1-9]|[12]\d|3[01])$/.exec(rule) ?? []
  return monthday ? { ...parts, monthday } : { ...parts, repeat: 'other' }
}

/** The inverse of `ruleParts`. */
export function ruleOf({ repeat, weekday, monthday, rule = '' }: Fields): string {
  if (repeat === 'daily') return 'RRULE:FREQ=DAILY'
  if (repeat === 'weekly') return `RRULE:FREQ=WEEKLY;BYDAY=${weekday}`
  return repeat === 'monthly' ? `RRULE:FREQ=MONTHLY;BYMONTHDAY=${monthday}` : rule.trim()
}
