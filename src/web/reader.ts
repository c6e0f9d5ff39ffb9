import type { Context } from 'hono'
import { getCookie } from 'hono/cookie'
import type { Hit } from '../core/hit.ts'
import { chooseLanguage, isLanguageTag, type LanguageTag, languageTags } from '../core/language.ts'
import { isOwnNetwork } from '../core/network.ts'
import { type DeskLanguage, isDeskLanguage } from '../i18n/desk/words.ts'

/** What core/hit.ts judges a visit by. */
export function hitOf(c: Context): Hit {
  const header = headersOf(c)
  return {
    method: c.req.method,
    userAgent: header('user-agent') ?? null,
    purpose: header('sec-purpose') ?? header('purpose') ?? null,
    address: addressOf(c),
    isNavigation: header('sec-fetch-mode') === 'navigate' || /\btext\/html\b/.test(header('accept') ?? ''),
  }
}

type Socket = {
  incoming?: {
    headers?: Readonly<Record<string, string | string[] | undefined>>
    socket?: { remoteAddress?: string }
  }
}

/** As Node has read them, where there is Node: a `Headers` made of them for one look costs more than the rest of a click. */
function headersOf(c: Context): (name: string) => string | undefined {
  const read = (c.env as Socket | undefined)?.incoming?.headers
  if (!read) return (name) => c.req.header(name)
  return (name) => {
    const value = read[name]
    return Array.isArray(value) ? value.join(', ') : value
  }
}

/**
 * Where a request comes from: on Node the other end of the connection or, when that is a proxy of our own network, whom
 * the proxy names last; on Workers whom Cloudflare names. Anybody else's headers are not believed.
 */
export function addressOf(c: Context): string | null {
  const connection = (c.env as Socket | undefined)?.incoming?.socket?.remoteAddress
  if (!connection) return c.req.header('cf-connecting-ip') ?? null
  if (!isOwnNetwork(connection)) return connection
  return headersOf(c)('x-forwarded-for')?.split(',').at(-1)?.trim() || null
}

/** `fr-BE;q=0.8, ar` → ar, fr-BE. */
export function wishes(acceptLanguage: string | undefined): string[] {
  const ranked = (acceptLanguage ?? '')
    .slice(0, 500)
    .split(',')
    .map((part, place) => {
      const [tag = '', ...rest] = part.trim().split(';')
      const quality = Number(/^\s*q=([\d.]+)/.exec(rest.join(';'))?.[1] ?? 1)
      return { tag: tag.trim(), quality: Number.isFinite(quality) ? quality : 0, place }
    })
  return ranked
    .filter(({ tag, quality }) => /^[a-z]{1,8}(-[a-z0-9]{1,8})*$/i.test(tag) && quality > 0)
    .sort((a, b) => b.quality - a.quality || a.place - b.place)
    .map(({ tag }) => tag)
}

/** The language of somebody we know nothing about but their browser's wishes. */
export function readerLanguage(c: Context): LanguageTag {
  return chooseLanguage(wishes(c.req.header('accept-language')), languageTags, 'fr') as LanguageTag
}

/** The same, as far as it says anything: somebody we know something about may have a better one. */
export function browserLanguage(c: Context): LanguageTag | undefined {
  const tag = chooseLanguage(wishes(c.req.header('accept-language')), languageTags, null)
  return (tag as LanguageTag | null) ?? undefined
}

export const languageCookie = 'mawja_language'

/** The language that somebody chose for the desk in this browser. */
export function cookieLanguage(c: Context): DeskLanguage | null {
  const tag = getCookie(c, languageCookie) ?? ''
  return isDeskLanguage(tag) ? tag : null
}

/** `?l=nl`, when it is one of ours. */
export function askedLanguage(c: Context): LanguageTag | undefined {
  const tag = c.req.query('l')
  return tag && isLanguageTag(tag) ? tag : undefined
}

/** A form's words, either encoding. A body that is no form is a form without words: each field then says what it lacks. */
export async function formOf(c: Context): Promise<(name: string) => string> {
  const fields = await fieldsOf(c)
  return (name) => fields.get(name) ?? ''
}

/** The same with the difference between a field that is empty and one that is not there. */
export async function fieldsOf(c: Context): Promise<ReadonlyMap<string, string>> {
  const form: Record<string, unknown> = await c.req.parseBody().catch(() => ({}))
  const texts = Object.entries(form).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  )
  return new Map(texts.map(([name, value]) => [name, value.slice(0, 400).trim()]))
}

/** A field that may hold more than a line; one that is longer than `most` comes with one character more, to be refused. */
export async function longFieldOf(c: Context, name: string, most: number): Promise<string> {
  const form: Record<string, unknown> = await c.req.parseBody().catch(() => ({}))
  const text = form[name]
  return typeof text === 'string' ? text.replace(/\r\n?/g, '\n').slice(0, most + 1) : ''
}
