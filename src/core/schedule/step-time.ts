import { z } from 'zod'
import { isZone } from '../time.ts'
import { ruleFault } from './recurrence.ts'

/** What a person does, or what reaches them, that a step can follow. `received` = the mail server took it. */
export const stepEvents = ['received', 'clicked', 'joined'] as const
export type StepEvent = (typeof stepEvents)[number]

const stepName = z
  .string('name the step')
  .regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'name a step: small letters, digits and hyphens')
const delay = z.string('write a delay as 2d').regex(/^\d+\s*(m|h|d)$/, 'write a delay as 30m, 3h or 2d')
const hour = z.string('write an hour as 09:00').regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'write an hour as 09:00')
const date = z.iso.date('write a day as 2026-12-01')
/** One instant, with its distance from UTC: what a campaign's `expires` is. */
export const instantSchema = z.iso.datetime({
  offset: true,
  error: 'write an instant as 2026-12-01T09:00:00Z',
})
const instant = z.iso.datetime({
  offset: true,
  error: 'write an instant as 2026-12-01T09:00:00Z, or use local: and zone:',
})
const wallTime = z
  .string('write a time as 2026-12-01 09:00')
  .regex(/^\d{4}-\d{2}-\d{2}[ T]([01]\d|2[0-3]):[0-5]\d$/, 'write a time as 2026-12-01 09:00')
  .refine((text) => z.iso.date().safeParse(text.slice(0, 10)).success, 'this day does not exist')
  .transform((text) => text.replace('T', ' '))
const zone = z
  .string('write recipient, sender or a zone such as Africa/Casablanca')
  .refine((name) => name === 'recipient' || name === 'sender' || isZone(name), {
    message: 'write recipient, sender or a zone such as Africa/Casablanca',
  })
const rule = z.string('write a rule as RRULE:FREQ=MONTHLY;BYMONTHDAY=1').superRefine((text, context) => {
  const fault = ruleFault(text)
  if (fault) context.addIssue({ code: 'custom', message: fault })
})

/** Each way to say when, by the word that it alone has. */
const kinds = {
  at: z.strictObject({ at: instant }),
  local: z.strictObject({ local: wallTime, zone }),
  after: z.strictObject({ after: stepName, delay }),
  on: z.strictObject({
    on: z.enum(stepEvents, 'write received, clicked or joined'),
    of: stepName,
    delay: delay.default('0m'),
  }),
  every: z
    .strictObject({ every: rule, from: date, until: date.optional(), local: hour, zone })
    .refine(({ from, until }) => !until || from <= until, {
      message: 'until is before from',
      path: ['until'],
    }),
}

/** When a step begins for a person. */
export type StepTime = z.infer<(typeof kinds)[keyof typeof kinds]>
export type EventTime = z.infer<typeof kinds.on>
export type EveryTime = z.infer<typeof kinds.every>

const examples = 'write at:, local: and zone:, after: and delay:, on: and of:, or every:'

/** A union would answer "invalid input"; the word that is there says which shape was meant. */
export const stepTimeSchema = z.unknown().transform((value, context): StepTime => {
  const kind = kindOf(value)
  if (!kind) {
    context.addIssue({ code: 'custom', message: examples })
    return z.NEVER
  }
  const result = kinds[kind].safeParse(value)
  if (result.success) return result.data
  for (const { path, message, code, ...issue } of result.error.issues) {
    const unknown = code === 'unrecognized_keys' ? (issue as { keys: string[] }).keys.join(', ') : null
    const line = unknown ? `${unknown}: does not go together with ${kind}:` : message
    context.addIssue({ code: 'custom', path: [...path], message: line })
  }
  return z.NEVER
})

/** `every` has a local hour as well, so it is looked for first. */
function kindOf(value: unknown): keyof typeof kinds | null {
  if (typeof value !== 'object' || value === null) return null
  const order = ['every', 'at', 'after', 'on', 'local'] as const
  return order.find((word) => Object.hasOwn(value, word)) ?? null
}
