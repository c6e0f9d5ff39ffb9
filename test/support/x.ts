import { createHmac } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export type XScript =
  | { status: number; body?: unknown; headers?: Record<string, string> }
  | { fault: 'cut' | 'cut-in-answer' | 'hang' }

export type XTrial = {
  url: string
  /** Texts of the posts that exist, in order; with a fault the post exists although nobody hears of it. */
  posts: string[]
  script(...next: XScript[]): void
  /** Resolves when a scripted `hang` has been reached. */
  hanging(): Promise<void>
  close(): Promise<void>
}

export const xKeys = {
  appKey: 'app-key',
  appSecret: 'app & secret/+',
  accessToken: '42-token',
  accessSecret: 'access secret=%',
}

/** Takes `POST /2/tweets` as X does: OAuth 1.0a signature checked, JSON checked, a repeated text refused. */
export async function startX(): Promise<XTrial> {
  const state = { posts: [] as string[], scripts: [] as XScript[], reached: Promise.withResolvers<void>() }
  const server = createServer(async (request, response) => {
    const body = await textOf(request)
    const problem = problemWith(request, body)
    if (problem) return answer(response, problem.status, { title: 'Unauthorized', detail: problem.detail })
    const { text } = JSON.parse(body) as { text: string }
    const script = state.scripts.shift()
    if (!script) return post(state.posts, text, response)
    if ('status' in script) return answer(response, script.status, script.body ?? {}, script.headers)
    state.posts.push(text)
    if (script.fault === 'cut') return void request.socket.destroy()
    if (script.fault === 'hang') return state.reached.resolve()
    response.writeHead(201, { 'content-type': 'application/json', 'content-length': '999' })
    response.write('{"data":{"id"', () => request.socket.destroy())
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo
  return {
    url: `x+http://127.0.0.1:${port}?${new URLSearchParams(xKeys)}`,
    posts: state.posts,
    script: (...next) => {
      state.scripts.push(...next)
    },
    hanging: () => state.reached.promise,
    close: () =>
      new Promise((done) => {
        server.close(() => done())
        server.closeAllConnections()
      }),
  }
}

function post(posts: string[], text: string, response: ServerResponse): void {
  if (posts.includes(text)) {
    const detail = 'You are not allowed to create a Tweet with duplicate content.'
    answer(response, 403, { title: 'Forbidden', detail, type: 'about:blank', status: 403 })
    return
  }
  posts.push(text)
  answer(response, 201, {
    data: { id: `19${posts.length}`, text, edit_history_tweet_ids: [`19${posts.length}`] },
  })
}

function answer(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
) {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers })
  response.end(JSON.stringify(body))
}

async function textOf(request: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = []
  for await (const piece of request) pieces.push(piece as Buffer)
  return Buffer.concat(pieces).toString('utf8')
}

function problemWith(request: IncomingMessage, body: string): { status: number; detail: string } | undefined {
  if (request.method !== 'POST' || request.url !== '/2/tweets')
    return { status: 404, detail: 'no such endpoint' }
  if (!/^application\/json/.test(request.headers['content-type'] ?? ''))
    return { status: 400, detail: 'not JSON' }
  if (typeof (JSON.parse(body) as { text?: unknown }).text !== 'string')
    return { status: 400, detail: 'no text' }
  return signedRight(request) ? undefined : { status: 401, detail: 'the signature is wrong' }
}

/** RFC 5849 3.4, from the standard; a JSON body takes no part in the signature. */
function signedRight(request: IncomingMessage): boolean {
  const header = request.headers.authorization ?? ''
  const given = new Map(
    [...header.matchAll(/(oauth_\w+)="([^"]*)"/g)].map(([, name, value]) => [
      name!,
      decodeURIComponent(value!),
    ]),
  )
  const signature = given.get('oauth_signature')
  given.delete('oauth_signature')
  if (given.get('oauth_consumer_key') !== xKeys.appKey || given.get('oauth_token') !== xKeys.accessToken)
    return false
  const parameters = [...given].map(([name, value]) => `${encode(name)}=${encode(value)}`).sort()
  const base = ['POST', `http://${request.headers.host}${request.url}`, parameters.join('&')]
    .map(encode)
    .join('&')
  const key = `${encode(xKeys.appSecret)}&${encode(xKeys.accessSecret)}`
  return signature === createHmac('sha1', key).update(base).digest('base64')
}

function encode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!*'()]/g,
    (it) => `%${it.charCodeAt(0).toString(16).toUpperCase()}`,
  )
}
