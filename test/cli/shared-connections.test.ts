import { rmSync } from 'node:fs'
import { afterEach, expect, it, vi } from 'vitest'
import { smallCampaign } from '../support/campaign.ts'
import { mawja, startMawja } from '../support/command-line.ts'
import { launchedInstallation, temporaryFolder } from '../support/installation.ts'
import { startSmtp } from '../support/smtp.ts'
import { people } from '../support/world.ts'

const folder = temporaryFolder()
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const recipients = 400
const connections = 4
/** Long enough that both processes have mail to send at the same time. */
const answersAfterMs = 40

it('two processes together keep to the connections of one, and send to nobody twice', {
  timeout: 120_000,
}, async () => {
  const arrived: string[] = []
  let [open, most] = [0, 0]
  const server = await startSmtp({
    onConnect: (_session, done) => {
      most = Math.max(most, ++open)
      done()
    },
    onClose: () => {
      open--
    },
    onData: (stream, session, done) => {
      stream.on('data', () => {})
      stream.on('end', () =>
        setTimeout(() => {
          arrived.push(session.envelope.rcptTo[0]!.address)
          done(null, '2.0.0 Ok: queued')
        }, answersAfterMs),
      )
    },
  })
  const environment = {
    ...(await launchedInstallation(folder, smallCampaign(), people(recipients))),
    MAWJA_MAIL_URL: server.url,
    MAWJA_MAIL_CONNECTIONS: String(connections),
  }
  const first = mawja(environment, 'drain')
  await vi.waitFor(() => expect(arrived.length).toBeGreaterThan(5), { timeout: 60_000, interval: 5 })
  const ends = await Promise.all([first, mawja(environment, 'drain')])
  await server.close()

  for (const end of ends)
    expect(end).toMatchObject({ code: 0, problem: '', json: { refused: 0, retrying: 0 } })
  const sent = ends.map(({ json }) => json.sent as number)
  expect(Math.min(...sent)).toBeGreaterThan(0)
  expect(sent[0]! + sent[1]!).toBe(recipients)
  expect(arrived).toHaveLength(recipients)
  expect(new Set(arrived).size).toBe(recipients)
  expect(most).toBeLessThanOrEqual(connections)
})

it('a process that was killed leaves its connections to the next', { timeout: 120_000 }, async () => {
  const server = await startSmtp()
  const environment = {
    ...(await launchedInstallation(folder, smallCampaign(), people(recipients))),
    MAWJA_MAIL_URL: server.url,
    MAWJA_MAIL_CONNECTIONS: '2',
  }
  const running = startMawja(environment, 'drain')
  const gone = new Promise((done) => running.once('exit', (_code, signal) => done(signal)))
  await vi.waitFor(() => expect(server.arrived.length).toBeGreaterThan(5), { timeout: 60_000, interval: 2 })
  running.kill('SIGKILL')
  expect(await gone).toBe('SIGKILL')
  const last = await mawja(environment, 'drain')
  await server.close()
  expect(last).toMatchObject({ code: 0, problem: '', json: { refused: 0, retrying: 0 } })
  expect(new Set(server.arrived.map(({ to }) => to)).size).toBe(recipients)
})
