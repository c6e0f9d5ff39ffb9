import type { CampaignDefinition, Step } from '../core/campaign.ts'
import { chainOf, hourGroups, slotStart } from '../core/experiment/slots.ts'
import { type Decision, decideFrom } from '../core/schedule/decide.ts'
import { nextOpening } from '../core/schedule/opening.ts'
import { stepDue } from '../core/schedule/step-start.ts'
import type { Rules } from '../core/schedule/window.ts'
import type { Institution } from '../store/institutions.ts'
import type { Deps } from './deps.ts'
import { waveStarts } from './schedule.ts'
import { type Place, placeOf, rulesOf, rulesOfStep, senderPlace, type Terms, termsOf } from './timing.ts'

/** By whose clock, for those of a zone who live in a country; as it stands in the rows of contacts. */
export type ReaderClock = { timeZone: string | null; country: string | null }

export type StepDue = ReaderClock & {
  step: string
  wave: number
  /** Whose hour it is, where variants have hours of their own; null = of everybody else. */
  variant: string | null
  /** When it was meant to go out, before any window, ms. */
  plannedAt: number
  /** When it falls due, ms: what is never to go out falls due at once, and is reported as dropped. */
  dueAt: number
  decision: Decision
}

/** The steps of the launch whose hour is known beforehand. */
export function knownSteps({ steps }: CampaignDefinition): Step[] {
  return steps.filter((step) => step.trigger === 'launch' && chainOf(steps, step).length > 0)
}

/**
 * When each wave reaches the readers of each clock with each step whose hour is known; posts go out once, with the
 * first wave, by the sender's clock. Exactly what the plan shows and the launch writes down.
 *
 * @param rules  of each channel that the steps use
 */
function stepDues(
  definition: CampaignDefinition,
  it: {
    launchedAt: number
    clocks: readonly ReaderClock[]
    sender: Place
    rules: ReadonlyMap<string, Rules>
  },
): StepDue[] {
  const starts = waveStarts(definition, it.launchedAt)
  return knownSteps(definition).flatMap((step) => {
    const waves = step.channel === 'email' ? starts : starts.slice(0, 1)
    const clocks =
      step.channel === 'email' ? it.clocks : [{ timeZone: it.sender.zone, country: it.sender.country }]
    const rules = rulesOfStep(it.rules.get(step.channel)!, definition, step)
    const settle = settled(termsOf(definition, step), rules, it.launchedAt)
    const variants = step.channel === 'email' ? hourGroups(definition, step) : [null]
    return waves.flatMap(({ wave, startsAt }) =>
      clocks.flatMap((clock) => {
        const place = step.channel === 'email' ? placeOf(clock) : it.sender
        const start = { launchedAt: it.launchedAt, waveStart: startsAt, sender: it.sender.zone }
        const begins = beginsAt(definition.steps, step, { ...start, recipient: place.zone })
        return variants.map((variant) => {
          const planned = slotStart(definition, step, { variant, begins, zone: place.zone })
          return { step: step.id, wave, variant, ...clock, ...settle(planned, place, startsAt) }
        })
      }),
    )
  })
}

/** The same, under the rules of an institution as they stand now. */
export async function duesOf(
  deps: Pick<Deps, 'db'>,
  institution: Institution,
  definition: CampaignDefinition,
  it: { launchedAt: number; clocks: readonly ReaderClock[] },
): Promise<StepDue[]> {
  const rules = new Map<string, Rules>()
  for (const { channel } of definition.steps)
    rules.set(channel, rules.get(channel) ?? (await rulesOf(deps, institution, definition, channel)))
  return stepDues(definition, { ...it, sender: senderPlace(institution), rules })
}

/** `settled` for one step, under the rules of its institution as they stand now. */
export async function settleFor(
  deps: Pick<Deps, 'db'>,
  it: { institution: Institution; definition: CampaignDefinition; step: Step; now: number },
) {
  const rules = await rulesOf(deps, it.institution, it.definition, it.step.channel)
  return settled(termsOf(it.definition, it.step), rulesOfStep(rules, it.definition, it.step), it.now)
}

/**
 * What is decided about a planned instant, looked up once for all clocks that agree.
 *
 * @param now  ms; what will never go out falls due then, to be reported
 */
export function settled({ expires, lateAfterMs }: Terms, rules: Rules, now: number) {
  const known = new Map<string, Pick<StepDue, 'plannedAt' | 'dueAt' | 'decision'>>()
  /** @param notBefore  ms: the start of a wave */
  return (planned: number, { zone, country }: Place, notBefore = now) => {
    const key = `${planned}/${notBefore}/${zone}/${country}`
    const found = known.get(key)
    if (found) return found
    const openingAt = (at: number) => nextOpening(at, zone, country, rules)
    const decision = decideFrom({ due: planned, expires, lateAfterMs }, notBefore, openingAt)
    const dueAt = decision.do === 'wait' ? decision.at : decision.do === 'send' ? notBefore : now
    const fresh = { plannedAt: planned, dueAt, decision }
    known.set(key, fresh)
    return fresh
  }
}

type Start = { launchedAt: number; waveStart: number; recipient: string; sender: string }

/**
 * When the step that a chain of `after` counts from begins. Never before its reader's wave, unless its hour had passed at
 * the launch: then it is late.
 */
function beginsAt(steps: readonly Step[], step: Step, start: Start): number {
  const [root] = chainOf(steps, step)
  const due = stepDue(steps, root!.id, { ...start, launchedAt: start.waveStart })!
  return due < start.launchedAt ? due : Math.max(start.waveStart, due)
}
