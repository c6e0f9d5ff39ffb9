import { z } from 'zod'
import { audienceSchema } from './audience.ts'
import { experimentSchema } from './experiment/settings.ts'
import { languageTags } from './language.ts'
import { instantSchema, stepTimeSchema } from './schedule/step-time.ts'
import { hoursSchema, windowsSchema } from './schedule/window.ts'
import { stopSchema } from './stop-settings.ts'

/** States of a campaign; docs/states.md draws them. */
export const campaignStates = ['draft', 'running', 'paused', 'finished'] as const
export type CampaignState = (typeof campaignStates)[number]

/**
 * How much is counted. `none`: links go straight, nothing is counted. `aggregate`: no person and no hash of one in
 * any URL, counters per hour. The strictest of institution, campaign and person holds.
 */
export const trackingModes = ['none', 'aggregate', 'individual'] as const
export type TrackingMode = (typeof trackingModes)[number]

export function strictest(...modes: TrackingMode[]): TrackingMode {
  return trackingModes[Math.min(...modes.map((mode) => trackingModes.indexOf(mode)))]!
}

/**
 * What gives the right to write. `campaign`: the reader's consent. `notice`: a legal duty or a public task (GDPR
 * art. 6(1)(c), (e)), with the reason written down and shown to the reader, who may object (art. 21).
 */
export const campaignClasses = ['campaign', 'notice'] as const
export type CampaignClass = (typeof campaignClasses)[number]

export const isNotice = (definition: { class: CampaignClass }): boolean => definition.class === 'notice'

export const copyStatuses = ['draft', 'machine', 'reviewed'] as const
export type CopyStatus = (typeof copyStatuses)[number]

/**
 * What makes a step begin for a person: the launch, a sign-up that awaits confirmation, a confirmed join, or the wish
 * to see one's own data (that one only in the letters of the house, engine/service).
 */
export const triggers = ['launch', 'signup', 'join', 'request'] as const
export type Trigger = (typeof triggers)[number]

const perLanguage = z.partialRecord(z.enum(languageTags), z.string().trim().min(1))
const name = z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'use small letters, digits and hyphens')
const whyNotice = z
  .string()
  .trim()
  .regex(/^[^\r\n]*$/, 'write the reason on one line')
  .refine((text) => (text.match(/\p{L}/gu)?.length ?? 0) >= 20, {
    message: 'say in 20 letters or more which duty or task makes the notice necessary',
  })
const duration = z.string().regex(/^\d+\s*(m|h|d)$/, 'write a duration as 30m, 3h or 2d')
const host = z
  .string()
  .regex(/^(\*\.)?[a-z0-9.-]+$/i, 'write a host name, for example www.institution.example')

const stepSchema = z.strictObject({
  id: name,
  channel: z.enum(['email', 'x']),
  trigger: z.enum(triggers).default('launch'),
  /** When a step of the launch begins; absent = with its reader's wave. */
  at: stepTimeSchema.optional(),
  /** Worth nothing from here on; in place of what the campaign says. */
  expires: instantSchema.optional(),
  /** How long after its planned hour it is still welcome; in place of what the campaign says. */
  late: duration.optional(),
  layout: name.default('letter'),
  /** Shows the block that invites to pass the message on. */
  share: z.boolean().default(false),
  variants: z.array(name).min(2).max(8).optional(),
})
export type Step = z.infer<typeof stepSchema>

/** One wave: `share` percent of the audience, `after` the start of the wave before it. */
const waveSchema = z.strictObject({ share: z.number().positive().max(100), after: duration.default('0m') })

/** A mail that answers what a person just did: it is no bulk mail, invites to nothing and cannot be unsubscribed from. */
export const isAnswer = ({ trigger }: { trigger: Trigger }): boolean =>
  trigger === 'signup' || trigger === 'request'

/** `campaign.yaml`, the definition of a campaign without its copy. */
export const campaignSchema = z.strictObject({
  name: perLanguage,
  institution: name,
  /** Led together with other institutions of the installation, which name it and this one as well (engine/across). */
  joint: z.strictObject({ name, with: z.array(name).min(1).max(20) }).optional(),
  class: z.enum(campaignClasses).default('campaign'),
  /** Of a notice: which duty or task makes it necessary. Stands at its foot. */
  reason: z.partialRecord(z.enum(languageTags), whyNotice).optional(),
  fallback: z.enum(languageTags).nullable().default(null),
  tracking: z.enum(trackingModes).default('aggregate'),
  audience: audienceSchema,
  sender: z.strictObject({
    name: perLanguage,
    email: z.email().optional(),
    replyTo: z.email().optional(),
    contact: z.url({ protocol: /^https$/ }).optional(),
    address: perLanguage.optional(),
  }),
  list: z.strictObject({ id: name, name: perLanguage }),
  links: z.array(host).default([]),
  /** Hours and days of the reader's own in which mail, or each channel, may go out. */
  window: windowsSchema.optional(),
  /** Evening hours of mail on the days of Ramadan. */
  ramadan: hoursSchema.optional(),
  expires: instantSchema.optional(),
  late: duration.optional(),
  waves: z
    .array(waveSchema)
    .min(1)
    .max(20)
    .default([{ share: 100, after: '0m' }]),
  /** Least time between the end of a wave, as it really was, and the start of the next. */
  minGap: duration.optional(),
  /** What holds the campaign by itself, where it differs from what is usual (core/stop-settings). */
  stop: stopSchema.optional(),
  /** How variants are dealt out, and who is held out (core/experiment/settings). */
  experiment: experimentSchema.optional(),
  steps: z.array(stepSchema).min(1),
  /** Pictures, 1200 by 630, that messengers show beside the link of the landing page. */
  card: z.partialRecord(z.enum(languageTags), z.url({ protocol: /^https$/ })).optional(),
  funders: z.strictObject({ text: perLanguage }).optional(),
})
export type CampaignDefinition = z.infer<typeof campaignSchema>

/** The mail by which people of the audience are reached: the one that goes out with its waves, else the first of the launch. */
export function firstMail({ steps }: Pick<CampaignDefinition, 'steps'>): Step | undefined {
  const mails = steps.filter(({ channel, trigger }) => channel === 'email' && trigger === 'launch')
  return mails.find(({ at }) => at === undefined) ?? mails[0]
}

const unitMs: Record<string, number> = { m: 60_000, h: 3_600_000, d: 86_400_000 }

/** `3h` → 10,800,000 ms. */
export function durationMs(text: string): number {
  const [, count, unit] = /^(\d+)\s*([mhd])$/.exec(text) ?? []
  return Number(count) * unitMs[unit ?? '']!
}

/** The words for a language, else for the fallback, else any: a name is never blank. */
export function inLanguage(
  words: Partial<Record<string, string>>,
  language: string,
  fallback: string | null,
): string {
  return (
    words[language] ?? (fallback ? words[fallback] : undefined) ?? Object.values(words).find(Boolean) ?? ''
  )
}
