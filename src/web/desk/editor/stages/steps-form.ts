import { isRecord, same } from '../../../../core/definition-edit-text.ts'
import {
  changedIn,
  type Fields,
  lengthOf,
  lengthParts,
  textOf,
  under,
  type Values,
  withPrefix,
} from './fields.ts'
import { ruleOf, ruleParts } from './rule.ts'

export type StepValues = Record<string, unknown>
/** How a step begins, as the form names it. `other`: as it is written, which the form cannot show. */
export const beginnings = ['launch', 'after', 'on', 'every', 'signup', 'join'] as const

export const stepsOf = (values: Values): StepValues[] =>
  Array.isArray(values.steps) ? values.steps.filter(isRecord) : []

/** Steps as rows `s0.`, `s1.` …; `was` is the step that a row stands for, empty for a new one. */
export function readSteps(values: Values): { fields: Fields; stuck: string[] } {
  const written = values.steps ?? []
  const isList = Array.isArray(written) && written.every((one) => isRecord(one) && typeof one.id === 'string')
  if (!isList) return { fields: {}, stuck: ['steps'] }
  return { fields: numbered(stepsOf(values).map(rowOf)), stuck: [] }
}

export const numbered = (rows: readonly Fields[]): Fields =>
  Object.assign({}, ...rows.map((row, at) => withPrefix(row, `s${at}.`)))

/** The rows in a form, in their order. */
export function rowsIn(fields: Fields): Record<string, string>[] {
  const rows: Record<string, string>[] = []
  for (let at = 0; at < 60 && `s${at}.id` in fields; at++) rows.push(under(fields, `s${at}.`))
  return rows
}

export const newRow: Fields = { ...rowOf({}), was: '', id: '', channel: 'email', layout: 'letter' }

function rowOf(step: StepValues): Fields {
  const begins = beginsOf(step)
  const at = (begins !== 'launch' && begins !== 'other' && isRecord(step.at) ? step.at : {}) as StepValues
  const wait = (at.delay !== undefined && lengthParts(at.delay)) || { count: textOf(at.delay), unit: 'd' }
  return {
    was: textOf(step.id),
    id: textOf(step.id),
    channel: textOf(step.channel) || 'email',
    begins,
    step: textOf(at.after ?? at.of),
    event: textOf(at.on) || 'received',
    delay: wait.count,
    unit: wait.unit,
    ...ruleParts(textOf(at.every)),
    from: textOf(at.from),
    until: textOf(at.until),
    hour: textOf(at.local) || '09:00',
    zone: textOf(at.zone) || 'recipient',
    layout: textOf(step.layout) || 'letter',
    share: step.share === true ? 'yes' : '',
  }
}

function beginsOf({ trigger = 'launch', at }: StepValues): string {
  if (trigger !== 'launch')
    return (beginnings as readonly unknown[]).includes(trigger) ? String(trigger) : 'other'
  if (at === undefined) return 'launch'
  if (!isRecord(at)) return 'other'
  const kind = ['every', 'after', 'on'].find((word) => Object.hasOwn(at, word))
  if (!kind) return 'at' in at || 'local' in at ? 'launch' : 'other'
  const isPlain = Object.values(at).every((one) => typeof one === 'string')
  return isPlain && (at.delay === undefined || lengthParts(at.delay)) ? kind : 'other'
}

/**
 * The steps as the rows say, over what stands there now: a row that nobody touched keeps its step as it is, and so does
 * a step that came while the form was open.
 */
export function writeSteps(values: Values, fields: Fields, before: Fields): Values {
  const [rows, old] = [rowsIn(fields), rowsIn(before)]
  if (same(rows, old)) return values
  const there = stepsOf(values)
  const written = rows.flatMap((row) => {
    const shown = old.find((one) => row.was !== '' && one.was === row.was)
    const now = there.find((step) => step.id === row.was && row.was !== '')
    const changed = shown ? changedIn(row, shown) : Object.keys(row)
    if (changed.length === 0) return now ? [now] : []
    return [stepOf(now ?? {}, row, changed)]
  })
  const since = there.filter((step) => !old.some(({ was }) => was === step.id))
  return { ...values, steps: [...written, ...since] }
}

const timing = [
  'begins',
  'step',
  'event',
  'delay',
  'unit',
  'repeat',
  'weekday',
  'monthday',
  'rule',
  'from',
  'until',
  'hour',
  'zone',
]

function stepOf(now: StepValues, row: Fields, changed: readonly string[]): StepValues {
  const is = (name: string) => changed.includes(name)
  const set = (name: string, value: unknown) => (is(name) ? { [name]: value } : {})
  const begins = changed.some((name) => timing.includes(name)) ? beginning(now, row) : {}
  return {
    ...now,
    ...set('id', row.id?.trim() || undefined),
    ...set('channel', row.channel),
    ...begins,
    ...set(
      'layout',
      row.channel === 'x' || (row.layout === 'letter' && now.layout === undefined)
        ? undefined
        : row.layout?.trim() || undefined,
    ),
    ...set('share', row.share ? true : undefined),
  }
}

function beginning(now: StepValues, row: Fields): StepValues {
  const { begins = 'launch', step = '', hour = '', zone = '', from = '', until = '' } = row
  if (begins === 'other') return {}
  if (begins === 'signup' || begins === 'join') return { trigger: begins, at: undefined }
  const trigger = now.trigger === undefined ? undefined : 'launch'
  if (begins === 'launch') return { trigger, at: beginsOf(now) === 'launch' ? now.at : undefined }
  const delay = lengthOf(row.delay ?? '', row.unit ?? 'd')
  if (begins === 'after') return { trigger, at: { after: step, delay: delay ?? '0m' } }
  if (begins === 'on') return { trigger, at: { on: row.event, of: step, delay } }
  return { trigger, at: { every: ruleOf(row), from, until: until || undefined, local: hour, zone } }
}

/** A form after one of its buttons: a row more, less, or in another place. */
export function stepsAfter(act: string, fields: Fields): Fields {
  const [verb, place = ''] = act.split(':')
  const rows: Fields[] = rowsIn(fields)
  const at = Number(place)
  if (verb === 'add') return numbered([...rows, newRow])
  if (verb === 'drop') return numbered(rows.filter((_, index) => index !== at))
  const to = verb === 'up' ? at - 1 : verb === 'down' ? at + 1 : at
  const [moved, other] = [rows[at], rows[to]]
  if (!moved || !other) return fields
  return numbered(rows.map((row, index) => (index === at ? other : index === to ? moved : row)))
}
