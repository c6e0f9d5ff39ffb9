import { dnsCache } from 'nodemailer/lib/shared'
import { parseSmtpSettings } from '../channels/smtp/settings.ts'
import { readSettings, type Settings } from '../config.ts'
import { AppError } from '../core/error.ts'

export type WorkerSettings = Settings & { secret: string }

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
  return { ...settings, secret, mailConnections: Math.min(settings.mailConnections, mostConnections) }
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
