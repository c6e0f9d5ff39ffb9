import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, it, vi } from 'vitest'
import { openSqlite } from '../../src/node/sqlite.ts'
import { listMailbox } from '../../src/store/mailbox.ts'
import { smallCampaign } from '../support/campaign.ts'
import { report } from '../support/coming-back.ts'
import { mawja, startMawja } from '../support/command-line.ts'
import { launchedInstallation, temporaryFolder } from '../support/installation.ts'
import { people } from '../support/world.ts'
import { type Dovecot, startDovecot } from './support/dovecot.ts'

const folder = temporaryFolder()
const count = 300
let dovecot: Dovecot
afterAll(async () => {
  await dovecot?.stop()
  rmSync(folder, { recursive: true, force: true })
})

it('loses no mail and takes none twice when it is killed between them', async () => {
  const installation = await launchedInstallation(folder, smallCampaign(), people(count))
  expect((await mawja(installation, 'drain')).json).toMatchObject({ sent: count })
  const db = openSqlite(join(folder, 'mawja.db'))
  dovecot = await startDovecot()
  const first = { institutionId: 1 }
  for (const { id, kind, recipient, body } of await listMailbox(db, {
    ...first,
    limit: 2 * count,
    offset: 0,
  })) {
    if (kind !== 'mail') continue
    const envelope = { from: 'lettre@mre.example', to: recipient }
    const mail = { kind: 'mail', raw: body, envelope } as Parameters<typeof report>[0]
    await dovecot.deliver(String(id), report(mail, [{ address: recipient }]))
  }
  const environment = {
    ...installation,
    MAWJA_PORT: '0',
    MAWJA_INBOUND: `imaps://mre:secret@localhost:${dovecot.tlsPort}/INBOX`,
    NODE_EXTRA_CA_CERTS: dovecot.certificate,
  }
  const taken = async () =>
    (await db.prepare('SELECT count(*) AS n FROM suppressions').first<{ n: number }>())!.n
  const serveUntil = async (enough: () => Promise<unknown>, signal: 'SIGKILL' | 'SIGTERM') => {
    const running = startMawja(environment, 'serve')
    const gone = new Promise((done) => running.once('exit', done))
    await vi.waitFor(enough, { timeout: 60_000, interval: 2 })
    running.kill(signal)
    await gone
  }

  for (const some of [20, 120])
    await serveUntil(async () => expect(await taken()).toBeGreaterThan(some), 'SIGKILL')
  expect(await taken()).toBeLessThan(count)
  await serveUntil(async () => expect(await dovecot.lying()).toHaveLength(0), 'SIGTERM')
  const putAway = await dovecot.lying('Mawja')
  expect(putAway).toHaveLength(count)
  expect(putAway.every(({ isRead }) => isRead)).toBe(true)
  expect(await taken()).toBe(count)
  expect((await mawja(installation, 'stats', 'competences')).json).toMatchObject({
    sent: count,
    bounces: count,
  })
  db.close()
})
