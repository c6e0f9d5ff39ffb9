import { type Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { AppError } from '../../core/error.ts'
import { isOperator } from '../../core/operator.ts'
import { type CommandName, commands, runCommand } from '../../engine/commands.ts'
import type { Deps } from '../../engine/deps.ts'
import { importFile } from './import.ts'
import { failed, problem } from './problem.ts'

/**
 * The command line's verbs over HTTP, for installations that have no command line: `institution add` is
 * `POST /institution-add` with the same words as JSON. Mount it under `/api/v1/operator`, before limits and headers
 * that are made for pages.
 */
export function operatorApi(deps: Deps): Hono {
  const api = new Hono()
  api.onError(failed(deps))
  api.use(async (c, next) => {
    c.header('Cache-Control', 'no-store')
    if (isOperator(deps.keys, c.req.header('authorization'))) return next()
    c.header('WWW-Authenticate', 'Bearer')
    return problem(c, 401, 'operator-token', 'this needs the operator token: Authorization: Bearer TOKEN')
  })
  api.post('/import', async (c) => c.json(await importFile(deps, c)))
  api.post('/:verb', oneCampaign, async (c) =>
    c.json(await runCommand(deps, verbOf(c.req.param('verb')), await input(c))),
  )
  api.all('*', (c) => problem(c, 404, 'verb', 'POST to a verb; docs/cli.md lists them'))
  return api
}

/** A campaign in eleven languages has some 200 KB. */
const oneCampaign = bodyLimit({ maxSize: 8 * 1024 * 1024 })

/**
 * `drain` is for machines without a running Mawja: where this API answers, clock and doorbell send by themselves, and
 * on Workers one request may not ask the database often enough to send to everybody.
 */
const offered = Object.keys(commands).filter((name) => name !== 'drain')

/** By the words of an address; some verbs have a hyphen of their own, `api-key add`. */
const byPath = new Map(offered.map((name) => [name.replaceAll(' ', '-'), name as CommandName]))

function verbOf(path: string): CommandName {
  const name = byPath.get(path)
  if (name) return name
  const verbs = ['import', ...byPath.keys()].join(', ')
  throw new AppError('not_found', 'verb', `there is no verb "${path}"; there are ${verbs}`)
}

async function input(c: Context): Promise<unknown> {
  const text = await c.req.text()
  if (!text.trim()) return {}
  try {
    return JSON.parse(text)
  } catch {
    throw new AppError('invalid', 'json', 'the body must be JSON')
  }
}
