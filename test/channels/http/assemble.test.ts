import { expect, it } from 'vitest'
import { assemble, type Surroundings } from '../../../src/assemble.ts'
import { readSettings } from '../../../src/config.ts'
import { freshDb } from '../../support/database.ts'
import { zone } from '../../support/zone.ts'

const assembled = async (MAWJA_MAIL_URL: string) => {
  const surroundings: Surroundings = {
    settings: readSettings({ MAWJA_MAIL_URL, MAWJA_MAIL_CONNECTIONS: '7' }),
    secret: 'a secret for tests that nobody else has, 32+',
    dkimKey: null,
    db: await freshDb(),
    clock: { now: () => 0 },
    wake: { ring: async () => {} },
    dns: zone([]),
    compile: () => {
      throw new Error('nothing is compiled here')
    },
    templates: {},
    holder: 'test',
    log: () => {},
  }
  return assemble(surroundings)
}

it.each([
  ['ses://AKID:secret@eu-west-3', 'ask', 'email.eu-west-3.amazonaws.com'],
  ['postmark://TOKEN@default', 'resend', 'api.postmarkapp.com'],
  [
    'webhook+https://whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw@sender.mre.example/mail',
    'resend',
    'sender.mre.example',
  ],
])('%s is where mail goes, and the register names who takes it', async (url, onUnknown, host) => {
  const deps = await assembled(url)
  expect(deps.channels.get('email')).toMatchObject({ name: 'email', onUnknown, concurrency: 7 })
  expect(deps.settings.receivers).toEqual({ email: host, x: null })
})

it('says which addresses there are', async () => {
  await expect(assembled('sendgrid://key@default')).rejects.toThrow(
    'MAWJA_MAIL_URL must begin with one of mailbox:, smtp://, smtps://, ses://, postmark://',
  )
})
