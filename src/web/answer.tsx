import type { Context } from 'hono'
import { html } from 'hono/html'
import type { Child } from 'hono/jsx'
import type { Visit } from '../engine/auth/session.ts'
import type { DeskLanguage } from '../i18n/desk/words.ts'
import type { Officer } from '../store/institutions.ts'
import type { Styles } from './assets.ts'
import { StylesContext } from './ui/shell.tsx'

export type Env = {
  Variables: {
    styles: Styles
    officer: Officer
    /** Whose session it is; an officer is chosen among theirs. */
    visit: Visit
    deskLanguage: DeskLanguage
    /** Set when the answer is a mail, which brings its own styles. */
    mailShownIn?: 'self' | 'none'
    /** Set when the page has buttons that need our script (ui/share-script). */
    runsShareScript?: true
    /** Set when the page renews parts of itself (htmx): our own file, asking our own origin. */
    runsDeskScript?: true
    /** Set when the page draws a canvas whose library writes styles into it (the visual editor of layouts). */
    drawsCanvas?: true
  }
}
type Status = 200 | 400 | 401 | 403 | 404 | 409 | 413 | 422 | 429 | 500 | 503

/** A whole page, made from a component of props alone. */
export async function page(c: Context<Env>, content: Child, status: Status = 200): Promise<Response> {
  const body = <StylesContext.Provider value={c.get('styles')}>{content}</StylesContext.Provider>
  return c.html(await html`<!DOCTYPE html>${body}`, status)
}

/** The same with share buttons on it, two of which run our script. */
export function sharingPage(c: Context<Env>, content: Child, status: Status = 200): Promise<Response> {
  c.set('runsShareScript', true)
  return page(c, content, status)
}

/** A page of the desk that asks for parts of itself again. It works without the script as well. */
export function renewingPage(c: Context<Env>, content: Child, status: Status = 200): Promise<Response> {
  c.set('runsDeskScript', true)
  return page(c, content, status)
}

/** The same with a library that writes styles into the page: this page alone allows that. */
export function canvasPage(c: Context<Env>, content: Child): Promise<Response> {
  c.set('drawsCanvas', true)
  return renewingPage(c, content)
}

/** A part of a page, for the script that asked for it. */
export async function part(c: Context<Env>, content: Child): Promise<Response> {
  return c.html(await html`${content}`)
}
