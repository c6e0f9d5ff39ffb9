import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { migrate } from '../../src/store/migrate.ts'
import { dbContract } from '../contracts/db.ts'
import { migrations } from '../support/database.ts'
import { type SmtpTrial, startSmtp } from '../support/smtp.ts'
import { cards } from './support/cards.ts'
import { comingBack } from './support/coming-back.ts'
import { emptied } from './support/emptied.ts'
import { figures } from './support/figures.ts'
import { hookSettings, hooks } from './support/hooks.ts'
import { journey } from './support/journey.ts'
import { limits } from './support/limits.ts'
import { type Operator, operatorOf } from './support/operator.ts'
import { rights } from './support/rights.ts'
import { sameBytes } from './support/same-bytes.ts'
import { schedule } from './support/schedule.ts'
import { signIn } from './support/sign-in.ts'
import { startWorkerd, type Workerd } from './support/workerd.ts'

/** One workerd for all: it takes longer to start than everything that happens in it. */
const settings: Record<string, string> = {
  MAWJA_SECRET: 'a secret for tests that nobody else has, 32+',
  MAWJA_PUBLIC_URL: 'https://mawja.example',
  MAWJA_BOUNCE_DOMAIN: 'bounce.mre.example',
  ...hookSettings,
}
let workerd: Workerd
let smtp: SmtpTrial
let operator: Operator

beforeAll(async () => {
  smtp = await startSmtp()
  // By its name: Workers have a resolver of their own.
  const mail = { MAWJA_MAIL_URL: smtp.url.replace('127.0.0.1', 'localhost') }
  workerd = await startWorkerd({ ...settings, ...mail }, ['TRIAL'])
  operator = operatorOf(settings.MAWJA_SECRET!, (path, init) =>
    workerd.fetch(`/api/v1/operator${path}`, init),
  )
  await migrate(workerd.db, migrations)
  await migrate(workerd.spare.TRIAL!, migrations)
}, 180_000)

afterAll(async () => {
  await workerd?.close()
  await smtp?.close()
})

describe('pages', () => {
  it.each([
    ['/healthz', 'application/json', 200],
    ['/assets/public.css', 'text/css; charset=utf-8', 200],
    ['/assets/fonts/noto-sans-arabic-arabic-400-normal.woff2', 'font/woff2', 200],
    ['/assets/mark.svg', 'image/svg+xml', 200],
    ['/s/nobody-sealed-this', 'text/html; charset=UTF-8', 404],
  ])('%s', async (path, type, status) => {
    const answer = await workerd.fetch(path)
    expect(answer.status).toBe(status)
    expect(answer.headers.get('content-type')).toBe(type)
    expect((await answer.arrayBuffer()).byteLength).toBeGreaterThan(10)
  })
})

// First: it compares rows from number 1 on.
describe('mails', () => sameBytes(settings, () => operator))

describe('the journey', () =>
  journey(() => ({ workerd, operator, smtp, publicUrl: settings.MAWJA_PUBLIC_URL! })))

describe('cards of share links', () => cards(() => ({ workerd, secret: settings.MAWJA_SECRET! })))

describe('figures', () => figures(() => ({ workerd, operator })))

describe('what comes back', () => comingBack(() => ({ workerd, operator, smtp })))

describe('calls of providers', () => hooks(() => ({ workerd })))

describe('rights', () => rights(() => ({ workerd, operator })))

describe('the schedule', () => schedule(() => ({ workerd, operator })))

describe('sign-in', () => signIn(() => ({ workerd, operator })))

describe('D1', () => limits(() => ({ workerd })))

dbContract('D1', () => emptied(workerd.spare.TRIAL!))
