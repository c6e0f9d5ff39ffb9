import type { ShareButton } from '../core/share.ts'
import type { Chance } from './chance.ts'

/** Phones as they are in use, old ones too. Made-up combinations of real parts. */
const phones = [
  'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/124.0.0.0 Mobile Safari/537.36',
  'Mozilla/5.0 (Linux; Android 7.0; SM-G930F) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/9.2 Chrome/67.0.3396.87 Mobile Safari/537.36',
  'Mozilla/5.0 (Linux; Android 12; Redmi Note 11) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/120.0.6099.144 Mobile Safari/537.36',
  'Mozilla/5.0 (iPhone; CPU iPhone OS 16_7 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/16.6 Mobile/15E148 Safari/604.1',
  'Mozilla/5.0 (iPhone; CPU iPhone OS 12_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/12.1.2 Mobile/15E148 Safari/604.1',
  'Mozilla/5.0 (Android 9; Mobile; rv:115.0) Gecko/115.0 Firefox/115.0',
  'Opera/9.80 (Android; Opera Mini/36.2.2254/119.132; U; fr) Presto/2.12.423 Version/12.16',
]

/** Mail filters of employers. The last one says that it is a browser: only what it does gives it away. */
const scanners = [
  'Mozilla/5.0 (compatible; MailScanner/5.3)',
  'python-requests/2.31.0',
  'Mozilla/5.0 (compatible; LinkCheck-bot/1.0)',
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/124.0.0.0 Safari/537.36',
]

/** Who draws the preview when a link is pasted; mail programs draw none. */
export const previewAgents: Readonly<Partial<Record<ShareButton | 'post', string>>> = {
  whatsapp: 'WhatsApp/2.23.20.0',
  facebook: 'facebookexternalhit/1.1',
  x: 'Twitterbot/1.0',
  post: 'Twitterbot/1.0',
  telegram: 'TelegramBot (like TwitterBot)',
  linkedin: 'LinkedInBot/1.0 (compatible; Mozilla/5.0)',
}

export type Answer = { status: number; location: string | null; body: string }
/** `from`: the network address a proxy in front of the server would name. */
export type Visit = { agent: string; from?: string; languages?: string; method?: 'GET' | 'HEAD' }

export const phoneOf = (chance: Chance): string => chance.pick(phones)
export const scannerOf = (chance: Chance): string => chance.pick(scanners)

/** Asks for a public page as anybody may. @throws Error when the server fails: a demonstration hides nothing */
export async function visit(url: string, it: Visit): Promise<Answer> {
  return answered(url, it.method ?? 'GET', {
    method: it.method ?? 'GET',
    headers: headersOf(it),
  })
}

/** Sends a form; a plain record goes as `application/x-www-form-urlencoded`, `FormData` as `multipart/form-data`. */
export async function submit(
  url: string,
  form: Record<string, string> | FormData,
  it: Visit,
): Promise<Answer> {
  const body = form instanceof FormData ? form : new URLSearchParams(form)
  return answered(url, 'POST', { method: 'POST', body, headers: headersOf(it) })
}

function headersOf(it: Visit): Record<string, string> {
  return {
    'User-Agent': it.agent,
    Accept: 'text/html',
    'Accept-Language': it.languages ?? 'fr',
    ...(it.from ? { 'X-Forwarded-For': it.from } : {}),
  }
}

async function answered(url: string, method: string, request: RequestInit): Promise<Answer> {
  const response = await patient(url, { ...request, redirect: 'manual' })
  const body = await response.text()
  // Without the token: it is somebody's.
  const place = new URL(url).pathname.split('/').slice(0, 2).join('/')
  if (response.status >= 400) throw new Error(`${method} ${place}/… answered ${response.status}`)
  return { status: response.status, location: response.headers.get('location'), body }
}

/**
 * A server may hang up an idle connection at the very moment we take it up again (RFC 9112, 9.3.1); the request was
 * then never read, so it may be made once more.
 */
async function patient(url: string, request: RequestInit): Promise<Response> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await fetch(url, request)
    } catch (error) {
      if (attempt === 3 || !hungUp(error)) throw error
      await new Promise((resolve) => setTimeout(resolve, 20 * attempt))
    }
  }
}

function hungUp(error: unknown): boolean {
  const { code } = ((error as Error).cause ?? {}) as { code?: string }
  return code === 'UND_ERR_SOCKET' || code === 'ECONNRESET' || code === 'EPIPE'
}
