import { beforeEach, describe, expect, it } from 'vitest'
import { accountOf, beginFactor, changePassword, confirmFactor } from '../../../src/engine/auth/account.ts'
import { type Entered, enterByCode, enterByPassword } from '../../../src/engine/auth/enter.ts'
import { mayTry } from '../../../src/engine/auth/limits.ts'
import { leave, visitOf } from '../../../src/engine/auth/session.ts'
import { idleMs, wholeMs } from '../../../src/engine/auth/span.ts'
import { signInLink, useSignIn } from '../../../src/engine/sign-in.ts'
import { type Officer, saveOfficer } from '../../../src/store/institutions.ts'
import { freshDb, storeDeps, testInstitution, testNow } from '../../support/database.ts'
import { totp } from '../../support/totp.ts'

const secret = 'une longue phrase que personne ne devine'
let at: { now: number }
let deps: ReturnType<typeof storeDeps>
let amina: Officer

beforeEach(async () => {
  at = { now: testNow }
  const db = await freshDb()
  deps = storeDeps(db, at)
  const institution = await testInstitution(db)
  const row = { institutionId: institution.id, email: 'amina@mre.example', role: 'officer' }
  amina = await saveOfficer(db, { ...row, createdAt: testNow })
})

const sent = (cookies: readonly string[]) => {
  const kept = cookies.filter((line) => !/Max-Age=0/i.test(line)).map((line) => line.split(';')[0]!)
  return new Headers({ cookie: kept.join('; '), 'user-agent': 'Firefox/140 Windows' })
}
const sessionIn = (cookies: readonly string[]) =>
  cookies
    .find((line) => line.startsWith('__Host-mawja_session='))
    ?.split(';')[0]
    ?.split('=')
    .slice(1)
    .join('=') ?? ''

async function byLink(officer = amina) {
  const link = await signInLink(deps, officer)
  return (await useSignIn(deps, link.slice(link.lastIndexOf('/') + 1)))!
}

async function withPassword() {
  const { cookie, cookies } = await byLink()
  const visit = (await visitOf(deps, cookie))!
  expect(await changePassword(deps, { visit, old: '', fresh: secret, headers: sent(cookies) })).toBeNull()
}

const tryPassword = (password: string, email = 'amina@mre.example', headers = new Headers()) =>
  enterByPassword(deps, { email, password, network: '203.0.113', headers })

describe('a password', () => {
  it('is set after a link, and opens the desk from then on', async () => {
    await withPassword()
    const entered = await tryPassword(secret, 'Amina@MRE.example')
    expect(entered.outcome).toBe('in')
    const line = entered.cookies.find((one) => one.startsWith('__Host-mawja_session='))!
    for (const attribute of [/HttpOnly/i, /Secure/i, /SameSite=Lax/i, /Path=\/(;|$)/])
      expect(line).toMatch(attribute)
    expect((await visitOf(deps, sessionIn(entered.cookies)))?.officer?.id).toBe(amina.id)
  })

  it('is asked for again by whoever changes it, but after a link', async () => {
    await withPassword()
    const { cookies } = await tryPassword(secret)
    const visit = (await visitOf(deps, sessionIn(cookies)))!
    const change = (old: string, fresh: string) =>
      changePassword(deps, { visit, old, fresh, headers: sent(cookies) })
    expect(await change('not the old one', 'another sentence of mine')).toBe('wrong')
    expect(await change(secret, 'short')).toBe('short')
    expect(await change(secret, 'motdepasse2026!')).toBe('common')
    expect(await change(secret, 'another sentence of mine')).toBeNull()
    expect((await tryPassword(secret)).outcome).toBe('wrong')
  })

  it('says the same of nobody as of somebody', async () => {
    await withPassword()
    const nothing: Entered = { outcome: 'wrong', cookies: [] }
    expect(await tryPassword('wrong')).toEqual(nothing)
    expect(await tryPassword('wrong', 'nobody@mre.example')).toEqual(nothing)
    for (const email of ['amina@mre.example', 'nobody@mre.example']) {
      const outcomes = []
      for (let time = 0; time < 7; time++) outcomes.push((await tryPassword('wrong', email)).outcome)
      expect(outcomes.at(-1)).toBe('wait')
    }
  })

  it('waits longer after each failure, and not for ever', async () => {
    await withPassword()
    for (let time = 0; time < 5; time++) await tryPassword('wrong')
    expect((await tryPassword(secret)).outcome).toBe('wait')
    at.now += 900_000
    expect((await tryPassword(secret)).outcome).toBe('in')
    expect((await tryPassword('wrong')).outcome).toBe('wrong')
  })

  it('counts a network over all accounts', async () => {
    for (let one = 0; one < 40; one++)
      await mayTry(deps, { account: `n${one}@mre.example`, network: '198.51.100' })
    const it = { email: 'late@mre.example', password: 'x', headers: new Headers() }
    expect((await enterByPassword(deps, { ...it, network: '198.51.100' })).outcome).toBe('wait')
    expect((await enterByPassword(deps, { ...it, network: '192.0.2' })).outcome).toBe('wrong')
  })
})

describe('a session', () => {
  it('is new at each sign-in, and ends the one the browser had', async () => {
    await withPassword()
    const first = await tryPassword(secret)
    const second = await tryPassword(secret, undefined, sent(first.cookies))
    expect(sessionIn(second.cookies)).not.toBe(sessionIn(first.cookies))
    expect(await visitOf(deps, sessionIn(first.cookies))).toBeNull()
    const planted = new Headers({ cookie: '__Host-mawja_session=planted.by-somebody' })
    expect(sessionIn((await tryPassword(secret, undefined, planted)).cookies)).not.toContain('planted')
  })

  it('ends when it rests for 12 hours and after 7 days whatever happens', async () => {
    const { cookie } = await byLink()
    at.now += idleMs - 1
    expect(await visitOf(deps, cookie)).not.toBeNull()
    at.now += idleMs
    expect(await visitOf(deps, cookie)).toBeNull()
    const other = await byLink()
    for (const end = at.now + wholeMs - 1; at.now < end; at.now = Math.min(end, at.now + idleMs / 2))
      expect(await visitOf(deps, other.cookie)).not.toBeNull()
    at.now += 1
    expect(await visitOf(deps, other.cookie)).toBeNull()
  })

  it('is worth nothing once it is ended, forged or its officer gone', async () => {
    const { cookie } = await byLink()
    expect(await visitOf(deps, `${cookie.slice(0, -8)}AAAAAAA%3D`)).toBeNull()
    await leave(deps, cookie)
    expect(await visitOf(deps, cookie)).toBeNull()
    const other = await byLink()
    await deps.db.prepare("UPDATE officers SET email = 'gone@mre.example'").run()
    expect(await visitOf(deps, other.cookie)).toBeNull()
  })
})

describe('a second factor', () => {
  async function turnedOn() {
    await withPassword()
    const { cookies } = await tryPassword(secret)
    const visit = (await visitOf(deps, sessionIn(cookies)))!
    const factor = await beginFactor(deps, { visit, password: secret, headers: sent(cookies) })
    if (typeof factor === 'string') throw new Error(factor)
    const key = new URL(factor.uri).searchParams.get('secret')!
    const code = totp(key, Date.now() - 30_000)
    const fresh = await confirmFactor(deps, { visit, code, headers: sent(cookies) })
    expect(fresh).not.toBeNull()
    expect((await accountOf(deps, (await visitOf(deps, sessionIn(fresh!)))!)).hasFactor).toBe(true)
    return { key, codes: factor.codes }
  }
  const second = async (code: string) => {
    const asked = await tryPassword(secret)
    expect(asked.outcome).toBe('code')
    expect(await visitOf(deps, sessionIn(asked.cookies))).toBeNull()
    return (await enterByCode(deps, { code, network: '203.0.113', headers: sent(asked.cookies) })).outcome
  }

  it('is asked for after the password, and a code is good once', async () => {
    const { key } = await turnedOn()
    expect(await second('000000')).toBe('wrong')
    const code = totp(key, Date.now())
    expect(await second(code)).toBe('in')
    expect(await second(code)).toBe('wrong')
  })

  it('is replaced by each recovery code once', async () => {
    const { codes } = await turnedOn()
    expect(codes).toHaveLength(10)
    expect(await second(codes[0]!)).toBe('in')
    expect(await second(codes[0]!)).toBe('wrong')
    expect(await second(codes[1]!)).toBe('in')
  })
})
