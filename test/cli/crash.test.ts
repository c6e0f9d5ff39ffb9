import { rmSync } from 'node:fs'
import { afterEach, expect, it, vi } from 'vitest'
import { smallCampaign } from '../support/campaign.ts'
import { mawja, startMawja } from '../support/command-line.ts'
import { launchedInstallation, temporaryFolder } from '../support/installation.ts'
import { startSmtp } from '../support/smtp.ts'
import { people } from '../support/world.ts'

const folder = temporaryFolder()
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const connections = 8
const recipients = 600

it('loses nobody when it is killed while sending, and repeats only what was under way', {
  timeout: 120_000,
}, async () => {
  const server = await startSmtp()
  const environment = {
    ...(await launchedInstallation(folder, smallCampaign(), people(recipients))),
    MAWJA_MAIL_URL: server.url,
    MAWJA_MAIL_CONNECTIONS: String(connections),
  }
  for (const enough of [50, 200]) {
    const running = startMawja(environment, 'drain')
    const gone = new Promise((done) => running.once('exit', (_code, signal) => done(signal)))
    await vi.waitFor(() => expect(server.arrived.length).toBeGreaterThan(enough), {
      timeout: 60_000,
      interval: 2,
    })
    running.kill('SIGKILL')
    expect(await gone).toBe('SIGKILL')
  }
  expect(server.arrived.length).toBeLessThan(recipients)
  const last = await mawja(environment, 'drain')
  expect(last.problem).toBe('')
  expect(last).toMatchObject({ code: 0, json: { refused: 0, retrying: 0 } })
  await server.close()

  const perPerson = Map.groupBy(server.arrived, (mail) => mail.to)
  expect(perPerson.size).toBe(recipients)
  const twice = [...perPerson.values()].filter((mails) => mails.length > 1)
  expect(server.arrived.length - recipients).toBeLessThanOrEqual(2 * connections)
  // The same Message-ID and the same octets: a mailbox that knows the first drops the second.
  for (const mails of twice) expect(new Set(mails.map((mail) => mail.raw)).size).toBe(1)
})
