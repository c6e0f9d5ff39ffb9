import { type Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { HTTPException } from 'hono/http-exception'
import { z } from 'zod'
import { AppError } from '../../core/error.ts'
import { type Caller, openApiKey } from '../../engine/api-key.ts'
import { audit } from '../../engine/audit.ts'
import type { Deps } from '../../engine/deps.ts'
import { attachment } from '../attachment.ts'
import { once } from './once.ts'
import { openApi } from './openapi.ts'
import { paced } from './pace.ts'
import { failed, problem } from './problem.ts'
import type { FileAnswer, Route } from './route.ts'
import { routes } from './routes.ts'

type Env = { Variables: { caller: Caller } }
const largest = 8 * 1024 * 1024

/**
 * The interface for programs, `/api/v1` (docs/api.md). Mount it before what is made for pages: it reads no cookie and
 * allows no other site's scripts.
 */
export function programsApi(deps: Deps): Hono<Env> {
  const api = new Hono<Env>()
  api.onError((error, c) => failed(deps)(asProblem(error), c))
  api.get('/openapi.json', (c) => c.json(openApi(deps.settings.publicUrl)))
  api.use(door(deps))
  api.use(
    bodyLimit({
      maxSize: largest,
      onError: () => {
        throw new HTTPException(413)
      },
    }),
  )
  for (const one of routes) {
    const path = one.path.replaceAll(/\{(\w+)\}/g, ':$1')
    api.on(one.method.toUpperCase(), path, (c) => serve(deps, c, one))
  }
  api.all('*', (c) =>
    problem(c, 404, 'route', 'there is nothing here; /api/v1/openapi.json lists what there is'),
  )
  return api
}

/** Who comes with a key that opens, and not too often. */
function door(deps: Deps) {
  return async (c: Context<Env>, next: () => Promise<void>) => {
    c.header('Cache-Control', 'no-store')
    const secret = /^Bearer +(\S+)$/i.exec(c.req.header('authorization') ?? '')?.[1]
    const caller = secret === undefined ? null : await openApiKey(deps, secret)
    if (!caller) {
      c.header('WWW-Authenticate', 'Bearer')
      return problem(c, 401, 'api-key', 'this needs a key that opens: Authorization: Bearer mawja_…')
    }
    const wait = await paced(deps.db, caller.key.id, deps.clock.now())
    if (wait) {
      c.header('Retry-After', String(wait))
      return problem(c, 429, 'too-often', `this key has called too often; wait ${wait} s`)
    }
    c.set('caller', caller)
    return next()
  }
}

async function serve(deps: Deps, c: Context<Env>, one: Route): Promise<Response> {
  const caller = c.get('caller')
  if (!caller.scopes.includes(one.scope))
    return problem(c, 403, 'scope', `this needs a key with the scope ${one.scope}`)
  const bytes = new Uint8Array(await c.req.arrayBuffer())
  const name = `${one.method.toUpperCase()} ${one.path}`
  const work = () => run(deps, c, { one, caller, bytes, name })
  return one.unkept ? work() : once(deps, c, { caller, route: name, bytes }, work)
}

type Asked = { one: Route; caller: Caller; bytes: Uint8Array; name: string }

async function run(deps: Deps, c: Context<Env>, { one, caller, bytes, name }: Asked): Promise<Response> {
  try {
    const query = one.query ? read(one.query, c.req.query(), 'query') : {}
    // What the verbs write down is the act of whoever made the key.
    const it = {
      deps: { ...deps, actor: caller.officer.id },
      ...caller,
      params: c.req.param(),
      query,
      ...content(c, one, bytes),
    }
    // First the record, then the work: where the record cannot be written, nothing is done.
    if (one.method !== 'get') await onRecord(deps, caller, name)
    const answer = await one.run(it)
    if (one.media) return sent(c, answer as FileAnswer)
    const { next } = answer as { next?: string | null }
    if (next) c.header('Link', `<${following(c, deps.settings.publicUrl, next)}>; rel="next"`)
    return c.json(answer)
  } catch (error) {
    return failed(deps)(asProblem(error as Error), c)
  }
}

const sent = (c: Context, { file, type, name }: FileAnswer): Response =>
  c.body(new Uint8Array(file), 200, { 'Content-Type': type, 'Content-Disposition': attachment(name) })

/** Ahead of the entry of the officer who made the key: what was asked, by which key. */
const onRecord = (deps: Deps, { key, institution, officer }: Caller, call: string) =>
  audit(deps, {
    institutionId: institution.id,
    officerId: officer.id,
    act: 'api-call',
    subject: `api-key:${key.id}`,
    detail: { call },
  })

function following(c: Context, publicUrl: string, next: string): string {
  const query = new URLSearchParams({ ...c.req.query(), cursor: next })
  return `${publicUrl}${c.req.path}?${query}`
}

function content(c: Context, one: Route, bytes: Uint8Array): { body: unknown; raw: Uint8Array | null } {
  if (!one.body) return { body: {}, raw: null }
  const type = (c.req.header('content-type') ?? '').split(';')[0]!.trim().toLowerCase()
  if (one.csv && type === 'text/csv') return { body: {}, raw: bytes }
  if (bytes.length && type !== 'application/json')
    throw new AppError(
      'invalid',
      'content-type',
      `the body must be application/json${one.csv ? ' or text/csv' : ''}`,
    )
  return { body: read(one.body, bytes.length ? jsonOf(bytes) : {}, 'body'), raw: null }
}

function jsonOf(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    throw new AppError('invalid', 'json', 'the body must be JSON in UTF-8')
  }
}

function read<T>(schema: z.ZodType<T>, value: unknown, where: string): T {
  const found = schema.safeParse(value)
  if (found.success) return found.data
  throw asProblem(found.error, where)
}

/** What a schema refuses is the caller's to mend. Values are not repeated: they may be somebody's. */
function asProblem(error: Error, where = 'path'): Error {
  if (!(error instanceof z.core.$ZodError)) return error
  const [issue] = error.issues
  const place = [where, ...(issue?.path ?? [])].join('.')
  return new AppError('invalid', 'input', `${place}: ${issue?.message ?? 'is not as it should be'}`)
}
