import { rmSync } from 'node:fs'
import { afterEach, expect, it } from 'vitest'
import { openSqlite } from '../../src/node/sqlite.ts'
import { smallCampaign } from '../support/campaign.ts'
import { mawja, type Ran } from '../support/command-line.ts'
import { launchedInstallation, temporaryFolder } from '../support/installation.ts'
import { startSmtp } from '../support/smtp.ts'
import { people } from '../support/world.ts'

const folder = temporaryFolder()
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const recipients = 200
const perMinute = 1200
const connections = 3
/** A server that takes its time: without a cap, both processes would have many messages under way. */
const answersAfterMs = 60

it('two processes share a provider’s rate and connections, and send to nobody twice', {
  timeout: 120_000,
}, async () => {
  const arrived: { to: string; at: number }[] = []
  let [underWay, most] = [0, 0]
  const server = await startSmtp({
    onData: (stream, session, done) => {
      most = Math.max(most, ++underWay)
      stream.on('data', () => {})
      stream.on('end', () =>
        setTimeout(() => {
          underWay--
          arrived.push({ to: session.envelope.rcptTo[0]!.address, at: performance.now() })
          done(null, '2.0.0 Ok: queued')
        }, answersAfterMs),
      )
    },
  })
  const environment = {
    ...(await launchedInstallation(folder, smallCampaign(), people(recipients))),
    MAWJA_MAIL_URL: server.url,
    MAWJA_LANES: `hoster:domains=diaspora.example,rate=${perMinute},connections=${connections}`,
  }
  const startedAt = performance.now()
  const whole: Ran[] = []
  // A second look finds what is due by then: whoever comes when all wait for their place has nothing to do.
  const sendAll = async () => {
    let sent = 0
    while (arrived.length < recipients) {
      const ran = await mawja(environment, 'drain')
      whole.push(ran)
      sent += Number(ran.json.sent)
    }
    return sent
  }
  const sent = await Promise.all([sendAll(), sendAll()])
  await server.close()

  for (const ran of whole)
    expect(ran).toMatchObject({ code: 0, problem: '', json: { refused: 0, retrying: 0 } })
  expect(Math.min(...sent)).toBeGreaterThan(0)
  expect(arrived).toHaveLength(recipients)
  expect(new Set(arrived.map(({ to }) => to)).size).toBe(recipients)
  expect(most).toBeLessThanOrEqual(connections)
  // A busy machine only makes it longer.
  const leastMs = ((recipients - 1) * 60_000) / perMinute
  expect(Math.max(...arrived.map(({ at }) => at)) - startedAt).toBeGreaterThanOrEqual(leastMs)

  const db = openSqlite(`${folder}/mawja.db`)
  const held = await db.prepare('SELECT count(*) AS count FROM lane_holders').first<{ count: number }>()
  db.close()
  expect(held!.count).toBe(0)
})
