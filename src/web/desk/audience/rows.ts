import {
  type Audience,
  audienceSchema,
  type Behaviour,
  behaviours,
  type Comparison,
  instantFields,
  type Operator,
} from '../../../core/audience.ts'
import type { CustomField } from '../../../core/fields.ts'
import { listFields, numberFields } from '../../../core/fields.ts'
import { joinList, type Kind, kindOf, scalarOf, splitList } from './value-text.ts'

/**
 * One condition as it stands in a line of the form. `subject` is a field, `segment`, `consent`, `list`, or `did:received`
 * and its like; `value` is the text that was typed, of a deed the slug of the campaign, '' for any.
 */
export type Row = { subject: string; not: boolean; op: Operator; kind: Kind; value: string; within: string }

const named = ['segment', 'consent', 'list'] as const
export const isNamed = (subject: string): boolean => (named as readonly string[]).includes(subject)
export const deedOf = (subject: string): Behaviour | null =>
  behaviours.find((one) => subject === `did:${one}`) ?? null

/** Comparisons worth offering for a subject. "Not" stands beside them, so `ne` is not among them. */
export function offeredOperators(subject: string, own: readonly CustomField[]): Operator[] {
  if (instantFields.includes(subject)) return ['within', 'olderThan', 'before', 'after', 'exists']
  if ((listFields as readonly string[]).includes(subject))
    return ['has', 'in', 'contains', 'startsWith', 'exists']
  const type = own.find(({ name }) => subject === `custom.${name}`)?.type
  if (type === 'date') return ['within', 'olderThan', 'before', 'after', 'eq', 'exists']
  if (type === 'boolean') return ['eq', 'exists']
  if (type === 'number' || (numberFields as readonly string[]).includes(subject))
    return ['eq', 'in', 'lt', 'lte', 'gt', 'gte', 'exists']
  return ['eq', 'in', 'contains', 'startsWith', 'exists']
}

/** A new line for a subject, without a value yet. */
export function blankRow(subject: string, own: readonly CustomField[]): Row {
  const type = own.find(({ name }) => subject === `custom.${name}`)?.type
  const isNumber = type === 'number' || (numberFields as readonly string[]).includes(subject)
  const kind = isNumber ? 'number' : type === 'boolean' ? 'boolean' : 'text'
  return { subject, not: false, op: offeredOperators(subject, own)[0]!, kind, value: '', within: '' }
}

/** What a line asks; null while it lacks something or asks what cannot be asked. */
export function audienceOfRow(row: Row): Audience | null {
  const read = audienceSchema.safeParse(written(row))
  if (!read.success) return null
  return row.not ? { not: read.data } : read.data
}

function written({ subject, op, kind, value, within }: Row): unknown {
  const did = deedOf(subject)
  if (did) return { did, ...(value ? { campaign: value } : {}), ...(within ? { within } : {}) }
  if (isNamed(subject)) return value ? { [subject]: value } : null
  if (op === 'exists') return { field: subject, op, value: true }
  if (value === '') return null
  if (op !== 'in') {
    const scalar = scalarOf(value, isTime(op) ? 'text' : kind)
    return scalar === null ? null : { field: subject, op, value: scalar }
  }
  const list = splitList(value).map((one) => scalarOf(one, kind))
  return list.length === 0 || list.includes(null) ? null : { field: subject, op, value: list }
}

export const isTime = (op: Operator): boolean => ['within', 'olderThan', 'before', 'after'].includes(op)

/** The line that asks this; null where no line can. */
export function rowOf(audience: Audience): Row | null {
  if ('not' in audience) {
    const row = rowOf(audience.not)
    return row && !row.not ? { ...row, not: true } : null
  }
  if ('all' in audience || 'any' in audience) return null
  const row = lineOf(audience)
  // Whatever does not come back as it went stays a source.
  return row && JSON.stringify(audienceOfRow(row)) === JSON.stringify(audience) ? row : null
}

const plain = { not: false, op: 'eq', kind: 'text', within: '' } as const

function lineOf(audience: Exclude<Audience, { all: Audience[] } | { any: Audience[] }>): Row | null {
  if ('did' in audience) {
    const { did, campaign = '', within = '' } = audience
    return { ...plain, subject: `did:${did}`, value: campaign, within }
  }
  for (const name of named)
    if (name in audience)
      return { ...plain, subject: name, value: (audience as Record<string, string>)[name]! }
  const { field, op, value } = audience as Comparison
  if (op === 'exists') return { ...plain, subject: field, op, value: '' }
  const list = Array.isArray(value) ? value : [value]
  const kind = kindOf(list)
  if (kind === null) return null
  return {
    ...plain,
    subject: field,
    op,
    kind,
    value: op === 'in' ? joinList(list.map(String)) : String(value),
  }
}
