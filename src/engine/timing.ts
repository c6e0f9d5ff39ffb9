import { type CampaignDefinition, durationMs, type Step } from '../core/campaign.ts'
import { slotVariants } from '../core/experiment/slots.ts'
import { plainCalendar } from '../core/schedule/calendar.ts'
import { minuteMs } from '../core/schedule/clock.ts'
import { type Decision, decideFrom } from '../core/schedule/decide.ts'
import { nextOpening, type Opening } from '../core/schedule/opening.ts'
import { nextOccurrence } from '../core/schedule/recurrence.ts'
import { zoneOfTime } from '../core/schedule/step-start.ts'
import { always, type Rules, rulesFor, type Windows, windowOf } from '../core/schedule/window.ts'
import { zoneOf } from '../core/time.ts'
import type { Institution } from '../store/institutions.ts'
import type { Claimed } from '../store/outbox.ts'
import { calendarFor } from './calendar.ts'
import type { Deps } from './deps.ts'

/** Whose clock and whose holidays. */
export type Place = { zone: string; country: string | null }

export const senderPlace = ({ timeZone, country }: Institution): Place => ({
  zone: zoneOf(timeZone, country),
  country,
})

/**
 * When a channel is open to a campaign's readers. Mail of which neither institution nor campaign has said anything goes
 * out at any hour: whoever launches has chosen the moment.
 */
export async function rulesOf(
  deps: Pick<Deps, 'db'>,
  own: Institution,
  definition: CampaignDefinition,
  channel: string,
): Promise<Rules> {
  const windows = JSON.parse(own.windows) as Windows
  const institution = windows[channel as keyof Windows] ?? null
  const campaign = windowOf(definition.window, channel)
  const ramadan = definition.ramadan ?? null
  if (channel === 'email' && !institution && !campaign && !ramadan) return always(plainCalendar)
  const rules = rulesFor(channel, { institution, campaign, ramadan }, plainCalendar)
  const asks = rules.holidays === 'closed' || rules.ramadan !== null
  return asks ? { ...rules, calendar: await calendarFor(deps, own.id) } : rules
}

/** The same for one step: where variants have hours of their own, a closed day takes them to the same hour of another. */
export const rulesOfStep = (rules: Rules, definition: CampaignDefinition, step: Step): Rules =>
  slotVariants(definition, step).length ? { ...rules, keepsHour: true } : rules

export type Terms = { expires: number | null; lateAfterMs: number | null }

/** How long a step's words are worth sending; what the step says stands in place of what its campaign says. */
export function termsOf(definition: CampaignDefinition, step: Step): Terms {
  const [expires, late] = [step.expires ?? definition.expires, step.late ?? definition.late]
  return {
    expires: expires === undefined ? null : Date.parse(expires),
    lateAfterMs: late === undefined ? null : durationMs(late),
  }
}

/** What becomes of a message of this step at `now`. */
export type Timing = (row: Claimed, now: number) => Decision

const manyOpenings = 10_000

/**
 * Decides about the messages of one step. Openings are looked up once per place and minute, not once per message:
 * windows begin and end with whole minutes, so one that is open in a minute is open throughout it.
 */
export async function timingOf(
  deps: Pick<Deps, 'db'>,
  { institution, definition, step }: { institution: Institution; definition: CampaignDefinition; step: Step },
): Promise<Timing | null> {
  const rules = rulesOfStep(await rulesOf(deps, institution, definition, step.channel), definition, step)
  const terms = termsOf(definition, step)
  const sender = senderPlace(institution)
  const openings = new Map<string, Opening | null>()
  const openingIn = ({ zone, country }: Place, at: number): Opening | null => {
    const minute = Math.floor(at / minuteMs) * minuteMs
    const key = `${minute}/${zone}/${country}`
    if (!openings.has(key)) {
      if (openings.size >= manyOpenings) openings.clear()
      openings.set(key, nextOpening(minute, zone, country, rules))
    }
    const found = openings.get(key)!
    return found && found.at < at ? { ...found, at } : found
  }
  return (row, now) => {
    const place = row.contactKind === 'account' ? sender : placeOf(row)
    const due = row.plannedAt ?? row.createdAt
    if (isOvertaken(step, due, now, { recipient: place.zone, sender: sender.zone }))
      return { do: 'drop', why: 'late' }
    return decideFrom({ due, ...terms }, now, (at) => openingIn(place, at))
  }
}

export const placeOf = ({
  timeZone,
  country,
}: {
  timeZone: string | null
  country: string | null
}): Place => ({
  zone: zoneOf(timeZone, country),
  country,
})

/** Of a step that recurs only the newest occurrence is worth sending: a machine that stood still pours out no week. */
function isOvertaken(
  { at: time }: Step,
  due: number,
  now: number,
  clocks: { recipient: string; sender: string },
): boolean {
  // Nothing recurs twice on one day, and a day of a clock has 23 hours at least.
  if (!time || !('every' in time) || now < due + 20 * 60 * minuteMs) return false
  const next = nextOccurrence(time, zoneOfTime(time.zone, clocks), due + 1)
  return next !== null && next.at <= now
}
