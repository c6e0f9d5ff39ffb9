import type { Context } from 'hono'
import { raw } from 'hono/html'
import type { Assets } from '../assets.ts'

/** Scalar draws the page from the description; it is told here, since a page of ours has no script of its own in it. */
export const referenceScript = `Scalar.createApiReference('#reference', {
  url: '/api/v1/openapi.json',
  withDefaultFonts: false,
  telemetry: false,
  showDeveloperTools: 'never',
  hideClientButton: true,
  mcp: { disabled: true },
  agent: { disabled: true },
  documentDownloadType: 'json',
})
`

/** Scalar writes its styles into the page, so this page alone allows that; scripts come from us, and only ours run. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "font-src 'self' data:",
  "img-src 'self' data: blob:",
  "connect-src 'self'",
  "form-action 'none'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ')

/** What programs can ask, to be read and tried. Where Scalar's file is not at hand, a link to the description. */
export function reference(assets: Assets) {
  return async (c: Context) => {
    const isAtHand = await assets.has('scalar.js')
    c.header('Content-Security-Policy', policy)
    c.header('Referrer-Policy', 'no-referrer')
    c.header('X-Content-Type-Options', 'nosniff')
    c.header('X-Frame-Options', 'DENY')
    c.header('X-Robots-Tag', 'noindex')
    return c.html(
      <>
        {raw('<!doctype html>')}
        <html lang="en">
          <head>
            <meta charset="utf-8" />
            <meta name="viewport" content="width=device-width, initial-scale=1" />
            <title>Mawja API</title>
          </head>
          <body>
            <div id="reference">
              <p>
                <a href="/api/v1/openapi.json">/api/v1/openapi.json</a>
              </p>
            </div>
            {isAtHand && <script src="/assets/scalar.js" />}
            {isAtHand && <script src="/assets/reference.js" />}
          </body>
        </html>
      </>,
    )
  }
}
