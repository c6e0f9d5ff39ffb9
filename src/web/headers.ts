import type { Context, MiddlewareHandler } from 'hono'
import { secureHeaders } from 'hono/secure-headers'
import type { Env } from './answer.tsx'

const own = "'self'"
const none = "'none'"

/** Nothing but our own styles, fonts and pictures; no script at all, neither ours nor anybody's, unless a page asks. */
const strict = secureHeaders({
  contentSecurityPolicy: {
    defaultSrc: [none],
    styleSrc: [own],
    fontSrc: [own],
    imgSrc: [own, 'data:'],
    frameSrc: [own],
    formAction: [own],
    frameAncestors: [none],
    baseUri: [none],
  },
  referrerPolicy: 'no-referrer',
  crossOriginOpenerPolicy: 'same-origin',
  // Nothing of ours asks a device for anything but a passkey and the sheet for passing on.
  permissionsPolicy: {
    camera: [],
    microphone: [],
    geolocation: [],
    payment: [],
    usb: [],
    displayCapture: [],
  },
  xFrameOptions: 'DENY',
  // Only where the installation's own address is https: `overTls`.
  strictTransportSecurity: false,
})

/** For this host and no other: institutions serve other sites beside it, and whether those speak https is theirs to say. */
export const overTls = (c: Context): void => c.header('Strict-Transport-Security', 'max-age=31536000')

/** Strict for every page of ours, and for a mail shown as it stands what `mailPolicy` says. */
export const headers: MiddlewareHandler<Env> = async (c, next) => {
  await strict(c, next)
  if (c.get('runsShareScript')) allow(c, `script-src ${own}`)
  if (c.get('runsDeskScript')) allow(c, `script-src ${own}; connect-src ${own}`)
  if (c.get('drawsCanvas')) allowStyles(c)
  const ancestors = c.get('mailShownIn')
  if (!ancestors) return
  c.header('Content-Security-Policy', mailPolicy(ancestors))
  if (ancestors === 'self') c.header('X-Frame-Options', 'SAMEORIGIN')
}

/** Our own file and no other; nothing written into the page runs, whatever gets into it. */
function allow(c: Context<Env>, more: string): void {
  const policy = c.res.headers.get('Content-Security-Policy') ?? ''
  c.header('Content-Security-Policy', `${policy}; ${more}`)
}

/** Styles written into the page by the library that draws there; scripts stay ours, without eval. */
function allowStyles(c: Context<Env>): void {
  const policy = c.res.headers.get('Content-Security-Policy') ?? ''
  c.header('Content-Security-Policy', policy.replace(`style-src ${own}`, `style-src ${own} 'unsafe-inline'`))
}

/** A mail's styles are written into it, so they are allowed here and nowhere else; scripts, forms and our origin are not. */
function mailPolicy(ancestors: 'self' | 'none'): string {
  return [
    "default-src 'none'",
    "style-src 'unsafe-inline'",
    "img-src 'self' https: data:",
    "base-uri 'none'",
    "form-action 'none'",
    `frame-ancestors '${ancestors}'`,
    'sandbox allow-popups allow-popups-to-escape-sandbox',
  ].join('; ')
}

/**
 * A mail as a page.
 *
 * @param ancestors  `self` inside the desk's frame, `none` by itself
 */
export function mailPage(
  c: Context<Env>,
  html: string,
  ancestors: 'self' | 'none',
): Response | Promise<Response> {
  c.set('mailShownIn', ancestors)
  return c.html(html)
}

/** Addresses with tokens belong to somebody: no search engine and no cache between us keeps them. */
export const secluded: MiddlewareHandler = async (c, next) => {
  await next()
  c.header('X-Robots-Tag', 'noindex, nofollow')
  c.header('Cache-Control', 'no-store')
}
