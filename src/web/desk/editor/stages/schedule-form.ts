import { isRecord } from '../../../../core/definition-edit-text.ts'
import { dateAt, instantOf, stretchAt } from '../../../../core/schedule/clock.ts'
import {
  changedIn,
  type Fields,
  getIn,
  isSimple,
  lengthOf,
  lengthParts,
  numberOf,
  type Path,
  setIn,
  textOf,
  under,
  type Values,
} from './fields.ts'
import { stepsOf } from './steps-form.ts'

export const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const
const lengths = ['late', 'minGap'] as const

/** Where the hours of e-mail stand: `window` itself, or its part for e-mail. */
const windowPath = (values: Values): Path =>
  isRecord(values.window) &&
  ['email', 'sms', 'whatsapp', 'x'].some((name) => name in (values.window as object))
    ? ['window', 'email']
    : ['window']

/** @param zone  in which the end is shown and read: the institution's */
export function readSchedule(values: Values, zone: string): { fields: Fields; stuck: string[] } {
  const stuck: string[] = []
  const fields: Record<string, string> = {}
  for (const step of datedSteps(values)) {
    const { date, time, zone: own } = wallOf(step.at)
    Object.assign(fields, {
      [`t.${step.id}.date`]: date,
      [`t.${step.id}.time`]: time,
      [`t.${step.id}.zone`]: own,
    })
  }
  const window = windowPath(values)
  const open = getIn(values, [...window, 'days'])
  if (open !== undefined && !Array.isArray(open)) stuck.push('window.days')
  for (const name of ['from', 'until', 'holidays']) {
    if (isSimple(values, [...window, name]))
      fields[`window.${name}`] = textOf(getIn(values, [...window, name]))
    else stuck.push(`window.${name}`)
  }
  for (const day of days) fields[`window.${day}`] = Array.isArray(open) && open.includes(day) ? 'yes' : ''
  for (const name of ['from', 'until']) fields[`ramadan.${name}`] = textOf(getIn(values, ['ramadan', name]))
  for (const name of lengths) {
    const parts = lengthParts(values[name])
    if (parts) Object.assign(fields, { [`${name}.count`]: parts.count, [`${name}.unit`]: parts.unit })
    else stuck.push(name)
  }
  const end = values.expires === undefined ? undefined : Date.parse(textOf(values.expires))
  if (Number.isNaN(end)) stuck.push('expires')
  else Object.assign(fields, endFields(end, zone))
  const waves = wavesOf(values)
  if (!waves) stuck.push('waves')
  else Object.assign(fields, waveFields(waves))
  return { fields, stuck }
}

/** Steps of the launch that begin with their reader's wave or at an hour on the wall. */
export const datedSteps = (values: Values) =>
  stepsOf(values).filter(
    ({ trigger = 'launch', at }) =>
      trigger === 'launch' && (at === undefined || (isRecord(at) && 'local' in at && !('every' in at))),
  ) as { id: string; at?: unknown }[]

function wallOf(at: unknown): { date: string; time: string; zone: string } {
  const [date = '', time = ''] = textOf(getIn(at, ['local'])).split(/[ T]/)
  return { date, time, zone: textOf(getIn(at, ['zone'])) || 'recipient' }
}

function endFields(end: number | undefined, zone: string): Fields {
  if (end === undefined) return { 'end.date': '', 'end.time': '' }
  return { 'end.date': dateAt(end, zone), 'end.time': wallAt(end, zone) }
}

type Wave = Record<string, unknown>

function wavesOf(values: Values): Wave[] | null {
  const written = values.waves ?? [{ share: 100 }]
  const isList = Array.isArray(written) && written.every((one) => isRecord(one) && lengthParts(one.after))
  return isList ? (written as Wave[]) : null
}

const waveFields = (waves: readonly Wave[]): Record<string, string> =>
  Object.assign(
    {},
    ...waves.map(({ share, after }, at) => {
      const { count, unit } = lengthParts(after)!
      return { [`w${at}.share`]: textOf(share), [`w${at}.count`]: count, [`w${at}.unit`]: unit }
    }),
  )

export function waveRows(fields: Fields): Record<string, string>[] {
  const rows: Record<string, string>[] = []
  for (let at = 0; at < 20 && `w${at}.share` in fields; at++) rows.push(under(fields, `w${at}.`))
  return rows
}

export function writeSchedule(values: Values, fields: Fields, before: Fields, zone: string): Values {
  const changed = changedIn(fields, before)
  const touched = (prefix: string) => changed.some((name) => name.startsWith(prefix))
  const field = (name: string) => (fields[name] ?? '').trim()
  let now = values
  if (touched('t.')) now = { ...now, steps: stepsOf(now).map((step) => withTime(step, fields, changed)) }
  const window = windowPath(now)
  for (const name of ['from', 'until', 'holidays'])
    if (changed.includes(`window.${name}`))
      now = setIn(now, [...window, name], field(`window.${name}`) || undefined)
  if (days.some((day) => changed.includes(`window.${day}`))) {
    const open = days.filter((day) => fields[`window.${day}`])
    now = setIn(now, [...window, 'days'], open.length ? open : undefined)
  }
  for (const name of ['from', 'until'])
    if (changed.includes(`ramadan.${name}`))
      now = setIn(now, ['ramadan', name], field(`ramadan.${name}`) || undefined)
  for (const name of lengths)
    if (touched(`${name}.`)) now = { ...now, [name]: lengthOf(field(`${name}.count`), field(`${name}.unit`)) }
  if (touched('end.')) now = { ...now, expires: endOf(field('end.date'), field('end.time'), zone) }
  return changed.some((name) => /^w\d/.test(name))
    ? { ...now, waves: wavesWritten(now, fields, before) }
    : now
}

function withTime(step: Record<string, unknown>, fields: Fields, changed: readonly string[]) {
  const prefix = `t.${step.id}.`
  if (!changed.some((name) => name.startsWith(prefix))) return step
  const { date = '', time = '', zone = '' } = under(fields, prefix)
  return {
    ...step,
    at: date ? { local: `${date} ${time || '09:00'}`, zone: zone || 'recipient' } : undefined,
  }
}

function endOf(date: string, time: string, zone: string): string | undefined {
  if (!date) return undefined
  const at =
    /^\d{4}-\d\d-\d\d$/.test(date) && /^(\d\d:\d\d)?$/.test(time)
      ? instantOf(date, time || '00:00', zone)
      : null
  return at === null ? `${date} ${time}` : new Date(at).toISOString().replace('.000Z', 'Z')
}

/** A wave that nobody touched keeps whatever else it says. */
function wavesWritten(values: Values, fields: Fields, before: Fields): Wave[] | undefined {
  const [old, there] = [waveRows(before), wavesOf(values) ?? []]
  const waves = waveRows(fields).map(({ share = '', count = '', unit = 'h' }, at) => {
    const shown = old[at]
    const now = there[at] ?? {}
    if (shown && shown.share === share && shown.count === count && shown.unit === unit) return now
    return { ...now, share: numberOf(share) ?? '', after: lengthOf(count, unit) }
  })
  return waves.length ? waves : undefined
}

/** A form after one of its buttons: a wave more or less, or the audience divided anew. */
export function scheduleAfter(act: string, fields: Fields): Fields {
  const [verb, place = ''] = act.split(':')
  const others = Object.fromEntries(Object.entries(fields).filter(([name]) => !/^w\d/.test(name)))
  const rows = waveRows(fields)
  const put = (next: readonly Fields[]): Fields =>
    Object.assign(
      others,
      ...next.map(({ share = '', count = '', unit = 'h' }, at) => ({
        ...{ [`w${at}.share`]: share, [`w${at}.count`]: count, [`w${at}.unit`]: unit },
      })),
    )
  if (verb === 'wave') return put([...rows, { share: '', count: '3', unit: 'h' }])
  if (verb === 'unwave') return put(rows.filter((_, at) => at !== Number(place)))
  if (verb !== 'divide') return fields
  const parts = Math.min(20, Math.max(1, Math.trunc(Number(fields['divide.parts'])) || 1))
  const share = Math.floor(10_000 / parts) / 100
  const last = Math.round((100 - share * (parts - 1)) * 100) / 100
  const gap = { count: fields['divide.count'] ?? '3', unit: fields['divide.unit'] ?? 'h' }
  return put(
    Array.from({ length: parts }, (_, at) => ({
      share: String(at === parts - 1 ? last : share),
      ...(at === 0 ? { count: '', unit: 'h' } : gap),
    })),
  )
}

const wallAt = (at: number, zone: string): string =>
  new Date(at + stretchAt(at, zone).offset).toISOString().slice(11, 16)
