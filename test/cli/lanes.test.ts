import { rmSync } from 'node:fs'
import { afterEach, expect, it, vi } from 'vitest'
import { readSettings } from '../../src/config.ts'
import { drain } from '../../src/engine/tick.ts'
import { openSqlite } from '../../src/node/sqlite.ts'
import { openNode } from '../../src/node.ts'
import { smallCampaign } from '../support/campaign.ts'
import { mawja } from '../support/command-line.ts'
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
  const other = mawja(environment, 'drain')
  await vi.waitFor(() => expect(arrived.length).toBeGreaterThan(5), { timeout: 60_000, interval: 5 })
  // This process is the second one. When it comes, nearly all wait for their place, so it looks more than once.
  const { deps, close } = await openNode(readSettings(environment))
  let sentHere = 0
  const sendRest = async () => {
    sentHere += (await drain(deps)).sent
    expect(arrived).toHaveLength(recipients)
  }
  await vi.waitFor(sendRest, { timeout: 60_000, interval: 20 })
  await close()
  const ran = await other
  await server.close()

  expect(ran).toMatchObject({
    code: 0,
    problem: '',
    json: { refused: 0, retrying: 0, sent: recipients - sentHere },
  })
  expect(sentHere).toBeGreaterThan(0)
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
