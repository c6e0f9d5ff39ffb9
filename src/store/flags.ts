import type { JoinFlag } from '../core/join-flags.ts'
import type { Db, Statement } from '../core/ports.ts'

type OfCampaign = Exclude<JoinFlag, 'unknown-token'>
const guessesKey = 'unknown-tokens'

/** An attempt that made no join, as an event without a person. */
export function insertFlag(
  db: Db,
  it: { campaignId: number; flag: OfCampaign; generation: number; shareChannel: string; hour: number },
): Statement {
  return db
    .prepare(
      `INSERT INTO events (campaign_id, kind, class, at, generation, share_channel) VALUES (?, 'flag', ?, ?, ?, ?)`,
    )
    .bind(it.campaignId, it.flag, it.hour, it.generation, it.shareChannel)
}

/** A confirmation that was used already. Stands ahead of what confirms: two at once are one use and one replay. */
export function insertReplay(db: Db, it: { signupId: number; hour: number }): Statement {
  return db
    .prepare(
      `INSERT INTO events (campaign_id, kind, class, at, generation, share_channel)
       SELECT campaign_id, 'flag', 'replay', ?, generation, share_channel FROM signups
       WHERE id = ? AND state IN ('confirmed', 'enrolled')`,
    )
    .bind(it.hour, it.signupId)
}

/** Something that opens nothing was handed in: a number of the installation, because it names no campaign. */
export async function countGuess(db: Db): Promise<void> {
  const sql = `INSERT INTO meta (key, value) VALUES ('${guessesKey}', '1')
    ON CONFLICT DO UPDATE SET value = CAST(value AS INTEGER) + 1`
  await db.prepare(sql).run()
}

export async function guessesOf(db: Db): Promise<number> {
  const sql = `SELECT CAST(value AS INTEGER) AS n FROM meta WHERE key = '${guessesKey}'`
  return (await db.prepare(sql).first<{ n: number }>())?.n ?? 0
}
