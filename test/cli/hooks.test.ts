import { request } from 'node:http'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { type Listening, listen } from '../../src/cli/serve.ts'
import { eventOf, genuineCall } from '../support/hook-calls.ts'
import { type HookWorld, hookWorld } from '../support/hooks.ts'

let world: HookWorld
let server: Listening
beforeEach(async () => {
  world = await hookWorld()
  server = await listen(world.app.fetch, '127.0.0.1', 0)
})
afterEach(() => server.close())

/** In chunks, without saying how much it will be. */
const pour = (path: string, megabytes: number) =>
  new Promise<number | undefined>((done) => {
    const asked = request(`${server.url}${path}`, { method: 'POST' }, (answer) => {
      answer.resume().on('end', () => done(answer.statusCode))
    })
    asked.on('error', () => {})
    for (let time = 0; time < megabytes * 16; time++) asked.write(Buffer.alloc(65_536, 32))
    asked.end()
  })

it('takes the bytes that came, over a real connection', async () => {
  const { headers, rawBody } = genuineCall('sendgrid', eventOf.sendgrid('bounce', world.aboutOf(0)))
  const call = { method: 'POST', headers, body: rawBody as Uint8Array<ArrayBuffer> }
  const answer = await fetch(`${server.url}/hooks/sendgrid`, call)
  expect([answer.status, await answer.json()]).toMatchObject([200, { suppressed: 1 }])
  expect(await (await fetch(`${server.url}/hooks/sendgrid`, call)).json()).toMatchObject({ again: true })
})

it('does not wait at its stop for those who were told that it is too much', async () => {
  expect(await pour('/hooks/standard', 8)).toBe(413)
  await server.close()
  server = await listen(world.app.fetch, '127.0.0.1', 0)
})
