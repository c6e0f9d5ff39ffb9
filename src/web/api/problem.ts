import type { Context } from 'hono'
import { HTTPException } from 'hono/http-exception'
import { AppError, statusOf } from '../../core/error.ts'
import type { Deps } from '../../engine/deps.ts'

type Status = 400 | 401 | 403 | 404 | 405 | 409 | 413 | 422 | 429 | 500 | 503

/** A refusal for programs (RFC 9457); `title` is the stable name of the problem, `detail` the line for a person. */
export function problem(c: Context, status: Status, key: string, detail?: string): Response {
  const body = { type: `urn:mawja:problem:${key}`, title: key, status, ...(detail ? { detail } : {}) }
  return c.json(body, status, { 'Content-Type': 'application/problem+json' })
}

export function failed(deps: Deps) {
  return (error: Error, c: Context): Response => {
    if (error instanceof AppError) return problem(c, statusOf[error.code], error.key, error.message)
    if (error instanceof HTTPException && error.status === 413)
      return problem(c, 413, 'too-large', 'the body is too large')
    // Without the message: a database's or a parser's words may quote a person.
    deps.log('api.failed', { error: error.name, verb: c.req.param('verb') ?? 'import' })
    return problem(c, 500, 'failed', 'something broke; the log says more')
  }
}
