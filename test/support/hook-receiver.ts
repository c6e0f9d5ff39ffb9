import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Webhook } from 'standardwebhooks'
import type { Deps } from '../../src/engine/deps.ts'
import { guardedPost } from '../../src/node/guarded-post.ts'
import { storeDeps, type TestDb } from './database.ts'

export type Received = { headers: IncomingHttpHeaders; body: string; path: string }

/** An institution's own system: a real server that answers with the status it is told to. */
export async function hookReceiver() {
  const calls: Received[] = []
  const answer = { status: 204, headers: {} as Record<string, string> }
  const server = createServer((request, response) => {
    const pieces: Buffer[] = []
    request.on('data', (piece: Buffer) => pieces.push(piece))
    request.on('end', () => {
      const body = Buffer.concat(pieces).toString()
      calls.push({ headers: request.headers, body, path: request.url ?? '' })
      response.writeHead(answer.status, answer.headers).end('whatever it says is nobody’s business')
    })
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo
  return {
    calls,
    answer,
    url: `http://127.0.0.1:${port}/hooks`,
    close: () => new Promise((done) => server.close(done)),
  }
}

/** What the specification's own library makes of a call; throws when the signature is wrong. */
export const verified = (secret: string, { headers, body }: Received): unknown =>
  new Webhook(secret).verify(body, headers as Record<string, string>)

/** A trial on somebody's own machine, which may call that machine. */
export function localDeps(db: TestDb, at: { now: number }): Deps {
  const deps = storeDeps(db, at)
  return {
    ...deps,
    settings: { ...deps.settings, publicUrl: 'http://localhost:3000' },
    webhooks: { post: guardedPost({ isLocal: true }), callsPerTick: 100 },
  }
}
