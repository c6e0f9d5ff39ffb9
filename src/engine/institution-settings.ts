import { z } from 'zod'
import { trackingModes } from '../core/campaign.ts'
import { type Controller, readController } from '../core/controller.ts'
import { periodsOf, readPeriods } from '../core/retention.ts'
import { plainCalendar } from '../core/schedule/calendar.ts'
import { rulesFor, type Windows, windowChannels, windowSchema } from '../core/schedule/window.ts'
import { isZone, zoneOf } from '../core/time.ts'
import { type Institution, updateInstitution } from '../store/institutions.ts'
import { audit } from './audit.ts'
import type { Deps } from './deps.ts'
import { institutionNamed } from './named.ts'
import { reschedule } from './reschedule.ts'

const whole = z.number().int('write a whole number')

/** What may be set for an institution; what is not named stays. `cap: null` lifts the cap. */
export const institutionSettings = z.strictObject({
  slug: z.string(),
  /** As readers and staff see it. */
  name: z.string().trim().min(1, 'name the institution').max(200).optional(),
  /** Where the house stands, `MA`; null = not said. */
  country: z
    .string()
    .regex(/^[A-Z]{2}$/, 'write a country as MA')
    .nullable()
    .optional(),
  /** At most `count` campaign mails to one person within `days` days, over all campaigns. */
  cap: z
    .strictObject({
      count: whole.min(1).max(1000),
      days: whole.min(1).max(365, 'a cap counts at most 365 days back'),
    })
    .nullable()
    .optional(),
  /** The most that any campaign of the institution may count. */
  tracking: z.enum(trackingModes).optional(),
  /** `contact=730d,traces=180d`: periods of retention, only ever shorter than usual. */
  retention: z.string().optional(),
  /** `dpo=…,hosting=…`: what the register of processing says; an empty fact is taken away. */
  controller: z.string().optional(),
  /** IANA zone of the house, for steps on the sender's clock; empty = its country's main zone. */
  timeZone: z
    .string()
    .refine((zone) => zone === '' || isZone(zone), 'write a zone such as Africa/Casablanca')
    .optional(),
  /** Channel → window for all its campaigns; null takes it away. */
  windows: z.partialRecord(z.enum(windowChannels), windowSchema.nullable()).optional(),
})
export type InstitutionSettings = z.infer<typeof institutionSettings>

/** Changes what holds for all campaigns of an institution, and answers what holds now. */
export async function setInstitution(deps: Deps, { slug, ...change }: InstitutionSettings): Promise<object> {
  const institution = await institutionNamed(deps, slug)
  const { name, country, cap, tracking, retention, controller, timeZone, windows } = change
  const row = {
    ...(name === undefined ? {} : { name }),
    ...(country === undefined ? {} : { country }),
    ...(cap === undefined ? {} : { capCount: cap?.count ?? null, capDays: cap?.days ?? null }),
    ...(tracking === undefined ? {} : { trackingMode: tracking }),
    ...(retention === undefined
      ? {}
      : { retention: withMore(institution.retention, readPeriods(retention)) }),
    ...(controller === undefined
      ? {}
      : { controller: withMore(institution.controller, readController(controller)) }),
    ...(timeZone === undefined ? {} : { timeZone: timeZone || null }),
    ...(windows === undefined ? {} : { windows: withWindows(institution.windows, windows) }),
  }
  if (Object.keys(row).length === 0) return settingsOf(institution)
  const changed = await updateInstitution(deps.db, institution.id, row)
  await audit(deps, {
    institutionId: institution.id,
    officerId: null,
    act: 'institution-set',
    subject: `institution:${institution.id}`,
    // Whoever is named as controller is a person: the log says that it changed, not into what.
    detail: Object.fromEntries(
      Object.entries(row).map(([key, value]) => [key, key === 'controller' ? 'changed' : (value ?? 'none')]),
    ),
  })
  if (country !== undefined || timeZone !== undefined || windows !== undefined)
    await reschedule(deps, institution.id)
  return settingsOf(changed)
}

/** @throws AppError `window-empty` when a channel is left no hour */
function withWindows(json: string, more: NonNullable<InstitutionSettings['windows']>): string {
  const all = Object.entries({ ...(JSON.parse(json) as Windows), ...more }).filter(([, window]) => window)
  for (const [channel, window] of all) rulesFor(channel, { institution: window ?? null }, plainCalendar)
  return JSON.stringify(Object.fromEntries(all))
}

/** A record with some of its facts anew; an empty one goes. */
function withMore(json: string, more: object): string {
  const all = Object.entries({ ...(JSON.parse(json) as object), ...more })
  return JSON.stringify(Object.fromEntries(all.filter(([, value]) => value !== '')))
}

function settingsOf(institution: Institution) {
  const { slug, trackingMode, capCount, capDays } = institution
  return {
    institution: slug,
    tracking: trackingMode,
    cap: capCount && capDays ? { count: capCount, days: capDays } : null,
    retention: periodsOf(JSON.parse(institution.retention) as Record<string, number>),
    controller: JSON.parse(institution.controller) as Controller,
    timeZone: zoneOf(institution.timeZone, institution.country),
    windows: JSON.parse(institution.windows) as Windows,
  }
}
