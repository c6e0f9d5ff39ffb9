import { AppError } from '../core/error.ts'

/** @param name  may be left out where there is only one institution. @throws AppError `institution` */
export function institutionAmong<One extends { slug: string }>(
  all: readonly One[],
  name: string | undefined,
): One {
  const found = name === undefined && all.length === 1 ? all[0] : all.find((one) => one.slug === name)
  if (found) return found
  const there = all.map((one) => one.slug).join(', ') || 'none yet: add one with institution add'
  throw new AppError(
    'not_found',
    'institution',
    `${name ? `there is no institution "${name}"` : 'say --institution'}; there are ${there}`,
  )
}
