import { dnsCache } from 'nodemailer/lib/shared'
import { parseSmtpSettings } from '../channels/smtp/settings.ts'
import { readSettings, type Settings } from '../config.ts'
import { AppError } from '../core/error.ts'

export type WorkerSettings = Settings & { secret: string; dnsUrl: string }

/** Asked where no setting names another. */
const publicDns = 'https://cloudflare-dns.com/dns-query'

/** Six lines may be open at once in one invocation; one stays free for the doorbell. */
const mostConnections = 5

/**
 * The settings of both runtimes, with what Workers cannot do or cannot know said in time.
 *
 * @throws AppError `setting`
 */
export function readWorkerSettings(env: Readonly<Record<string, unknown>>): WorkerSettings {
  const settings = readSettings(env)
  const { secret, dkim, mailUrl } = settings
  if (!secret) throw problem('MAWJA_SECRET is missing: npx wrangler secret put MAWJA_SECRET')
  if (!env.MAWJA_PUBLIC_URL)
    throw problem('MAWJA_PUBLIC_URL is missing: set it under [vars] in wrangler.toml, or in .dev.vars')
  if (dkim && !dkim.key)
    throw problem('MAWJA_DKIM_KEY_FILE: Workers have no files; put the key itself into MAWJA_DKIM_KEY')
  if (/^smtps?:/.test(mailUrl)) prepareMailServer(mailUrl)
  return {
    ...settings,
    secret,
    dnsUrl: dnsUrl(settings.dns),
    mailConnections: Math.min(settings.mailConnections, mostConnections),
  }
}

function dnsUrl([url = publicDns, ...more]: readonly string[]): string {
  if (more.length || URL.parse(url)?.protocol !== 'https:')
    throw problem(`MAWJA_DNS must be one https://… that answers in JSON on Workers, such as ${publicDns}`)
  return url
}

function prepareMailServer(mailUrl: string): void {
  const { host, tls } = parseSmtpSettings(mailUrl, 'MAWJA_MAIL_URL')
  if (tls === 'starttls')
    throw problem('MAWJA_MAIL_URL: Workers check every certificate; add ?tls=required, or ?tls=none')
  // Workers find the server by its name and hold the certificate against the name they were given. An address that
  // nodemailer had looked up before would match no certificate.
  dnsCache.set(host, { value: { addresses: [host] } })
}

const problem = (line: string) => new AppError('invalid', 'setting', line)
