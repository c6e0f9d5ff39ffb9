import {
  type Audience,
  type Behaviour,
  type Comparison,
  type Deed,
  fold,
  instantFields,
  type Operator,
  type Scalar,
} from './audience.ts'
import { ago, dayRange, instantRange, type TimeOperator } from './audience-time.ts'

/** What somebody did, as `Deed` asks for it; `at` in ms. */
export type Done = { did: Behaviour; campaign: string; at: number }

/** What an audience can look at in one contact. Absent values are null or an empty list; instants are ms. */
export type AudienceSubject = {
  fields: Readonly<Record<string, Scalar | readonly string[] | null | undefined>>
  consents: ReadonlySet<string>
  leftLists: readonly string[]
  done: readonly Done[]
  segments: Readonly<Record<string, Audience>>
  now: number
}

/**
 * Whether a contact belongs to an audience. Text is compared without case (ASCII letters only, as SQLite does). A
 * number equals the text that writes it: a postcode is 1000 in one file and "1000" in the other. Order comparisons
 * hold between numbers, or between texts, never across.
 */
export function matches(audience: Audience, subject: AudienceSubject): boolean {
  if ('all' in audience) return audience.all.every((part) => matches(part, subject))
  if ('any' in audience) return audience.any.some((part) => matches(part, subject))
  if ('not' in audience) return !matches(audience.not, subject)
  if ('consent' in audience) return subject.consents.has(audience.consent)
  if ('segment' in audience) {
    const segment = subject.segments[audience.segment]
    return segment ? matches(segment, subject) : false
  }
  if ('list' in audience) return !subject.leftLists.includes(audience.list)
  if ('did' in audience) return subject.done.some((one) => answers(audience, one, subject.now))
  return compares(audience, subject.fields[audience.field], subject.now)
}

function answers({ did, campaign, within }: Deed, done: Done, now: number): boolean {
  if (done.did !== did || (campaign !== undefined && done.campaign !== campaign)) return false
  return within === undefined || done.at >= ago(now, within)
}

function compares(
  { field, op, value }: Comparison,
  held: Scalar | readonly string[] | null | undefined,
  now: number,
): boolean {
  if (op === 'ne') return !compares({ field, op: 'eq', value }, held, now)
  if (isTimeOperator(op)) return lies(instantFields.includes(field), op, String(value), held, now)
  const members: readonly (Scalar | null | undefined)[] = Array.isArray(held)
    ? held
    : [held as Scalar | null | undefined]
  if (op === 'exists') return members.some(isPresent) === (value !== false)
  return members.some((member) => isPresent(member) && comparesOne(op, member, value))
}

const isTimeOperator = (op: Operator): op is TimeOperator =>
  op === 'before' || op === 'after' || op === 'within' || op === 'olderThan'

/** Own fields hold dates as text; what is none lies nowhere in time. */
function lies(isInstant: boolean, op: TimeOperator, value: string, held: unknown, now: number): boolean {
  if (isInstant) {
    const { least, below } = instantRange(op, value, now)
    return typeof held === 'number' && (least === null || held >= least) && (below === null || held < below)
  }
  if (typeof held !== 'string' || !/^\d{4}-\d{2}-\d{2}/.test(held)) return false
  const { least, below } = dayRange(op, value, now)
  const day = held.slice(0, 10)
  return (least === null || day >= least) && (below === null || day < below)
}

function comparesOne(op: Operator, held: Scalar, value: Scalar | Scalar[]): boolean {
  if (Array.isArray(value)) return value.some((one) => comparesOne('eq', held, one))
  const [left, right] = [fold(held), fold(value)]
  switch (op) {
    case 'eq':
    case 'has':
      return String(left) === String(right)
    case 'contains':
      return typeof left === 'string' && left.includes(String(right))
    case 'startsWith':
      return typeof left === 'string' && left.startsWith(String(right))
    default:
      return typeof left === typeof right && ordered(op, left, right)
  }
}

function ordered(op: Operator, left: string | number, right: string | number): boolean {
  // Code points, as SQLite's BINARY collation over UTF-8 orders them; JavaScript alone would order UTF-16 units.
  const order = typeof left === 'number' ? left - (right as number) : compareCodePoints(left, right as string)
  return op === 'lt'
    ? order < 0
    : op === 'lte'
      ? order <= 0
      : op === 'gt'
        ? order > 0
        : op === 'gte' && order >= 0
}

function compareCodePoints(left: string, right: string): number {
  const [a, b] = [Array.from(left), Array.from(right)]
  for (let index = 0; index < Math.min(a.length, b.length); index++) {
    const difference = a[index]!.codePointAt(0)! - b[index]!.codePointAt(0)!
    if (difference) return difference
  }
  return a.length - b.length
}

const isPresent = <T>(value: T | null | undefined): value is T =>
  value !== null && value !== undefined && value !== ''
