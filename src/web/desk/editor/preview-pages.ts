import type { Context } from 'hono'
import { html, raw } from 'hono/html'
import { AppError, Problems } from '../../../core/error.ts'
import { isLanguageTag } from '../../../core/language.ts'
import type { Deps } from '../../../engine/deps.ts'
import { type DraftPreview, previewDraft } from '../../../engine/draft-preview.ts'
import { bodiesOf, draftOf } from '../../../engine/drafts.ts'
import { editorWords } from '../../../i18n/desk/editor-words.ts'
import { directionOf } from '../../../i18n/words.ts'
import type { Env } from '../../answer.tsx'
import { mailPage } from '../../headers.ts'
import { ownCampaign } from '../campaign-pages.tsx'
import { seesMailbox } from '../frame.tsx'
import { textTyped } from './copy-text.ts'
import { inOther } from './copy-view.ts'
import { pathOf } from './file-pages.tsx'
import { typedIn } from './typed.ts'

/** What a form holds as its reader would see it, for the frame beside it. Nothing is saved and nothing is counted. */
export function previewPages(deps: Deps) {
  return async (c: Context<Env>) => {
    const campaign = await ownCampaign(deps, c)
    const typed = await typedIn(c)
    const own = pathOf(c)
    const files = bodiesOf(await draftOf(deps, campaign))
    files[own] = textTyped(own, typed, files[own] ?? null)
    const shown = typed('shown') ?? ''
    const path = isLanguageTag(shown) && inOther(own, shown) in files ? inOther(own, shown) : own
    // Reviewers and analysts see an invented reader: they do not see persons.
    const contact = seesMailbox(c.get('officer').role) ? (typed('contact') ?? '') : ''
    try {
      const seen = await previewDraft(deps, { campaign, files, path, contact })
      return mailPage(c, pageOf(seen, path, typed('view') ?? ''), 'self')
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      const lines = error instanceof Problems ? error.lines : [error.message]
      const { wrong } = editorWords(c.get('deskLanguage')).preview
      return mailPage(
        c,
        document(
          c.get('deskLanguage'),
          html`<p>${wrong}</p>
        <ul lang="en" dir="ltr">${lines.map((line) => html`<li>${line}</li>`)}</ul>`,
        ),
        'self',
      )
    }
  }
}

function pageOf(seen: DraftPreview, path: string, view: string): string {
  const { language, subject, text } = seen
  if (view === 'text' || !seen.html)
    return document(language, html`<pre>${subject ? `${subject}\n\n` : ''}${text}</pre>`)
  if (path.startsWith('landing.')) return document(language, html`<h1>${subject}</h1>${raw(seen.html)}`)
  return inScheme(seen.html, view === 'dark' ? 'dark' : 'light')
}

/** Rules for a reader's dark screen hold, or do not, whatever the screen of the officer is. */
export function inScheme(mail: string, scheme: 'dark' | 'light'): string {
  const asked = /\(\s*prefers-color-scheme:\s*(dark|light)\s*\)/g
  return mail.replace(/<style[^>]*>[\s\S]*?<\/style>/g, (style) =>
    style.replace(asked, (_, one) => (one === scheme ? '(min-width:0px)' : '(max-width:0px)')),
  )
}

export const document = (language: string, body: ReturnType<typeof html>): string =>
  `<!DOCTYPE html>${html`<html lang="${language}" dir="${directionOf(language)}"><head><meta charset="utf-8"><title>.</title>
<style>body{margin:16px;font:16px/1.6 "Noto Sans","Noto Sans Arabic",sans-serif;color:#1b2420;background:#fff}
pre{white-space:pre-wrap;font:inherit;overflow-wrap:anywhere}</style></head><body>${body}</body></html>`}`
