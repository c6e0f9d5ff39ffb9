import { z } from 'zod'

/**
 * A question about contacts: comparisons joined by `all`, `any`, `not`. In YAML or JSON:
 *
 *     {field: country, in: [BE, FR]}
 *     {all: [{field: city, op: eq, value: Gent}, {not: {field: skills, op: has, value: nursing}}]}
 *     {segment: medecins}      {consent: "receive:email"}      {country: [BE, FR]}
 *
 * `matches` here and `compileAudience` in the store answer alike (property test).
 */
export const audienceFields = [
  'email',
  'firstName',
  'lastName',
  'languages',
  'country',
  'city',
  'regionOfOrigin',
  'timeZone',
  'occupation',
  'skills',
  'wishToReturn',
] as const
export type AudienceField = (typeof audienceFields)[number] | `custom.${string}`
/** Fields that hold a list: a comparison is true when it is true of any member (`ne`: of none). */
export const listFields: readonly string[] = ['languages', 'skills']
export const operators = [
  'eq',
  'ne',
  'in',
  'has',
  'exists',
  'contains',
  'startsWith',
  'lt',
  'lte',
  'gt',
  'gte',
] as const
export type Operator = (typeof operators)[number]
export type Scalar = string | number | boolean

export type Comparison = { field: AudienceField; op: Operator; value: Scalar | Scalar[] }
export type Audience =
  | { all: Audience[] }
  | { any: Audience[] }
  | { not: Audience }
  | { segment: string }
  | { consent: string }
  | Comparison

/** Reads an audience from YAML or JSON; each problem names its place in the tree. */
export const audienceSchema = z.unknown().transform((value, context): Audience => {
  const problems: Problem[] = []
  const audience = read(value, [], problems)
  for (const { path, message } of problems) context.addIssue({ code: 'custom', path, message })
  return audience ?? z.NEVER
})

type Path = (string | number)[]
type Problem = { path: Path; message: string }

function read(value: unknown, path: Path, problems: Problem[]): Audience | null {
  if (Array.isArray(value)) return readMany('all', value, path, problems)
  if (!isRecord(value))
    return complain(problems, path, 'an audience is {all}, {any}, {not}, {segment} or {field, op, value}')
  const keys = Object.keys(value)
  if (keys.length === 0) return { all: [] }
  if ('field' in value) return readComparison(value, path, problems)
  if (keys.length > 1) {
    return readMany(
      'all',
      keys.map((key) => ({ [key]: value[key] })),
      path,
      problems,
    )
  }
  const key = keys[0]!
  const inner = value[key]
  if (key === 'all' || key === 'any') return readMany(key, inner, [...path, key], problems)
  if (key === 'not') {
    const audience = read(inner, [...path, key], problems)
    return audience && { not: audience }
  }
  if (key === 'segment' || key === 'consent') {
    if (typeof inner === 'string' && inner) return key === 'segment' ? { segment: inner } : { consent: inner }
    return complain(problems, [...path, key], `${key} needs a name`)
  }
  return readComparison(
    isRecord(inner) ? { field: key, ...inner } : { field: key, value: inner },
    path,
    problems,
  )
}

function readMany(key: 'all' | 'any', value: unknown, path: Path, problems: Problem[]): Audience | null {
  if (!Array.isArray(value)) return complain(problems, path, `${key} needs a list`)
  const parts = value.map((part, index) => read(part, [...path, index], problems))
  if (parts.some((part) => part === null)) return null
  return key === 'all' ? { all: parts as Audience[] } : { any: parts as Audience[] }
}

function readComparison(it: Record<string, unknown>, path: Path, problems: Problem[]): Audience | null {
  const { field, op: givenOp, value: givenValue, ...shorthand } = it
  if (typeof field !== 'string' || !isField(field)) {
    return complain(
      problems,
      path,
      `no field "${String(field)}"; fields are ${audienceFields.join(', ')}, custom.NAME`,
    )
  }
  const short = Object.entries(shorthand)
  if (short.length > 1 || (short.length && (givenOp !== undefined || givenValue !== undefined))) {
    return complain(problems, path, `${field}: one comparison only`)
  }
  const value = short[0] ? short[0][1] : (givenValue ?? (givenOp === 'exists' ? true : givenValue))
  const op = short[0]
    ? short[0][0]
    : (givenOp ?? (Array.isArray(value) ? 'in' : listFields.includes(field) ? 'has' : 'eq'))
  if (!operators.includes(op as Operator)) {
    return complain(problems, path, `no comparison "${String(op)}"; there are ${operators.join(', ')}`)
  }
  const wanted = op === 'in' ? Array.isArray(value) && value.every(isScalar) : isScalar(value)
  if (!wanted)
    return complain(
      problems,
      path,
      `${field} ${String(op)} needs ${op === 'in' ? 'a list of values' : 'a value'}`,
    )
  return { field, op: op as Operator, value: value as Scalar | Scalar[] }
}

function complain(problems: Problem[], path: Path, message: string): null {
  problems.push({ path, message })
  return null
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const isScalar = (value: unknown): value is Scalar => ['string', 'number', 'boolean'].includes(typeof value)
const isField = (field: string): field is AudienceField =>
  (audienceFields as readonly string[]).includes(field) || /^custom\.[\p{L}\p{M}\p{N}_-]{1,120}$/u.test(field)

/** What an audience can look at in one contact. Absent values are null or an empty list. */
export type AudienceSubject = {
  fields: Readonly<Record<string, Scalar | readonly string[] | null | undefined>>
  consents: ReadonlySet<string>
  segments: Readonly<Record<string, Audience>>
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
  return compares(audience, subject.fields[audience.field])
}

function compares(
  { field, op, value }: Comparison,
  held: Scalar | readonly string[] | null | undefined,
): boolean {
  if (op === 'ne') return !compares({ field, op: 'eq', value }, held)
  const members: readonly (Scalar | null | undefined)[] = Array.isArray(held)
    ? held
    : [held as Scalar | null | undefined]
  if (op === 'exists') return members.some(isPresent) === (value !== false)
  return members.some((member) => isPresent(member) && comparesOne(op, member, value))
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

/** Lower-cases ASCII and turns true/false into 1/0: what SQLite compares. */
export function fold(value: Scalar): string | number {
  if (typeof value === 'boolean') return value ? 1 : 0
  return typeof value === 'number' ? value : value.replace(/[A-Z]/g, (letter) => letter.toLowerCase())
}

const isPresent = <T>(value: T | null | undefined): value is T =>
  value !== null && value !== undefined && value !== ''

/** Names of the segments an audience leans on. */
export function segmentsIn(audience: Audience): string[] {
  if ('all' in audience) return audience.all.flatMap(segmentsIn)
  if ('any' in audience) return audience.any.flatMap(segmentsIn)
  if ('not' in audience) return segmentsIn(audience.not)
  return 'segment' in audience ? [audience.segment] : []
}
