import { AppError } from '../../core/error.ts'

/** The four keys X gives an app that posts for one account (OAuth 1.0a user context). */
export type XSettings = {
  /** `https://api.x.com`, or where a local stand-in listens. */
  origin: string
  appKey: string
  appSecret: string
  accessToken: string
  accessSecret: string
  /** Longest silence of the other side. */
  timeoutMs: number
}

const keys = ['appKey', 'appSecret', 'accessToken', 'accessSecret'] as const

/**
 * Reads `x://api.x.com?appKey=…&appSecret=…&accessToken=…&accessSecret=…`; `x+http://127.0.0.1:8080?…` speaks plain
 * HTTP to another server, for trials.
 *
 * @param setting the setting's name, for the message to the person who wrote it
 * @throws AppError `x-url`: one line, without the secrets
 */
export function parseXSettings(value: string, setting = 'X_URL'): XSettings {
  const url = URL.parse(value)
  if (!url || !['x:', 'x+http:'].includes(url.protocol) || url.host === '')
    throw problem(`${setting} must look like x://api.x.com?appKey=…&appSecret=…&accessToken=…&accessSecret=…`)
  const missing = keys.filter((key) => !url.searchParams.get(key))
  if (missing.length > 0) throw problem(`${setting}: ${missing.join(', ')} missing`)
  const stranger = [...url.searchParams.keys()].find((key) => !keys.some((it) => it === key))
  if (stranger) throw problem(`${setting}: "${stranger}" is not known; there are ${keys.join(', ')}`)
  const key = (name: (typeof keys)[number]) => url.searchParams.get(name)!
  return {
    origin: `${url.protocol === 'x:' ? 'https' : 'http'}://${url.host}`,
    appKey: key('appKey'),
    appSecret: key('appSecret'),
    accessToken: key('accessToken'),
    accessSecret: key('accessSecret'),
    timeoutMs: 30_000,
  }
}

function problem(line: string): AppError {
  return new AppError('invalid', 'x-url', line)
}
