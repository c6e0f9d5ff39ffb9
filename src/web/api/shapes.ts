import { z } from 'zod'
import { campaignStates } from '../../core/campaign.ts'
import { languageTags } from '../../core/language.ts'
import { exclusions } from '../../store/funnel.ts'

/** Shapes that several routes share. */
export const count = z.int().nonnegative()

/**
 * What an answer holds, key by key. Here every key is named, so that a test finds the one that nobody described; the
 * description leaves room, for answers may grow keys and programs read past what they do not know.
 */
export const told = z.strictObject
export const slug = z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/)
export const counts = z.record(z.string(), count)
export const instant = z.iso.datetime()
export const language = z.enum(languageTags)
/** A tree as docs/cli.md writes audiences; what is wrong in it is said with its place. */
export const audience = z.record(z.string(), z.unknown())
export const nothing = z.strictObject({})
export const page = z.strictObject({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(200).optional(),
})
export const next = z.string().nullable()
export const lifeCycle = told({
  campaign: z.string(),
  state: z.enum([...campaignStates, 'submitted', 'returned', 'approved']),
  edition: z.string(),
})
export const funnel = told({
  matched: count,
  excluded: z.record(z.enum(exclusions), count),
  final: count,
  byLanguage: counts,
  byCountry: counts,
})
export const counted = funnel.extend({ words: told({ fr: z.string(), ar: z.string(), en: z.string() }) })
export const problemShape = z.looseObject({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string().optional(),
})
