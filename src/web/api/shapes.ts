import { z } from 'zod'

/** Shapes that several routes share. Answers may grow keys: programs read past what they do not know. */
export const count = z.int().nonnegative()
export const open = z.looseObject
export const slug = z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/)
export const counts = z.record(z.string(), z.number())
/** A tree as docs/cli.md writes audiences; what is wrong in it is said with its place. */
export const audience = z.record(z.string(), z.unknown())
export const nothing = z.strictObject({})
export const page = z.strictObject({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(200).optional(),
})
export const next = z.string().nullable()
export const lifeCycle = open({ campaign: z.string(), state: z.string(), edition: z.string() })
export const funnel = open({
  matched: count,
  excluded: counts,
  final: count,
  byLanguage: counts,
  byCountry: counts,
})
export const counted = open({ ...funnel.shape, words: z.record(z.string(), z.string()) })
export const problemShape = z.looseObject({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string().optional(),
})
