import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { readText } from '../../../src/channels/http/read-text.ts'

const server = createServer((request, response) => {
  if (request.url === '/small') return response.end('certificaté')
  if (request.url === '/large') return response.end('x'.repeat(100_000))
  if (request.url === '/elsewhere') return response.writeHead(302, { location: '/small' }).end()
  if (request.url === '/silent') return response
  return response.writeHead(403).end('no')
})
let origin = ''
beforeAll(async () => {
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => {
  server.close()
  server.closeAllConnections()
})

it('reads what is small and stands where it was said', async () => {
  expect(await readText(`${origin}/small`)).toBe('certificaté')
})

it.each(['/large', '/elsewhere', '/silent', '/none'])(
  'has no answer from %s, and does not say where',
  async (path) => {
    const refusal = await readText(`${origin}${path}?Token=1`, 300).catch((error: Error) => error)
    expect(refusal).toMatchObject({ key: 'no-answer', code: 'unavailable' })
    expect((refusal as Error).message).not.toContain('Token')
  },
)
