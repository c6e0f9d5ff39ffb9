import type { Context, MiddlewareHandler } from 'hono'
import { AppError } from '../../core/error.ts'
import { zoneOf } from '../../core/time.ts'
import type { Deps } from '../../engine/deps.ts'
import { institutionById } from '../../store/institutions.ts'
import { countMailbox, listMailbox, type MailboxItem, mailboxItem } from '../../store/mailbox.ts'
import { type Env, page } from '../answer.tsx'
import { attachment } from '../attachment.ts'
import { mailPage } from '../headers.ts'
import { seesMailbox } from './frame.tsx'
import { readLetter, readSubject } from './letter.ts'
import { LetterPage, MailboxPage } from './mailbox.tsx'
import { viewerOf } from './viewer.ts'

const perPage = 25

/** The built-in mailbox, of which each institution sees what it sent itself. */
export function mailboxPages(deps: Deps) {
  const guard: MiddlewareHandler<Env> = async (c, next) => {
    if (!seesMailbox(c.get('officer').role))
      throw new AppError('forbidden', 'role', 'the mailbox shows persons')
    await next()
  }

  const list = async (c: Context<Env>) => {
    const { institutionId } = c.get('officer')
    const total = await countMailbox(deps.db, institutionId)
    const pages = Math.max(1, Math.ceil(total / perPage))
    const asked = Math.floor(Number(c.req.query('page') ?? 1))
    const current = Math.min(pages, Math.max(1, Number.isFinite(asked) ? asked : 1))
    const part = { institutionId, limit: perPage, offset: (current - 1) * perPage }
    const items = await listMailbox(deps.db, part)
    const lines = await Promise.all(items.map(lineOf))
    return page(
      c,
      <MailboxPage
        viewer={await viewerOf(deps, c)}
        timeZone={await zone(c)}
        {...{ lines, total, pages, current }}
      />,
    )
  }

  const show = async (c: Context<Env>) => {
    const item = await found(c)
    const letter = item.kind === 'mail' ? await readLetter(item.body) : null
    const { id, recipient, createdAt } = item
    const post = letter ? null : item.body
    return page(
      c,
      <LetterPage
        viewer={await viewerOf(deps, c)}
        timeZone={await zone(c)}
        {...{ id, recipient, createdAt, letter, post }}
      />,
    )
  }

  const html = async (c: Context<Env>) => {
    const item = await found(c)
    const letter = item.kind === 'mail' ? await readLetter(item.body) : null
    if (!letter?.html) throw new AppError('not_found', 'mailbox', 'there is no such message')
    return mailPage(c, letter.html, 'self')
  }

  const raw = async (c: Context<Env>) => {
    const item = await found(c)
    const mail = item.kind === 'mail'
    return c.body(item.body, 200, {
      'Content-Type': mail ? 'message/rfc822' : 'text/plain; charset=utf-8',
      'Content-Disposition': attachment(`message-${item.id}.${mail ? 'eml' : 'txt'}`),
    })
  }

  async function found(c: Context<Env>): Promise<MailboxItem> {
    const id = Number(c.req.param('id'))
    const { institutionId } = c.get('officer')
    const item = Number.isSafeInteger(id) ? await mailboxItem(deps.db, { institutionId, id }) : undefined
    if (!item) throw new AppError('not_found', 'mailbox', 'there is no such message')
    return item
  }

  const zone = async (c: Context<Env>) =>
    zoneOf(null, (await institutionById(deps.db, c.get('officer').institutionId))?.country ?? null)

  return { guard, list, show, html, raw }
}

async function lineOf(item: MailboxItem) {
  const { id, kind, recipient, createdAt } = item
  const subject = kind === 'mail' ? await readSubject(item.body) : item.body.slice(0, 120)
  return { id, kind: kind as 'mail' | 'post', recipient, createdAt, subject }
}
