import { expect, it } from 'vitest'
import type { Operator } from './operator.ts'
import type { Workerd } from './workerd.ts'

const origin = 'https://mawja.example'
const email = 'salma@edge.example'
const password = 'une longue phrase que personne ne devine'

/** The library, its scrypt and its tables on workerd and D1: link, password, the desk, and the way out. */
export function signIn(edge: () => { workerd: Workerd; operator: Operator }): void {
  const post = (path: string, form: Record<string, string>, cookie = '') =>
    edge().workerd.fetch(path, {
      method: 'POST',
      headers: { origin, cookie },
      body: new URLSearchParams(form),
    })
  const cookieOf = (answer: Response) =>
    answer.headers
      .getSetCookie()
      .map((line) => line.split(';')[0])
      .join('; ')
  const desk = async (cookie: string) => (await edge().workerd.fetch('/desk', { headers: { cookie } })).status

  it('opens by a link, then by the password that was set, and closes', async () => {
    const { operator } = edge()
    await operator.say('institution-add', { slug: 'edge', name: 'Edge' })
    const officer = { email, role: 'admin', institution: 'edge' }
    const { link } = await operator.say<{ link: string }>('officer-add', officer)
    const byLink = cookieOf(await post(new URL(link).pathname, {}))
    expect(await desk(byLink)).toBe(200)
    expect((await post('/desk/account/password', { fresh: password }, byLink)).status).toBe(303)
    expect((await post('/desk/sign-in', { email, password: 'not the right one' })).status).toBe(403)
    const byPassword = cookieOf(await post('/desk/sign-in', { email, password }))
    expect(await desk(byPassword)).toBe(200)
    await post('/desk/sign-out', {}, byPassword)
    expect([await desk(byPassword), await desk(byLink)]).toEqual([401, 200])
  })
}
