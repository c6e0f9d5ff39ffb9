import type { Context, MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { HTTPException } from 'hono/http-exception'
import { folderLimits } from '../../../engine/drafts.ts'

const refuse = () => {
  throw new HTTPException(413)
}

/** A file's text and the few fields around it; forms of the editor are multipart, in which a letter keeps its size. */
const textBodies = bodyLimit({ maxSize: 256 * 1024, onError: refuse })

/** A folder as an archive, and the fields around it. */
const archiveBodies = bodyLimit({ maxSize: folderLimits.bytes + 64 * 1024, onError: refuse })

/** The longest form is an address, a name and a tick; nobody needs to send us more. */
const smallBodies = bodyLimit({ maxSize: 64 * 1024, onError: refuse })

/** How much may come in: more where a text or a folder does. */
export const bodies: MiddlewareHandler = (c, next) => {
  if (c.req.path === '/desk/campaigns/new') return archiveBodies(c, next)
  if (c.req.path.startsWith('/desk/templates/')) return textBodies(c, next)
  const isEditor = /^\/desk\/campaigns\/[^/]+\/edit\/[a-z]+$/.test(c.req.path)
  return isEditor ? textBodies(c, next) : smallBodies(c, next)
}

/** What a form of the editor sent, text as it was typed: nothing is cut off or trimmed. Line ends are LF. */
export type Typed = (name: string) => string | undefined

export async function typedIn(c: Context): Promise<Typed> {
  const form: Record<string, unknown> = await c.req.parseBody().catch(() => ({}))
  return (name) => {
    const value = form[name]
    return typeof value === 'string' ? plainLines(value) : undefined
  }
}

/** All fields that were sent, in the same manner. */
export async function fieldsTyped(c: Context): Promise<Record<string, string>> {
  const form: Record<string, unknown> = await c.req.parseBody().catch(() => ({}))
  return Object.fromEntries(
    Object.entries(form).flatMap(([name, value]) =>
      typeof value === 'string' ? [[name, plainLines(value)]] : [],
    ),
  )
}

/** The archive that was chosen, or null. */
export async function archiveIn(c: Context): Promise<Uint8Array | null> {
  const form: Record<string, unknown> = await c.req.parseBody().catch(() => ({}))
  const file = form.archive
  return file instanceof File && file.size > 0 ? new Uint8Array(await file.arrayBuffer()) : null
}

/** Browsers send every line end as CR LF, whatever the text had. */
const plainLines = (text: string): string => text.replace(/\r\n?/g, '\n')

/**
 * A whole file as it was typed, with the line ends and the byte order mark that it had before.
 *
 * @param before  the file as the form showed it; when only line ends differ it comes back byte for byte
 */
export function likeBefore(typed: string, before: string): string {
  if (plainLines(typed) === plainLines(before)) return before
  const mark = before.startsWith('\uFEFF') && !typed.startsWith('\uFEFF') ? '\uFEFF' : ''
  const lines = plainLines(typed)
  return mark + (before.includes('\r\n') ? lines.replaceAll('\n', '\r\n') : lines)
}
