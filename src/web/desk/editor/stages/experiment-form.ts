import { isRecord } from '../../../../core/definition-edit-text.ts'
import { changedIn, type Fields, getIn, isSimple, numberOf, setIn, textOf, type Values } from './fields.ts'
import { stepsOf } from './steps-form.ts'

const shares = ['floor', 'holdOut'] as const

/** Variants by step as `variants.STEP`, their hours as `slot.VARIANT`, and how they are dealt out. Shares are shown as percent. */
export function readExperiment(values: Values): { fields: Fields; stuck: string[] } {
  const stuck: string[] = []
  const fields: Record<string, string> = {}
  for (const step of stepsOf(values)) {
    const variants = step.variants ?? []
    if (Array.isArray(variants)) fields[`variants.${textOf(step.id)}`] = variants.join(', ')
    else stuck.push('steps')
  }
  for (const name of ['unit', 'allocate', ...shares]) {
    if (!isSimple(values, ['experiment', name])) stuck.push(`experiment.${name}`)
  }
  if (values.experiment !== undefined && !isRecord(values.experiment))
    return { fields, stuck: ['experiment'] }
  const hours = readSlots(values)
  if (hours) Object.assign(fields, hours)
  else stuck.push('experiment.slots')
  fields.unit = textOf(getIn(values, ['experiment', 'unit'])) || 'person'
  fields.allocate = getIn(values, ['experiment', 'allocate']) === true ? 'yes' : ''
  for (const name of shares) {
    const share = getIn(values, ['experiment', name])
    fields[name] = typeof share === 'number' ? String(rounded(share * 100)) : textOf(share)
  }
  return { fields, stuck }
}

export function writeExperiment(values: Values, fields: Fields, before: Fields): Values {
  return changedIn(fields, before).reduce((now, name) => {
    const typed = (fields[name] ?? '').trim()
    const [, step] = /^variants\.(.*)$/.exec(name) ?? []
    if (step !== undefined) return withVariants(now, step, typed)
    const [, variant] = /^slot\.(.*)$/.exec(name) ?? []
    if (variant !== undefined) return setIn(now, ['experiment', 'slots', variant], typed || undefined)
    if (name === 'unit') return setIn(now, ['experiment', 'unit'], typed || undefined)
    if (name === 'allocate') return setIn(now, ['experiment', 'allocate'], typed ? true : undefined)
    if (!(shares as readonly string[]).includes(name)) return now
    const share = numberOf(typed)
    return setIn(now, ['experiment', name], typeof share === 'number' ? rounded(share / 100) : share)
  }, values)
}

/** The hour of each variant that there is, or that has one; null where a clock cannot show what stands there. */
function readSlots(values: Values): Fields | null {
  const slots = getIn(values, ['experiment', 'slots']) ?? {}
  if (!isRecord(slots)) return null
  const named = stepsOf(values).flatMap(({ variants }) =>
    Array.isArray(variants) ? variants.map(textOf) : [],
  )
  const hours = [...new Set([...named, ...Object.keys(slots)])].map((variant) => [
    `slot.${variant}`,
    textOf(slots[variant]),
  ])
  return hours.every(([, hour]) => /^(([01]\d|2[0-3]):[0-5]\d)?$/.test(hour!))
    ? Object.fromEntries(hours)
    : null
}

function withVariants(values: Values, id: string, typed: string): Values {
  const variants = typed.split(/[\s,،]+/).filter(Boolean)
  const steps = stepsOf(values).map((step) =>
    textOf(step.id) === id ? { ...step, variants: variants.length ? variants : undefined } : step,
  )
  return { ...values, steps }
}

/** 0.07 is not 7.000000000000001 percent. */
const rounded = (share: number): number => Math.round(share * 1e6) / 1e6
