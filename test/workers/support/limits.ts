import { expect, it } from 'vitest'
import type { Workerd } from './workerd.ts'

/** What D1 takes in one statement: values, octets of SQL, octets of a LIKE pattern; and words it does not know. */
const most = { bound: 100, sqlBytes: 100_000, patternBytes: 50 }
const refused = /^\s*(BEGIN|SAVEPOINT|RELEASE|COMMIT|ROLLBACK|PRAGMA|ATTACH|DETACH|VACUUM)\b/i

/** After everything else: each statement that the worker has run. */
export function limits(edge: () => { workerd: Workerd }): void {
  it('keeps every statement within what D1 takes', async () => {
    const ran = await edge().workerd.ran()
    expect(ran.length).toBeGreaterThan(100)
    const beyond = ran.filter(
      ({ sql, bound, longest }) =>
        bound > most.bound ||
        new TextEncoder().encode(sql).length >= most.sqlBytes ||
        longest > most.patternBytes ||
        refused.test(sql),
    )
    expect(beyond.map(({ sql, bound, longest }) => ({ sql: sql.slice(0, 200), bound, longest }))).toEqual([])
  })
}
