import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export type Taken = { method: string; path: string; headers: Record<string, string>; body: string }
export type Answer = { status: number; body: unknown; headers?: Record<string, string> }
export type Script = Answer | { fault: 'cut' | 'cut-in-answer' | 'hang' }

/** How one provider looks at a request and what it says. */
export type House = {
  name: string
  /** The address for `MAWJA_MAIL_URL`, given where the stand-in listens. */
  url(origin: string): string
  /** What the provider finds wrong, by its published description. */
  problem(request: Taken): Answer | undefined
  success(request: Taken, count: number): Answer
  /** Requests with the same key are carried out once. */
  key?(request: Taken): string
  again?(first: Answer): Answer
  refusal: Answer
  throttled: Answer
}

export type StandIn = {
  origin: string
  url: string
  /** In order; with a fault the mail was taken although nobody hears of it. */
  taken: Taken[]
  script(...next: Script[]): void
  hanging(): Promise<void>
  close(): Promise<void>
}

export async function startStandIn(house: House): Promise<StandIn> {
  const state = {
    taken: [] as Taken[],
    scripts: [] as Script[],
    reached: Promise.withResolvers<void>(),
    keys: new Map<string, Answer>(),
  }
  const server = createServer(async (message, response) => {
    const request = await takenFrom(message)
    const wrong = house.problem(request)
    if (wrong) return say(response, wrong)
    const script = state.scripts.shift()
    if (script && 'status' in script) return say(response, script)
    const key = house.key?.(request)
    const first = key === undefined ? undefined : state.keys.get(key)
    if (first) return say(response, house.again?.(first) ?? first)
    state.taken.push(request)
    const success = house.success(request, state.taken.length)
    if (key !== undefined) state.keys.set(key, success)
    if (script?.fault === 'cut') return void message.socket.destroy()
    if (script?.fault === 'hang') return state.reached.resolve()
    if (!script) return say(response, success)
    response.writeHead(success.status, { 'content-type': 'application/json', 'content-length': '999' })
    response.write('{"', () => message.socket.destroy())
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    origin,
    url: house.url(origin),
    taken: state.taken,
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

function say(response: ServerResponse, { status, body, headers }: Answer): void {
  const json = typeof body !== 'string'
  response.writeHead(status, { 'content-type': json ? 'application/json' : 'text/plain', ...headers })
  response.end(json ? JSON.stringify(body) : body)
}

async function takenFrom(message: IncomingMessage): Promise<Taken> {
  const pieces: Buffer[] = []
  for await (const piece of message) pieces.push(piece as Buffer)
  return {
    method: message.method ?? '',
    path: message.url ?? '',
    headers: message.headers as Record<string, string>,
    body: Buffer.concat(pieces).toString('utf8'),
  }
}

export function jsonOf(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return undefined
  }
}
