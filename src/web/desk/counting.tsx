import type { Context } from 'hono'
import type { Deps } from '../../engine/deps.ts'
import { planWords } from '../../i18n/desk/plan-words.ts'
import type { DeskLanguage } from '../../i18n/desk/words.ts'
import { hasMoreThan } from '../../store/contact-size.ts'
import type { Env } from '../answer.tsx'

/**
 * Up to so many people an audience is counted before its page is answered. At a million that takes a second: there the
 * page comes first, and what was counted follows as a part of its own.
 */
export const countedAtOnce = 20_000

/** Whether this answer counts: the institution is small, or somebody without script has asked for it (`?count=1`). */
export async function countsNow(deps: Deps, c: Context<Env>, most: number): Promise<boolean> {
  const { institutionId } = c.get('officer')
  if (c.req.query('count') !== undefined || c.req.query('part') !== undefined) return true
  return !(await hasMoreThan(deps.db, { institutionId, count: most }))
}

/** Stands where a part will stand that counts. */
export function Counting({
  language,
  address,
  part,
}: {
  language: DeskLanguage
  address: string
  part: string
}) {
  const words = planWords(language).counting
  return (
    <section
      class="panel"
      hx-get={`${address}?part=${part}`}
      hx-trigger="load"
      hx-swap="outerHTML"
      aria-label={words.label}
    >
      <p>{words.text}</p>
      <p>
        <a href={`${address}?count=1`}>{words.link}</a>
      </p>
    </section>
  )
}
