import { z } from 'zod'
import { isDate, readPeriod, type TimeOperator } from './audience-time.ts'
import { contactFields, listFields as lists } from './fields.ts'

/**
 * A question about contacts: comparisons joined by `all`, `any`, `not`. In YAML or JSON:
 *
 *     {field: country, in: [BE, FR]}
 *     {all: [{field: city, op: eq, value: Gent}, {not: {field: skills, op: has, value: nursing}}]}
 *     {segment: medecins}      {consent: "receive:email"}      {country: [BE, FR]}
 *     {lastActAt: {within: 90d}}      {custom.arrived: {before: 2020-01-01}}
 *     {did: received, campaign: rentree, within: 90d}      {not: {did: joined}}      {list: lettre}
 *
 * `matches` (audience-match) and `compileAudience` in the store answer alike (property test).
 */
export const instantFields: readonly string[] = ['createdAt', 'lastActAt']
export const audienceFields = [...contactFields, 'createdAt', 'lastActAt'] as const
export type AudienceField = (typeof audienceFields)[number] | `custom.${string}`
/** Fields that hold a list: a comparison is true when it is true of any member (`ne`: of none). */
export const listFields: readonly string[] = lists
const timeOperators: readonly string[] = ['before', 'after', 'within', 'olderThan'] satisfies TimeOperator[]
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
  'before',
  'after',
  'within',
  'olderThan',
] as const
export type Operator = (typeof operators)[number]
export type Scalar = string | number | boolean

/**
 * What people did. `received`: the other side took a mail of the campaign; `joined`: they confirmed over a share.
 * `opened`, `clicked` and `shared` are known only of people who agreed to be measured; of others they are not true.
 */
export const behaviours = ['received', 'opened', 'clicked', 'shared', 'joined'] as const
export type Behaviour = (typeof behaviours)[number]

export type Comparison = { field: AudienceField; op: Operator; value: Scalar | Scalar[] }
/** `campaign` is a slug, absent = any; `within` a period up to now, absent = ever. */
export type Deed = { did: Behaviour; campaign?: string; within?: string }
export type Audience =
  | { all: Audience[] }
  | { any: Audience[] }
  | { not: Audience }
  | { segment: string }
  | { consent: string }
  /** Has not left that mailing list. */
  | { list: string }
  | Deed
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
    return complain(
      problems,
      path,
      'an audience is {all}, {any}, {not}, {segment}, {consent}, {list}, {did} or {field, op, value}',
    )
  const keys = Object.keys(value)
  if (keys.length === 0) return { all: [] }
  if ('field' in value) return readComparison(value, path, problems)
  if ('did' in value) return readDeed(value, path, problems)
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
  if (key === 'segment' || key === 'consent' || key === 'list') {
    if (typeof inner === 'string' && inner) return { [key]: inner } as Audience
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
  const misfit = timeProblem(field, op as Operator, value)
  if (misfit) return complain(problems, path, misfit)
  const wanted = op === 'in' ? Array.isArray(value) && value.every(isScalar) : isScalar(value)
  if (!wanted)
    return complain(
      problems,
      path,
      `${field} ${String(op)} needs ${op === 'in' ? 'a list of values' : 'a value'}`,
    )
  return { field, op: op as Operator, value: value as Scalar | Scalar[] }
}

function timeProblem(field: string, op: Operator, value: unknown): string | null {
  const isInstant = instantFields.includes(field)
  if (!timeOperators.includes(op)) {
    return isInstant && op !== 'exists'
      ? `${field} is a moment: ask within, olderThan, before, after or exists`
      : null
  }
  if (!isInstant && !field.startsWith('custom.'))
    return `${field} ${op}: only createdAt, lastActAt and custom fields with dates know before and after`
  if (op === 'before' || op === 'after')
    return typeof value === 'string' && isDate(value) ? null : `${field} ${op} needs a date as 2026-03-01`
  return typeof value === 'string' && readPeriod(value)
    ? null
    : `${field} ${op} needs a period as 90d, 12w, 6m or 2y`
}

function readDeed(it: Record<string, unknown>, path: Path, problems: Problem[]): Audience | null {
  const { did, campaign, within, ...rest } = it
  if (!behaviours.includes(did as Behaviour))
    return complain(problems, path, `did is ${behaviours.join(', ')}, not "${String(did)}"`)
  const [odd] = Object.keys(rest)
  if (odd)
    return complain(
      problems,
      path,
      `did ${String(did)}: campaign and within may stand beside it, not "${odd}"`,
    )
  if (campaign !== undefined && (typeof campaign !== 'string' || !campaign))
    return complain(problems, path, `did ${String(did)}: campaign needs the name of one`)
  if (within !== undefined && !(typeof within === 'string' && readPeriod(within)))
    return complain(problems, path, `did ${String(did)}: within needs a period as 90d, 12w, 6m or 2y`)
  return {
    did: did as Behaviour,
    ...(campaign === undefined ? {} : { campaign }),
    ...(within === undefined ? {} : { within }),
  }
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

/** Lower-cases ASCII and turns true/false into 1/0: what SQLite compares. */
export function fold(value: Scalar): string | number {
  if (typeof value === 'boolean') return value ? 1 : 0
  return typeof value === 'number' ? value : value.replace(/[A-Z]/g, (letter) => letter.toLowerCase())
}

/** Names of the segments an audience leans on. */
export function segmentsIn(audience: Audience): string[] {
  if ('all' in audience) return audience.all.flatMap(segmentsIn)
  if ('any' in audience) return audience.any.flatMap(segmentsIn)
  if ('not' in audience) return segmentsIn(audience.not)
  return 'segment' in audience ? [audience.segment] : []
}
