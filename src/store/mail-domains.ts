import type { Db } from '../core/ports.ts'

/** Providers of domains that were looked up after `since`; those that are not there have to be. */
export async function knownDomains(
  db: Db,
  domains: readonly string[],
  since: number,
): Promise<Map<string, string>> {
  const sql = `SELECT domain, provider FROM mail_domains
    WHERE domain IN (SELECT value FROM json_each(?)) AND looked_up_at > ?`
  const { results } = await db
    .prepare(sql)
    .bind(JSON.stringify(domains), since)
    .all<{ domain: string; provider: string }>()
  return new Map(results.map(({ domain, provider }) => [domain, provider]))
}

export async function saveDomains(
  db: Db,
  providers: ReadonlyMap<string, string>,
  now: number,
): Promise<void> {
  const sql = `INSERT INTO mail_domains (domain, provider, looked_up_at)
    SELECT value ->> 0, value ->> 1, ? FROM json_each(?) WHERE true
    ON CONFLICT DO UPDATE SET provider = excluded.provider, looked_up_at = excluded.looked_up_at`
  await db
    .prepare(sql)
    .bind(now, JSON.stringify([...providers]))
    .run()
}
