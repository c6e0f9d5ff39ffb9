import { expect, it } from 'vitest'
import { listen } from '../../src/cli/serve.ts'
import { readAssets } from '../../src/node/assets.ts'
import { reach } from '../../src/node/reach.ts'
import { createApp } from '../../src/web/app.tsx'
import { freshDb, storeDeps } from '../support/database.ts'

it('knows whether Mawja answers where people unsubscribe, and leaves nothing behind', async () => {
  const db = await freshDb()
  const server = await listen(createApp(storeDeps(db), readAssets()).fetch, '127.0.0.1', 0)
  const changes = async () => (await db.prepare('SELECT total_changes() AS n').first<{ n: number }>())!.n
  const before = await changes()
  expect(await reach(`${server.url}/u/preflight`)).toEqual({ status: 404, ours: true })
  expect(await changes()).toBe(before)
  await server.close()
  expect(await reach(`${server.url}/u/preflight`)).toEqual({ status: null, ours: false })
})

it('takes no other site for it, and no silence for an answer', async () => {
  const never = new Promise<Response>(() => {})
  const answer = (request: Request) =>
    request.url.endsWith('/silent') ? never : new Response('<h1>Not found</h1>', { status: 404 })
  const server = await listen(answer, '127.0.0.1', 0)
  expect(await reach(`${server.url}/u/preflight`)).toEqual({ status: 404, ours: false })
  expect(await reach(`${server.url}/silent`, 50)).toEqual({ status: null, ours: false })
  await server.close()
})
