import { desc, eq } from 'drizzle-orm'
import type { Db } from '../core/ports.ts'
import type { Finding } from '../core/preflight/finding.ts'
import { orm, schema } from './orm.ts'

const { preflights } = schema

/** @param campaignId  null when a domain was looked at by itself */
export type PreflightRow = {
  institutionId: number
  campaignId: number | null
  domain: string
  findings: readonly Finding[]
  at: number
}

export async function insertPreflight(db: Db, { findings, ...row }: PreflightRow): Promise<void> {
  await orm(db)
    .insert(preflights)
    .values({ ...row, findings: JSON.stringify(findings) })
}

/** The last look at a campaign's domain. */
export async function lastPreflight(db: Db, campaignId: number): Promise<PreflightRow | null> {
  const [row] = await orm(db)
    .select()
    .from(preflights)
    .where(eq(preflights.campaignId, campaignId))
    .orderBy(desc(preflights.at), desc(preflights.id))
    .limit(1)
  return row ? { ...row, findings: JSON.parse(row.findings) as Finding[] } : null
}
