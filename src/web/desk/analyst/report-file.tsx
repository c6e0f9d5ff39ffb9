import { html, raw } from 'hono/html'
import { directionOf } from '../../../i18n/words.ts'
import { ReportBody } from './report.tsx'
import type { ReportView } from './report-view.ts'

/** The report as a file that stands by itself: its styles are in it, and it asks nobody for anything. */
export async function reportFile(view: ReportView, styles: string): Promise<string> {
  const page = (
    <html lang={view.language} dir={directionOf(view.language)}>
      <head>
        <meta charset="utf-8" />
        <title>{view.title}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <style>{raw(styles)}</style>
      </head>
      <body>
        <main id="main">
          <ReportBody view={view} />
        </main>
      </body>
    </html>
  )
  return String(await html`<!DOCTYPE html>${page}`)
}
