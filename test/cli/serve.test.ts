import { rmSync } from 'node:fs'
import { afterAll, expect, it, vi } from 'vitest'
import { smallCampaign } from '../support/campaign.ts'
import { mawja, startMawja } from '../support/command-line.ts'
import { launchedInstallation, temporaryFolder } from '../support/installation.ts'
import { startSmtp } from '../support/smtp.ts'
import { people } from '../support/world.ts'

const folder = temporaryFolder()
afterAll(() => rmSync(folder, { recursive: true, force: true }))

it('serves pages, sends what is due, and at SIGTERM finishes what is under way', {
  timeout: 90_000,
}, async () => {
  const server = await startSmtp()
  const environment = {
    ...(await launchedInstallation(folder, smallCampaign(), people(300))),
    MAWJA_MAIL_URL: server.url,
    MAWJA_PORT: '0',
  }
  const running = startMawja(environment, 'serve')
  let said = ''
  let printed = ''
  running.stdout?.on('data', (piece: Buffer) => {
    printed += piece.toString()
  })
  running.stderr?.on('data', (piece: Buffer) => {
    said += piece.toString()
  })
  const gone = new Promise((done) => running.once('exit', (code) => done(code)))
  await vi.waitFor(() => expect(printed).toMatch(/\n$/), { timeout: 60_000, interval: 20 })
  const { url } = JSON.parse(printed) as { url: string }
  expect((await fetch(`${url}/healthz`)).status).toBe(200)
  await vi.waitFor(() => expect(server.arrived.length).toBeGreaterThan(20), { timeout: 60_000, interval: 2 })
  running.kill('SIGTERM')
  expect(await gone).toBe(0)
  const finished = server.arrived.length
  expect(await mawja(environment, 'drain')).toMatchObject({ code: 0, json: { sent: 300 - finished } })
  expect(new Set(server.arrived.map((mail) => mail.to)).size).toBe(300)
  expect(server.arrived).toHaveLength(300)
  // Nobody's address ever enters the log.
  expect(said).not.toContain('diaspora.example')
  await server.close()
})
