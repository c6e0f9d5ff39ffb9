import { dnsCache } from 'nodemailer/lib/shared'
import { expect, it } from 'vitest'
import { budget } from '../../src/worker/budget.ts'
import { readWorkerSettings } from '../../src/worker/settings.ts'
import { freshDb } from '../support/database.ts'

const enough = {
  MAWJA_SECRET: 'a secret for tests that nobody else has, 32+',
  MAWJA_PUBLIC_URL: 'https://mawja.example',
}

it('reads settings among other bindings, and keeps a line free for the doorbell', () => {
  const settings = readWorkerSettings({ ...enough, DB: {}, DOORBELL: {}, MAWJA_MAIL_CONNECTIONS: '40' })
  expect(settings).toMatchObject({ publicUrl: 'https://mawja.example', mailConnections: 5 })
})

it.each([
  [{ MAWJA_SECRET: '' }, 'MAWJA_SECRET is missing'],
  [{ MAWJA_PUBLIC_URL: '' }, 'MAWJA_PUBLIC_URL is missing'],
  [
    { MAWJA_DKIM_DOMAIN: 'mre.example', MAWJA_DKIM_SELECTOR: 'm', MAWJA_DKIM_KEY_FILE: 'key.pem' },
    'MAWJA_DKIM_KEY',
  ],
  [{ MAWJA_MAIL_URL: 'smtp://mail.mre.example' }, 'MAWJA_MAIL_URL: Workers check every certificate'],
  [{ MAWJA_MAILURL: 'mailbox:' }, 'did you mean MAWJA_MAIL_URL?'],
])('says at once that %o will not do', (change, line) => {
  expect(() => readWorkerSettings({ ...enough, ...change })).toThrow(line)
})

it('leaves the name of the mail server to Workers, which hold it against the certificate', () => {
  readWorkerSettings({ ...enough, MAWJA_MAIL_URL: 'smtps://user:word@mail.mre.example' })
  expect(dnsCache.get('mail.mre.example')).toEqual({ value: { addresses: ['mail.mre.example'] } })
})

it('stops an invocation before the database does', async () => {
  const { db, spent } = budget(await freshDb())
  for (let asked = 1; asked < 700; asked++) db.prepare('SELECT 1')
  expect(spent.aborted).toBe(false)
  expect(await db.prepare('SELECT 1 AS one').first()).toEqual({ one: 1 })
  expect(spent.aborted).toBe(true)
})
