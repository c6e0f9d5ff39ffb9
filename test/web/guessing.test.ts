import { beforeEach, describe, expect, it } from 'vitest'
import { signInLink } from '../../src/engine/sign-in.ts'
import { confirmToken, type Door, identityToken, openDoor, shareToken } from './support/visit.ts'

let door: Door
beforeEach(async () => {
  door = await openDoor()
})

const from = (network: string) => ({ 'cf-connecting-ip': `203.0.${network}` })
const inTurn = async (times: number, ask: (time: number) => Promise<Response>) => {
  const got: number[] = []
  for (let time = 0; time < times; time++) got.push((await ask(time)).status)
  return got
}

describe('links that open nothing', () => {
  it('are counted by network, and the answer is the same for each until it has to wait', async () => {
    const guess = (time: number) => door.get(`/p/guess${time}`, from('113.9'))
    const bodies = new Set([await (await guess(0)).text(), await (await guess(1)).text()])
    expect(bodies.size).toBe(1)
    expect(new Set(await inTurn(58, guess))).toEqual(new Set([404]))
    expect((await guess(99)).status).toBe(503)
    const identity = await identityToken(door)
    expect((await door.get(`/p/${identity}`, from('113.77'))).status).toBe(503)
    expect((await door.get(`/p/${identity}`, from('114.9'))).status).toBe(200)
    expect((await door.post(`/u/${identity}`, {}, from('113.9'))).status).toBe(200)
    door.at.now += 10 * 60_000
    expect((await door.get(`/p/${identity}`, from('113.9'))).status).toBe(200)
  })

  it('count at confirming too, and good ones do not', async () => {
    const form = { email: 'nadia@amis.example', agreed: 'yes', language: 'fr' }
    await door.post(`/s/${await shareToken(door)}/join`, form)
    const confirm = `/j/${await confirmToken(door, 'nadia@amis.example')}`
    expect(new Set(await inTurn(70, () => door.get(confirm, from('113.9'))))).toEqual(new Set([200]))
    await inTurn(60, (time) => door.post(`/j/guess${time}`, {}, from('113.9')))
    expect((await door.post(confirm, {}, from('113.9'))).status).toBe(503)
    expect((await door.post(confirm, {}, from('114.9'))).status).toBe(200)
  })
})

describe('one-time links of the desk', () => {
  it('make a network wait that guesses, for all processes together', async () => {
    const got = await inTurn(45, (time) => door.post(`/desk/sign-in/guess${time}`, {}, from('113.9')))
    expect([got.slice(0, 40).every((status) => status === 404), got.at(-1)]).toEqual([true, 503])
    const path = new URL(await signInLink(door.deps, door.author)).pathname
    expect((await door.post(path, {}, from('113.9'))).status).toBe(503)
    expect((await door.post(path, {}, from('114.9'))).status).toBe(303)
  })

  it('lead an invitation to where the password is set, and whoever has one to the desk', async () => {
    const enter = async () =>
      door.post(new URL(await signInLink(door.deps, door.author)).pathname, {}, from('113.9'))
    const invited = await enter()
    expect(invited.headers.get('location')).toBe('/desk/account')
    const cookie = invited.headers.getSetCookie().map((line) => line.split(';')[0])
    const fresh = 'une longue phrase que personne ne devine'
    const set = await door.post('/desk/account/password', { fresh }, { cookie: cookie.join('; ') })
    expect(set.headers.get('location')).toBe('/desk/account?done')
    expect((await enter()).headers.get('location')).toBe('/desk')
  })
})
