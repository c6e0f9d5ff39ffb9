import type { Context } from 'hono'
import { HTTPException } from 'hono/http-exception'
import { AppError, statusOf } from '../core/error.ts'
import type { Deps } from '../engine/deps.ts'
import { type Env, page } from './answer.tsx'
import { ErrorPage } from './public/error.tsx'
import { cookieLanguage, readerLanguage } from './reader.ts'

type Failure = { status: 400 | 403 | 404 | 409 | 413 | 500 | 503; key: string; detail?: string }

/** The one place where a refusal becomes an answer: a page for people, problem+json (RFC 9457) for programs. */
export function fail(deps: Deps) {
  return (error: Error, c: Context<Env>): Response | Promise<Response> => {
    const failure = judge(error)
    // Without the message: a database's or a parser's words may quote a person.
    if (failure.status === 500) {
      deps.log('web.failed', {
        error: error.name,
        place: firstFrame(error),
        method: c.req.method,
        route: area(c.req.path),
      })
    }
    return answer(c, failure)
  }
}

export function notFound(c: Context<Env>): Response | Promise<Response> {
  return answer(c, { status: 404, key: 'not-found' })
}

function judge(error: Error): Failure {
  if (error instanceof AppError)
    return { status: statusOf[error.code], key: error.key, detail: error.message }
  if (error instanceof HTTPException) {
    const known = ([400, 403, 404, 409, 413] as const).find((status) => status === error.status)
    return { status: known ?? (error.status < 500 ? 400 : 500), key: `http-${error.status}` }
  }
  return { status: 500, key: 'failed' }
}

function answer(c: Context<Env>, { status, key, detail }: Failure): Response | Promise<Response> {
  c.header('Cache-Control', 'no-store')
  c.header('Vary', 'Accept, Accept-Language')
  if (wantsJson(c.req.header('accept'))) {
    const problem = { type: `urn:mawja:problem:${key}`, title: key, status, ...(detail ? { detail } : {}) }
    return c.json(problem, status, { 'Content-Type': 'application/problem+json' })
  }
  // Nobody is let in before a body is measured: on the desk the language that this browser chose there goes first.
  const chosen = c.req.path.startsWith('/desk') ? cookieLanguage(c) : null
  return page(c, <ErrorPage language={chosen ?? readerLanguage(c)} status={status} />, status)
}

/** Where it happened: a place in the code, no words of anybody. */
const firstFrame = (error: Error) =>
  error.stack
    ?.split('\n')
    .find((line) => /^\s+at /.test(line))
    ?.trim() ?? ''

/** Browsers name text/html; a program that prefers JSON says so. */
function wantsJson(accept = ''): boolean {
  return /application\/(problem\+)?json/i.test(accept) && !/text\/html/i.test(accept)
}

/** `/c/TOKEN` → `/c`: tokens stay out of the operator's log. */
const area = (path: string) => path.split('/').slice(0, 2).join('/')
