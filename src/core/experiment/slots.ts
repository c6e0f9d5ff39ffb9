import { type CampaignDefinition, durationMs, type Step } from '../campaign.ts'
import { dateOfDay, dayAt, instantOf } from '../schedule/clock.ts'
import { dealtVariants } from '../variants.ts'

type Slotted = Pick<CampaignDefinition, 'steps' | 'experiment'>

/**
 * The steps whose hours a step's own hour hangs on, along `after`, the first of all first, itself last. Empty when nobody
 * knows its hour beforehand: it follows what people do, or recurs, or what it follows does.
 */
export function chainOf(steps: readonly Step[], step: Step): Step[] {
  const { at } = step
  if (at && ('on' in at || 'every' in at)) return []
  if (!at || !('after' in at)) return [step]
  const before = chainOf(steps, steps.find(({ id }) => id === at.after)!)
  return before.length ? [...before, step] : []
}

/** Hours of a step's own variants, by variant (`experiment.slots`). A post has none: it is of no variant. */
function ownSlots({ experiment }: Slotted, { channel, trigger, variants }: Step): Record<string, string> {
  if (channel !== 'email' || trigger !== 'launch') return {}
  const slots = Object.entries(experiment?.slots ?? {})
  return Object.fromEntries(slots.filter(([variant]) => variants?.includes(variant)))
}

/** Variants whose readers get a step at an hour of their own, because it or a step that it counts from has slots. */
export function slotVariants(definition: Slotted, step: Step): string[] {
  const chain = definition.experiment?.slots ? chainOf(definition.steps, step) : []
  return [...new Set(chain.flatMap((one) => Object.keys(ownSlots(definition, one))))]
}

/** Who has an hour together: each variant with a slot, and null for everybody else, if there is anybody. */
export function hourGroups(definition: Slotted, step: Step): (string | null)[] {
  const slots = slotVariants(definition, step)
  const isForAll = slots.length > 0 && dealtVariants(definition).every((variant) => slots.includes(variant))
  return isForAll ? slots : [null, ...slots]
}

/**
 * When the readers of a variant are meant to get a step, ms. The first step of the chain that has a slot for the variant
 * goes out at that hour of the reader's clock, on the first day on which all slots of the step are still ahead: variants
 * then differ by the hour and not by the day. What counts from it keeps its distance.
 *
 * @param variant  null = of a variant without a slot
 * @param begins   when the first step of the chain begins, before any slot, ms
 * @param zone     of the reader
 */
export function slotStart(
  definition: Slotted,
  step: Step,
  it: { variant: string | null; begins: number; zone: string },
): number {
  let at = it.begins
  let isFree = it.variant !== null
  for (const one of chainOf(definition.steps, step)) {
    if (one.at && 'after' in one.at) at += durationMs(one.at.delay)
    const slots = isFree ? ownSlots(definition, one) : {}
    const hour = slots[it.variant ?? '']
    if (hour === undefined) continue
    at = onFirstDay(at, hour, Object.values(slots).sort()[0]!, it.zone)
    isFree = false
  }
  return at
}

/** The hour on the first day whose `earliest` is not before `at`. */
function onFirstDay(at: number, hour: string, earliest: string, zone: string): number {
  const today = dayAt(at, zone)
  const day = instantOf(dateOfDay(today), earliest, zone) >= at ? today : today + 1
  return instantOf(dateOfDay(day), hour, zone)
}
