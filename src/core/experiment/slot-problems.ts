import type { CampaignDefinition, Step } from '../campaign.ts'
import { type Hours, spansOf } from '../schedule/hours.ts'
import { windowOf } from '../schedule/window.ts'
import { dealtVariants } from '../variants.ts'

type Problem = { at: PropertyKey[]; what: string }
type Asked = Pick<CampaignDefinition, 'steps' | 'experiment' | 'minGap' | 'window'>

/** What hours of variants (`experiment.slots`) cannot be, a line each. */
export function slotProblems(definition: Asked): Problem[] {
  const slots = definition.experiment?.slots
  if (!slots) return []
  const at = (...part: string[]) => ['experiment', 'slots', ...part]
  const problems: Problem[] = Object.entries(slots).flatMap(([variant, hour]) => {
    const what = nameProblem(definition, variant) ?? windowProblem(definition, hour)
    return what ? [{ at: at(variant), what }] : []
  })
  if (definition.experiment?.allocate)
    problems.push({
      at: at(),
      what: 'hours are given at the launch, and "allocate" deals waves out later: leave one of them out',
    })
  if (definition.minGap !== undefined)
    problems.push({
      at: at(),
      what: '"minGap" moves waves to hours of its own: write "after" of the waves instead',
    })
  return [...problems, ...definition.steps.flatMap((step, index) => fixedProblem(step, index, slots))]
}

function nameProblem({ steps }: Asked, variant: string): string | null {
  if (!dealtVariants({ steps }).includes(variant))
    return `no variant "${variant}" is dealt out: name one of the first step of the launch that has variants`
  const goes = steps.some(
    ({ at, channel, trigger, variants }) =>
      channel === 'email' && trigger === 'launch' && variants?.includes(variant) && (!at || 'after' in at),
  )
  return goes ? null : `no mail that goes out with its wave has the variant "${variant}"`
}

function windowProblem({ window }: Asked, hour: string): string | null {
  const own = windowOf(window, 'email')
  if (!own?.from && !own?.until) return null
  // What is left out is what is usual for mail.
  const hours: Hours = { from: own.from ?? '08:00', until: own.until ?? '20:00' }
  const minute = Number(hour.slice(0, 2)) * 60 + Number(hour.slice(3))
  const isOpen = spansOf(hours).some(({ from, until }) => from <= minute && minute < until)
  return isOpen ? null : `at ${hour} mail does not go out (window ${hours.from}–${hours.until})`
}

function fixedProblem({ at, variants }: Step, index: number, slots: Record<string, string>): Problem[] {
  if (!at || !('at' in at || ('local' in at && !('every' in at)))) return []
  const variant = variants?.find((one) => slots[one] !== undefined)
  if (variant === undefined) return []
  const what = `its hour is fixed, and "experiment.slots" gives "${variant}" another: leave "at" out, or name other variants`
  return [{ at: ['steps', index, 'at'], what }]
}
