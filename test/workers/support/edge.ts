import { simpleParser } from 'mailparser'
import { expect, vi } from 'vitest'
import { migrate } from '../../../src/store/migrate.ts'
import { migrations } from '../../support/database.ts'
import { linksIn } from '../../support/mail.ts'
import { type Operator, operatorOf } from './operator.ts'
import { startWorkerd, type Workerd } from './workerd.ts'

export const origin = 'https://mawja.example'
const secret = 'a secret for tests that nobody else has, 32+'
/** Of the 1,000 an invocation may ask, a page takes few. */
export const mostQueries = 50

export type Seen = { status: number; text: string; bytes: Uint8Array; headers: Headers; queries: number }
export type Visitor = {
  get(path: string): Promise<Seen>
  /** The same, however often D1 is asked. */
  look(path: string): Promise<Seen>
  post(path: string, form?: Record<string, string>): Promise<Seen>
}
export type Edge = {
  workerd: Workerd
  operator: Operator
  letters(address: string): Promise<Letter[]>
  /** The newest of them, once there are so many. */
  letter(address: string, atLeast?: number): Promise<Letter>
  /** Minutes of the clock, until nothing of a running campaign is due or under way. */
  settle(): Promise<void>
}
const patience = { timeout: 15_000, interval: 20 }
export type Letter = { subject: string; html: string; links: string[] }

/** A worker with its tables and nothing in them; its letters arrive in the built-in mailbox. */
export async function startEdge(
  settings: Record<string, string> = {},
  outside?: (request: Request) => Promise<Response>,
): Promise<Edge> {
  const own = { MAWJA_SECRET: secret, MAWJA_PUBLIC_URL: origin, ...settings }
  const workerd = await startWorkerd(own, [], outside)
  await migrate(workerd.db, migrations)
  const operator = operatorOf(secret, (path, init) => workerd.fetch(`/api/v1/operator${path}`, init))
  const letters = (address: string) => lettersTo(workerd, address)
  const letter = async (address: string, atLeast = 1) => {
    await vi.waitFor(
      async () => expect((await letters(address)).length).toBeGreaterThanOrEqual(atLeast),
      patience,
    )
    return (await letters(address)).at(-1)!
  }
  return { workerd, operator, letters, letter, settle: () => settle(workerd) }
}

/** What one minute enrols may fall due a moment after it has looked, so there are two. */
async function settle(workerd: Workerd): Promise<void> {
  const sql = `SELECT count(*) AS open FROM messages m JOIN campaigns c ON c.id = m.campaign_id AND c.state = 'running'
    WHERE m.lease IS NOT NULL OR m.due_at <= ?`
  for (let minutes = 0; minutes < 2; minutes++) {
    await workerd.minute()
    await vi.waitFor(async () => {
      const now = await workerd.ahead(0)
      expect(await workerd.db.prepare(sql).bind(now).first()).toEqual({ open: 0 })
    }, patience)
  }
}

async function lettersTo({ db }: Workerd, address: string): Promise<Letter[]> {
  const { results } = await db
    .prepare('SELECT body FROM mailbox WHERE recipient = ? ORDER BY id')
    .bind(address)
    .all<{ body: string }>()
  return Promise.all(
    results.map(async ({ body }) => {
      const { subject = '', html } = await simpleParser(Buffer.from(body, 'latin1'))
      return { subject, html: String(html), links: linksIn(String(html)) }
    }),
  )
}

const phone = 'Mozilla/5.0 (Android 14; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0'

/** A browser: keeps its cookies, follows nothing by itself, and lets no page ask D1 too often. */
export function visitor({ workerd }: Pick<Edge, 'workerd'>, language = 'fr'): Visitor {
  const jar = new Map<string, string>()
  const ask = async (url: string, init: RequestInit = {}): Promise<Seen> => {
    const path = url.replace(origin, '')
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
    const headers = { cookie, origin, 'user-agent': phone, 'accept-language': language }
    const answer = await workerd.fetch(path, { ...init, headers })
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      if (/Max-Age=0/i.test(line) || !value) jar.delete(name)
      else jar.set(name, value)
    }
    const queries = Number(answer.headers.get('x-d1-queries'))
    const bytes = new Uint8Array(await answer.arrayBuffer())
    const { status, headers: told } = answer
    return { status, headers: told, queries, bytes, text: new TextDecoder().decode(bytes) }
  }
  const get = async (path: string) => {
    const seen = await ask(path)
    expect([path, seen.queries <= mostQueries ? 'few queries' : seen.queries]).toEqual([path, 'few queries'])
    return seen
  }
  return {
    get,
    look: (path) => ask(path),
    post: (path, form = {}) => ask(path, { method: 'POST', body: new URLSearchParams(form) }),
  }
}

/** Comes in over a one-time link, as somebody of an institution that is there. */
export async function signedIn(
  edge: Edge,
  officer: { email: string; role: string; institution?: string },
  language?: string,
): Promise<Visitor> {
  const { link } = await edge.operator.say<{ link: string }>('officer-add', {
    institution: 'mre',
    ...officer,
  })
  const one = visitor(edge, language)
  expect((await one.post(new URL(link).pathname)).status).toBe(303)
  return one
}
