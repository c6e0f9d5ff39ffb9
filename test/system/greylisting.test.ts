import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openSqlite } from '../../src/node/sqlite.ts'
import { smallCampaign } from '../support/campaign.ts'
import { mawjaHere } from '../support/command-line.ts'
import { launchedInstallation, temporaryFolder } from '../support/installation.ts'
import { people } from '../support/world.ts'
import { type Postfix, startPostfix } from './support/postfix.ts'
import { type Postgrey, startPostgrey } from './support/postgrey.ts'

const folder = temporaryFolder()
const readers = 40
const hourMs = 3_600_000
let postgrey: Postgrey
let postfix: Postfix
let environment: Record<string, string>
beforeAll(async () => {
  postgrey = await startPostgrey(2)
  postfix = await startPostfix({ smtpd_recipient_restrictions: `check_policy_service ${postgrey.service}` })
  const installed = await launchedInstallation(folder, smallCampaign(), people(readers))
  environment = { ...installed, MAWJA_MAIL_URL: postfix.url }
})
afterAll(async () => {
  await postfix?.stop()
  await postgrey?.stop()
  rmSync(folder, { recursive: true, force: true })
})

type Waiting = { reason: string; attempts: number; soonest: number; latest: number; messages: number }

/** What waits in the outbox, and for how long since its first attempt. */
async function waiting(): Promise<Waiting[]> {
  const db = openSqlite(join(folder, 'mawja.db'))
  const { results } = await db
    .prepare(
      `SELECT reason, attempts, min(due_at - first_attempt_at) AS soonest,
         max(due_at - first_attempt_at) AS latest, count(*) AS messages
       FROM messages WHERE channel = 'email' AND state = 'queued' AND attempts > 0 GROUP BY 1, 2`,
    )
    .all<Waiting>()
  db.close()
  return results
}

it('comes back to servers that put strangers off, at its own times, and is let in: each mail once', async () => {
  const until = (ms: number) => ['drain', '--until', new Date(Date.now() + ms).toISOString()]
  const first = (await mawjaHere(environment, 'drain')).json
  expect(first).toMatchObject({ sent: 0, refused: 0, unknown: 0 })
  const put = first.retrying as number
  expect(put).toBe(readers)
  const [off, ...others] = await waiting()
  expect(others).toEqual([])
  expect(off).toMatchObject({ reason: 'rate_or_greylist', attempts: 1, messages: put })
  expect(off!.soonest).toBeGreaterThanOrEqual(5 * 60_000)
  expect(off!.latest).toBeLessThan(hourMs)
  expect(await postfix.log()).toMatch(/450 4\.2\.0 .*Greylisted/)

  await postgrey.passable()
  const second = (await mawjaHere(environment, ...until(2 * hourMs))).json
  expect(second).toMatchObject({ refused: 0, unknown: 0 })
  expect(second.sent).toBe(put)
  const arrived = await postfix.delivered(second.sent as number)
  expect(new Set(arrived.map((mail) => mail.to)).size).toBe(second.sent)
  expect(arrived.filter((mail) => /^X-Greylist: delayed \d+ seconds/m.test(mail.raw))).toHaveLength(put)
  expect(await waiting()).toEqual([])
})
