import { serve } from '@hono/node-server'
import { OpenAPIClientAxios } from 'openapi-client-axios'
import { expect } from 'vitest'
import { openApi } from '../../../src/web/api/openapi.ts'
import type { programsApi } from '../../../src/web/api/programs.ts'
import { routes } from '../../../src/web/api/routes.ts'

type Answered = Record<string, never>
export type Client = (id: string, path?: Record<string, unknown>, body?: unknown) => Promise<Answered>

/** The interface behind a real port, and clients that are made from its description alone. */
export async function served(api: ReturnType<typeof programsApi>) {
  const server = await new Promise<ReturnType<typeof serve>>((ready) => {
    const started = serve({ fetch: api.fetch, port: 0, hostname: '127.0.0.1' }, () => ready(started))
  })
  const { port } = server.address() as { port: number }
  const called = new Set<string>()
  const client = async (key: string): Promise<Client> => {
    const definition = { ...openApi(''), servers: [{ url: `http://127.0.0.1:${port}` }] } as never
    const headers = { Authorization: `Bearer ${key}` }
    const made = await new OpenAPIClientAxios({
      definition,
      axiosConfigDefaults: { headers, validateStatus: () => true },
    }).init()
    return async (id, path = {}, body) => {
      const { status, data } = await made[id]!(path as never, body)
      expect([id, status, status < 400 || data]).toEqual([id, 200, true])
      called.add(id)
      return asDescribed(id, data)
    }
  }
  return { client, called, close: () => server.close() }
}

/** Every key of an answer is described, and nothing else than what is described comes. */
function asDescribed(id: string, data: unknown): Answered {
  const one = routes.find((route) => route.id === id)!
  if (!one.media) expect.soft([id, one.answer.safeParse(data).error?.issues ?? []]).toEqual([id, []])
  return data as Answered
}
