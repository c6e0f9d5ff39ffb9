import type { Audience } from '../../../core/audience.ts'
import { audienceOfRow, type Row, rowOf } from './rows.ts'

export const joins = ['all', 'any', 'none'] as const
export type Join = (typeof joins)[number]
export type Group = { join: Join; rows: Row[] }
/** Lines in groups, groups in one: two levels, enough for what officers ask. What is deeper is edited as a source. */
export type AudienceForm = { join: Join; groups: Group[] }

/** What the form asks. Lines that lack something do not count, and neither does a group without lines. */
export function audienceOfForm({ join, groups }: AudienceForm): Audience {
  const parts = groups
    .map((group) => ({
      join: group.join,
      asked: group.rows.map(audienceOfRow).filter((one) => one !== null),
    }))
    .filter(({ asked }) => asked.length > 0)
    .map((group) => joined(group.join, group.asked))
  if (parts.length === 0) return { all: [] }
  return parts.length === 1 && join === 'all' ? parts[0]! : joined(join, parts)
}

const joined = (join: Join, parts: Audience[]): Audience =>
  join === 'all' ? { all: parts } : join === 'any' ? { any: parts } : { not: { any: parts } }

/** The form that asks this; null where two levels are not enough. The inverse of `audienceOfForm`. */
export function formOfAudience(audience: Audience): AudienceForm | null {
  const alone = groupOf(audience)
  if (alone) return { join: 'all', groups: alone.rows.length ? [alone] : [] }
  const top = partsOf(audience)
  if (!top || top.parts.length === 0) return null
  const groups: Group[] = []
  for (const part of top.parts) {
    const group = groupOf(part)
    if (!group || group.rows.length === 0) return null
    groups.push(group)
  }
  return { join: top.join, groups }
}

/** One question by itself is a group of one. */
function groupOf(audience: Audience): Group | null {
  const row = rowOf(audience)
  if (row) return { join: 'all', rows: [row] }
  const group = partsOf(audience)
  if (!group || (group.parts.length === 0 && group.join !== 'all')) return null
  const rows = group.parts.map(rowOf)
  return rows.includes(null) ? null : { join: group.join, rows: rows as Row[] }
}

function partsOf(audience: Audience): { join: Join; parts: Audience[] } | null {
  if ('all' in audience) return { join: 'all', parts: audience.all }
  if ('any' in audience) return { join: 'any', parts: audience.any }
  if ('not' in audience && 'any' in audience.not) return { join: 'none', parts: audience.not.any }
  return null
}
