import { z } from 'zod'

/** What may hold a campaign by itself. */
export const stopRules = ['complaints', 'bounces', 'errors', 'sampleRatio'] as const
export type StopRule = (typeof stopRules)[number]

/** `percent`: from this share on. `once`: as soon as there are so many to judge by. `p`: from this chance down. */
export type StopLimits = {
  complaints: { percent: number; once: number }
  bounces: { percent: number; once: number }
  errors: { percent: number; once: number }
  sampleRatio: { p: number }
}

/**
 * - Complaints: mailbox providers ask for less than 0.1 % and close the door at 0.3 %; below 300 delivered a share
 *   says little.
 * - Bounces: a list of living people has under 2 %; providers review senders from 5 % on. 100 tries are few, and the
 *   right number all the same: an old list shows itself at once, and a stop costs one look.
 * - Errors: every second of the last 200 refused for reasons that lie with us, not with the address.
 * - Sample ratio: one false alarm in 2,000 campaigns; more often would teach people to wave it through.
 */
export const stopDefaults: StopLimits = {
  complaints: { percent: 0.3, once: 300 },
  bounces: { percent: 5, once: 100 },
  errors: { percent: 50, once: 50 },
  sampleRatio: { p: 0.0005 },
}

const because = z
  .string()
  .trim()
  .regex(/^[^\r\n]*$/, 'write the reason on one line')
  .refine((text) => (text.match(/\p{L}/gu)?.length ?? 0) >= 20, {
    message: 'say in 20 letters or more why this campaign may go further',
  })
  .optional()

const share = z.strictObject({
  percent: z.number().positive().max(100).optional(),
  once: z.number().int().positive().optional(),
  because,
})

/** `stop:` of campaign.yaml: what differs from the defaults. */
export const stopSchema = z.strictObject({
  complaints: share.optional(),
  bounces: share.optional(),
  errors: share.optional(),
  sampleRatio: z.strictObject({ p: z.number().positive().max(0.5).optional(), because }).optional(),
})
export type StopSettings = z.infer<typeof stopSchema>

export function stopLimits(settings: StopSettings = {}): StopLimits {
  const limit = <K extends StopRule>(rule: K): StopLimits[K] => {
    const written = Object.entries(settings[rule] ?? {}).filter(
      ([name, value]) => name !== 'because' && value !== undefined,
    )
    return { ...stopDefaults[rule], ...Object.fromEntries(written) }
  }
  return {
    complaints: limit('complaints'),
    bounces: limit('bounces'),
    errors: limit('errors'),
    sampleRatio: limit('sampleRatio'),
  }
}

/** Tighter is free, looser is explained: whoever approves the campaign reads why. */
export function stopProblems(settings: StopSettings = {}): { at: string[]; what: string }[] {
  return stopRules.flatMap((rule) => {
    const { because, ...written } = settings[rule] ?? {}
    if (because !== undefined) return []
    const usual = stopDefaults[rule] as Record<string, number>
    return Object.entries(written).flatMap(([name, value]) => {
      const looser = value !== undefined && (name === 'p' ? value < usual[name]! : value > usual[name]!)
      const what = `${value} is looser than the usual ${usual[name]}: say why in "because"`
      return looser ? [{ at: ['stop', rule, name], what }] : []
    })
  })
}
