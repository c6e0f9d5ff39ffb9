import { readSettings } from '../../config.ts'
import { runCommand } from '../../engine/commands.ts'
import { refreshOutlooks } from '../../engine/outlook.ts'
import { signInLink, useSignIn } from '../../engine/sign-in.ts'
import { tally } from '../../engine/tally.ts'
import { openSqlite } from '../../node/sqlite.ts'
import { openNode } from '../../node.ts'
import { findInstitution, findOfficer } from '../../store/institutions.ts'
import { fillPeopleFile } from './audience-fill.ts'
import { benchCampaign } from './send-campaign.ts'

export const campaign = 'lettre'
const admin = 'salma@mre.example'

/**
 * An institution with `contacts` people, a campaign that nearly all of them received, and `events` things that came of
 * it, folded into figures.
 *
 * @returns the cookie of an admin who has signed in
 */
export async function fillPagesBench(
  environment: NodeJS.ProcessEnv,
  { contacts, events, now }: { contacts: number; events: number; now: number },
): Promise<string> {
  const settings = readSettings(environment)
  await fillPeopleFile(settings.database, { contacts, now })
  const { deps, close } = await openNode(settings)
  try {
    for (const [email, role] of Object.entries({ amina: 'officer', driss: 'reviewer', salma: 'admin' }))
      await runCommand(deps, 'officer add', { email: `${email}@mre.example`, role, institution: 'bench' })
    await runCommand(deps, 'publish', { slug: campaign, files: benchCampaign(), as: 'amina@mre.example' })
    await runCommand(deps, 'approve', { campaign, as: 'driss@mre.example' })
    await runCommand(deps, 'launch', { campaign })
    letHappen(settings.database, { events, now })
    // Hits wait ten minutes before they are folded; those of a month have.
    for (const aheadMs of [0, 11 * 60_000])
      await tally({ ...deps, clock: { now: () => deps.clock.now() + aheadMs } })
    await refreshOutlooks(deps)
    const { id } = (await findInstitution(deps.db, 'bench'))!
    const link = await signInLink(deps, (await findOfficer(deps.db, id, admin))!)
    const entered = await useSignIn(deps, link.slice(link.lastIndexOf('/') + 1))
    return entered!.cookies.map((line) => line.split(';')[0]).join('; ')
  } finally {
    await close()
  }
}

const hourMs = 3_600_000
/** Part of all events, in thousandths. */
const kinds = { sent: 400, click: 250, visit: 200, share: 60, signup: 40, join: 30, open: 15, unsubscribe: 5 }

/**
 * The mails went out, but for a last wave of the next day, and then things happened over a month, one after the other as they are written down: what a hit looks
 * like, where, in what generation.
 */
function letHappen(file: string, { events, now }: { events: number; now: number }): void {
  const { raw, close } = openSqlite(file, 256)
  try {
    raw.pragma('synchronous = OFF')
    raw.exec(`UPDATE messages SET state = 'accepted', due_at = NULL, attempts = 1, first_attempt_at = ${now} - 30 * 24 * ${hourMs},
      finished_at = ${now} - 30 * 24 * ${hourMs} + id % 720 * 60000, remote_id = '<' || id || '@mre.example>' WHERE id % 20 > 0;
      UPDATE messages SET due_at = ${now} + ${hourMs} + id % 1440 * 60000 WHERE id % 20 = 0`)
    let [from, cases] = [0, '']
    for (const [kind, share] of Object.entries(kinds)) {
      cases += ` WHEN k < ${from + share} THEN '${kind}'`
      from += share
    }
    raw.exec(`
      INSERT INTO events (campaign_id, step_id, kind, at, class, generation, language, country, share_channel)
      WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${events}),
        drawn AS (SELECT i, i * 48271 % 2147483647 / 7 % 1000 AS k FROM n),
        kinds AS (SELECT i, CASE${cases} END AS what FROM drawn)
      SELECT c.id, s.id, what, ${now} - (720 - i * 719 / ${events}) * ${hourMs},
        CASE WHEN what IN ('click', 'visit', 'share') THEN CASE i % 9 WHEN 0 THEN 'machine' WHEN 1 THEN 'preview' ELSE 'human' END END,
        CASE what WHEN 'join' THEN 1 + i % 4 WHEN 'sent' THEN 0 ELSE i % 4 END,
        CASE i % 3 WHEN 0 THEN 'ar' ELSE 'fr' END, CASE i % 5 WHEN 0 THEN 'BE' WHEN 1 THEN 'NL' ELSE 'FR' END,
        CASE WHEN what IN ('share', 'join') THEN CASE i % 2 WHEN 0 THEN 'whatsapp' ELSE 'facebook' END END
      FROM kinds JOIN campaigns c ON c.slug = '${campaign}' JOIN steps s ON s.campaign_id = c.id AND s.trigger = 'launch'`)
    raw.pragma('wal_checkpoint(TRUNCATE)')
  } finally {
    close()
  }
}
