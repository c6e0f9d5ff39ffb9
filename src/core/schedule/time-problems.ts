import type { CampaignDefinition, Step } from '../campaign.ts'
import { isAnswer, isNotice } from '../campaign.ts'
import { AppError } from '../error.ts'
import { plainCalendar } from './calendar.ts'
import { stepTimeProblems, type TimeProblem } from './step-start.ts'
import { rulesFor, windowChannels, windowOf } from './window.ts'

/** What is wrong with the times of a campaign and no schema of one part can see, one line with its place each. */
export function timeProblems(definition: CampaignDefinition): TimeProblem[] {
  const { steps } = definition
  const own = steps.flatMap((step, index) => {
    const what = stepProblem(step, definition)
    return what ? [{ at: ['steps', index, ...what.at], what: what.what }] : []
  })
  return [...stepTimeProblems(steps), ...own, ...windowProblems(definition)]
}

function stepProblem(step: Step, definition: CampaignDefinition): TimeProblem | null {
  if (step.trigger !== 'launch') {
    const part = (['at', 'expires', 'late'] as const).find((name) => step[name] !== undefined)
    const what = 'only a step of the launch has it: this one begins when somebody acts'
    return part ? { at: [part], what } : null
  }
  const what = step.at && (beforeProblem(step, definition) ?? eventProblem(step, definition))
  return what ? { at: ['at'], what } : null
}

/** Steps that begin when somebody signs up have no time that others could be counted from. */
function beforeProblem({ at, channel }: Step, { steps }: CampaignDefinition): string | null {
  if (!at || !('after' in at)) return null
  const before = steps.find((step) => step.id === at.after)
  if (before && channel !== 'email' && hangsOnSomebody(before, steps)) return toNobody
  if (!before || before.trigger === 'launch') return null
  return `"${at.after}" begins when somebody acts; write on: received and of: ${at.after} instead of after:`
}

const toNobody = 'a post goes to nobody, so it cannot follow what somebody does'

/** Looks back along `after` no further than there are steps: a circle is somebody else's line. */
function hangsOnSomebody(step: Step, steps: readonly Step[]): boolean {
  let [at, hops] = [step.at, 0]
  while (at && 'after' in at && hops++ < steps.length) {
    const { after }: { after: string } = at
    at = steps.find(({ id }) => id === after)?.at
  }
  return Boolean(at && 'on' in at)
}

function eventProblem({ at, channel }: Step, definition: CampaignDefinition): string | null {
  if (!at || !('on' in at)) return null
  if (channel !== 'email') return toNobody
  const of = definition.steps.find((step) => step.id === at.of)
  if (!of) return null
  if (of.channel !== 'email' || isAnswer(of)) return `"${at.of}" is no letter that others can follow`
  if (at.on === 'clicked' && definition.tracking !== 'individual')
    return 'who clicked is known only with tracking: individual, and only of those who agreed'
  return at.on === 'joined' && isNotice(definition) ? 'nobody joins a notice' : null
}

/** A window that leaves a channel no hour is better heard of at once than at the launch. */
function windowProblems({ window }: CampaignDefinition): TimeProblem[] {
  return windowChannels.flatMap((channel) => {
    try {
      rulesFor(channel, { campaign: windowOf(window, channel) }, plainCalendar)
      return []
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      return [{ at: ['window', channel], what: error.message.replace(/^window: /, '') }]
    }
  })
}
