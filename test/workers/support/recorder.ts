/**
 * The entry of the worker under test: the real one, with a D1 that writes down what it is asked. Its text runs in workerd, so
 * it is a module by itself and leans on nothing. `GET /recorded` tells and forgets; each answer says in `x-d1-queries` how many
 * statements it ran. `GET /ahead?ms=…` sets the clock of the worker ahead: days pass without anybody waiting.
 */
export const recorderModule = `
import worker from './worker.js'
export * from './worker.js'
let seen = []
let aheadMs = 0
const RealDate = Date
globalThis.Date = class extends RealDate {
  constructor(...given) {
    super(...(given.length ? given : [RealDate.now() + aheadMs]))
  }
  static now() {
    return RealDate.now() + aheadMs
  }
}
function watched(d1, counter) {
  const wrap = (statement, note) => ({
    real: statement,
    note,
    bind: (...values) => wrap(statement.bind(...values), { ...note, values }),
    ...Object.fromEntries(['all', 'first', 'run', 'raw'].map((name) => [name, (...words) => {
      counter.queries++
      seen.push(written(note))
      return statement[name](...words)
    }])),
  })
  return {
    prepare: (sql) => wrap(d1.prepare(sql), { sql, values: [] }),
    batch: (statements) => {
      counter.queries += statements.length
      seen.push(...statements.map(({ note }) => written(note)))
      return d1.batch(statements.map(({ real }) => real))
    },
  }
}
const written = ({ sql, values }) => ({
  sql,
  bound: values.length,
  longest: /\\bLIKE\\b/i.test(sql)
    ? Math.max(0, ...values.filter((one) => typeof one === 'string' && one.includes('%')).map((one) => new TextEncoder().encode(one).length))
    : 0,
})
const counted = (env) => {
  const counter = { queries: 0 }
  return { counter, env: { ...env, DB: watched(env.DB, counter) } }
}
export default {
  ...worker,
  async fetch(request, env, ctx) {
    if (new URL(request.url).pathname === '/recorded') {
      const told = Response.json(seen)
      seen = []
      return told
    }
    if (new URL(request.url).pathname === '/ahead') {
      aheadMs += Number(new URL(request.url).searchParams.get('ms'))
      return Response.json(Date.now())
    }
    const { counter, env: watchedEnv } = counted(env)
    const answer = await worker.fetch(request, watchedEnv, ctx)
    const copy = new Response(answer.body, answer)
    copy.headers.set('x-d1-queries', String(counter.queries))
    return copy
  },
  scheduled: (event, env, ctx) => worker.scheduled(event, counted(env).env, ctx),
  queue: (rings, env, ctx) => worker.queue(rings, counted(env).env, ctx),
  email: (mail, env, ctx) => worker.email(mail, counted(env).env, ctx),
}
`
/** One statement as it ran. `longest` is the length in octets of the longest pattern bound to a LIKE. */
export type Ran = { sql: string; bound: number; longest: number }
