import { asc, eq } from 'drizzle-orm'
import type { Db } from '../core/ports.ts'
import { orm, schema } from './orm.ts'

const { forecasts } = schema

export type ForecastRow = typeof forecasts.$inferSelect

/** One an hour for each horizon: a newer one takes the place of an older one that has not been scored. */
export async function saveForecast(db: Db, row: Omit<ForecastRow, 'actual' | 'scoredAt'>): Promise<void> {
  const sql = `INSERT INTO forecasts (campaign_id, made_at, horizon_at, observed, forecast, low50, high50, low80, high80, benchmark)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET observed = excluded.observed, forecast = excluded.forecast, low50 = excluded.low50,
      high50 = excluded.high50, low80 = excluded.low80, high80 = excluded.high80, benchmark = excluded.benchmark
      WHERE actual IS NULL`
  const { campaignId, madeAt, horizonAt, observed, forecast, low50, high50, low80, high80, benchmark } = row
  const values = [campaignId, madeAt, horizonAt, observed, forecast, low50, high50, low80, high80, benchmark]
  await db
    .prepare(sql)
    .bind(...values)
    .run()
}

/** Oldest first. */
export function forecastsOf(db: Db, campaignId: number): Promise<ForecastRow[]> {
  const place = eq(forecasts.campaignId, campaignId)
  return orm(db)
    .select()
    .from(forecasts)
    .where(place)
    .orderBy(asc(forecasts.madeAt), asc(forecasts.horizonAt))
}

const launchMail = "s.trigger = 'launch' AND s.channel = 'email'"

/**
 * Writes down what became of each forecast whose horizon has come: everything tallied, less what has happened since then,
 * because events of long ago may be gone. Nobody is reached twice, however many mails the launch has.
 *
 * @param now  ms; everything up to then must have been tallied
 */
export async function scoreForecasts(db: Db, now: number): Promise<number> {
  const tallied = (kind: string) =>
    `coalesce((SELECT sum(t.count) FROM tallies t WHERE t.campaign_id = f.campaign_id AND t.kind = '${kind}'), 0)`
  const since = (kind: string) =>
    `(SELECT count(*) FROM events e WHERE e.campaign_id = f.campaign_id AND e.kind = '${kind}' AND e.at >= f.horizon_at)`
  const sent = `coalesce((SELECT sum(t.count) FROM tallies t JOIN steps s ON s.id = t.step_id
      WHERE t.campaign_id = f.campaign_id AND t.kind = 'sent' AND ${launchMail}), 0)
    - (SELECT count(*) FROM events e JOIN steps s ON s.id = e.step_id
      WHERE e.campaign_id = f.campaign_id AND e.kind = 'sent' AND ${launchMail} AND e.at >= f.horizon_at)`
  const sql = `UPDATE forecasts AS f SET scored_at = ?,
      actual = min(${tallied('audience')}, ${sent}) + ${tallied('join')} - ${since('join')}
    WHERE f.actual IS NULL AND f.horizon_at <= ?`
  return (await db.prepare(sql).bind(now, now).run()).meta.changes
}

/** What waits of a step, by the hour in which it is due, out of the index alone. */
export async function waitingOfStep(
  db: Db,
  it: { campaignId: number; step: string },
): Promise<{ at: number; count: number }[]> {
  return (
    await db
      .prepare(waitingOfStepSql)
      .bind(it.campaignId, it.campaignId, it.step)
      .all<{ at: number; count: number }>()
  ).results
}

export const waitingOfStepSql = `SELECT due_at / 3600000 * 3600000 AS at, count(*) AS count FROM messages
  WHERE campaign_id = ? AND step_id = (SELECT id FROM steps WHERE campaign_id = ? AND name = ?) AND due_at IS NOT NULL
  GROUP BY 1 ORDER BY 1`
