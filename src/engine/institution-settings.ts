import { z } from 'zod'
import { trackingModes } from '../core/campaign.ts'
import { type Controller, readController } from '../core/controller.ts'
import { periodsOf, readPeriods } from '../core/retention.ts'
import { type Institution, updateInstitution } from '../store/institutions.ts'
import { audit } from './audit.ts'
import type { Deps } from './deps.ts'
import { institutionNamed } from './named.ts'

const whole = z.number().int('write a whole number')

/** What may be set for an institution; what is not named stays. `cap: null` lifts the cap. */
export const institutionSettings = z.strictObject({
  slug: z.string(),
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
})
export type InstitutionSettings = z.infer<typeof institutionSettings>

/** Changes what holds for all campaigns of an institution, and answers what holds now. */
export async function setInstitution(deps: Deps, { slug, ...change }: InstitutionSettings): Promise<object> {
  const institution = await institutionNamed(deps, slug)
  const { cap, tracking, retention, controller } = change
  const row = {
    ...(cap === undefined ? {} : { capCount: cap?.count ?? null, capDays: cap?.days ?? null }),
    ...(tracking === undefined ? {} : { trackingMode: tracking }),
    ...(retention === undefined
      ? {}
      : { retention: withMore(institution.retention, readPeriods(retention)) }),
    ...(controller === undefined
      ? {}
      : { controller: withMore(institution.controller, readController(controller)) }),
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
      Object.entries(row).map(([name, value]) => [
        name,
        name === 'controller' ? 'changed' : (value ?? 'none'),
      ]),
    ),
  })
  return settingsOf(changed)
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
  }
}
