import type { z } from 'zod'
import type { ApiScope } from '../../core/api-scope.ts'
import type { Caller } from '../../engine/api-key.ts'
import type { Deps } from '../../engine/deps.ts'

export type Method = 'get' | 'post' | 'put' | 'patch' | 'delete'

/** What a handler gets: everything read and checked. `raw` is a body that is no JSON. */
export type Call<Query, Body> = Caller & {
  deps: Deps
  params: Record<string, string>
  query: Query
  body: Body
  raw: Uint8Array | null
}

/**
 * One thing that programs can do. The Hono route and its description are both made from this, so they cannot differ.
 * `path` is written as OpenAPI writes it: `/campaigns/{campaign}`.
 */
export type Route<Query = unknown, Body = unknown> = {
  method: Method
  path: string
  id: string
  scope: ApiScope
  does: string
  query?: z.ZodType<Query>
  body?: z.ZodType<Body>
  /** Takes text/csv as well. */
  csv?: boolean
  /** A body as a program would send it. */
  example?: object
  /** The answer is a file of one of these types and no JSON: `run` gives a `FileAnswer`. */
  media?: readonly string[]
  /** The answer holds people's data: it is not kept for a second call with the same Idempotency-Key. */
  unkept?: boolean
  answer: z.ZodType
  run(call: Call<Query, Body>): Promise<object>
}

/** @param name  of the file, as whoever saves it would call it */
export type FileAnswer = { file: Uint8Array; type: string; name: string }

export const route = <Query, Body>(it: Route<Query, Body>): Route => it as unknown as Route
