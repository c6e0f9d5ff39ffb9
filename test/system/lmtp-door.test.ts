import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createTransport } from 'nodemailer'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { type Listener, listenInbound } from '../../src/node/inbound.ts'
import { repliesOf } from '../../src/store/replies.ts'
import { answer, bounceDomain, report, sentWorld } from '../support/coming-back.ts'
import { type Postfix, startPostfix } from './support/postfix.ts'

const folder = mkdtempSync(join(tmpdir(), 'mawja-door-'))
let world: Awaited<ReturnType<typeof sentWorld>>
let door: Listener
let postfix: Postfix

beforeAll(async () => {
  world = await sentWorld()
  door = await listenInbound(world.deps, { protocol: 'lmtp', host: '127.0.0.1', port: 0 }, bounceDomain)
  const domain = bounceDomain.replaceAll('.', '\\.')
  // As docs/operating.md says it.
  const recipients = join(folder, 'mawja-recipients')
  writeFileSync(
    recipients,
    `/^(b|unsubscribe)\\+[a-z2-7]{27,60}@${domain}$/  OK\n/^(reply|complaints)@${domain}$/  OK\n`,
  )
  postfix = await startPostfix(
    {
      relay_domains: bounceDomain,
      relay_recipient_maps: `regexp:${recipients}`,
      transport_maps: `inline:{ ${bounceDomain}=lmtp:inet:127.0.0.1:${door.port} }`,
      virtual_mailbox_domains: 'elsewhere.example',
      smtputf8_enable: 'no',
    },
    ['lmtp unix - - n - - lmtp'],
  )
}, 60_000)
afterAll(async () => {
  await postfix?.stop()
  await door?.close()
  rmSync(folder, { recursive: true, force: true })
})

const bring = async (raw: Uint8Array, to: string, from = '') => {
  const transport = createTransport({ host: '127.0.0.1', port: postfix.port, ignoreTLS: true })
  try {
    return await transport.sendMail({ envelope: { from, to }, raw: Buffer.from(raw) })
  } finally {
    transport.close()
  }
}
const suppressed = () => world.db.prepare('SELECT reason FROM suppressions').all()
const replies = () => repliesOf(world.db, { institutionId: world.institution.id, limit: 10 })

it('stands behind a mail server that turns away what is not ours', async () => {
  const [first, second] = world.mails
  await bring(report(first!, [{ address: first!.envelope.to }]), first!.envelope.from.toUpperCase())
  await bring(answer(second!, 'Merci beaucoup'), `reply@${bounceDomain}`, second!.envelope.to)
  await vi.waitFor(async () => {
    expect((await suppressed()).results).toEqual([{ reason: 'unknown_user' }])
    expect((await replies()).map(({ body }) => body)).toEqual(['Merci beaucoup'])
  }, 30_000)
  for (const to of [`postmaster@${bounceDomain}`, `b+short@${bounceDomain}`, 'reader0@diaspora.example'])
    await expect(bring(answer(second!, 'x'), to, second!.envelope.to)).rejects.toMatchObject({
      responseCode: expect.toSatisfy((code: number) => code === 550 || code === 554),
    })
})
