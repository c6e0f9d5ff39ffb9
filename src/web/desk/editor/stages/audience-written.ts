import { type Audience, audienceSchema } from '../../../../core/audience.ts'
import { isRecord, same } from '../../../../core/definition-edit-text.ts'

/** What an audience asks as it stands in the settings; null where it cannot be read. */
export function audienceIn(written: unknown): Audience | null {
  const read = audienceSchema.safeParse(written ?? {})
  return read.success ? read.data : null
}

/** An audience to be written, in the words that stand there where they ask the same. */
export function likeWritten(written: unknown, next: Audience): unknown {
  const now = audienceIn(written)
  if (now && same(now, next)) return written
  if ('not' in next) return { not: likeWritten(isRecord(written) ? written.not : null, next.not) }
  for (const key of ['all', 'any'] as const) {
    if (!(key in next)) continue
    const parts = (next as Record<typeof key, Audience[]>)[key]
    const there = isRecord(written) && Array.isArray(written[key]) ? written[key] : [written]
    return {
      [key]: parts.map((part) => there.find((one) => same(audienceIn(one), part)) ?? likeWritten(null, part)),
    }
  }
  if (!('field' in next)) return next
  return { field: next.field, [next.op]: next.value }
}
