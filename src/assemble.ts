import { httpChannel } from './channels/http/channel.ts'
import { providerOf, schemes } from './channels/http/providers.ts'
import { readText } from './channels/http/read-text.ts'
import { mailboxChannel } from './channels/mailbox.ts'
import { smtpChannel } from './channels/smtp/channel.ts'
import { dkimPublicKey, dkimSigner } from './channels/smtp/dkim.ts'
import { taggedFor } from './channels/smtp/provider-tag.ts'
import { parseSmtpSettings } from './channels/smtp/settings.ts'
import { xChannel } from './channels/x/channel.ts'
import { parseXSettings } from './channels/x/settings.ts'
import type { Settings } from './config.ts'
import { AppError } from './core/error.ts'
import { usualProviders } from './core/lane/providers.ts'
import type { Channel, Clock, Db, Wake } from './core/ports.ts'
import type { Reached } from './core/preflight/check.ts'
import type { Resolver } from './core/preflight/resolver.ts'
import { deriveKeys } from './core/token.ts'
import type { Deps } from './engine/deps.ts'
import { type Lanes, lanesFor } from './engine/lanes.ts'
import type { MjmlCompiler } from './render/mjml.ts'
import { grouped } from './store/grouped.ts'
import { keepInMailbox } from './store/mailbox.ts'

/** What differs between the runtimes. */
export type Surroundings = {
  settings: Settings
  secret: string
  /** PEM, where mail is signed. */
  dkimKey: string | null
  db: Db
  clock: Clock
  wake: Wake
  dns: Resolver
  reach?: (url: string) => Promise<Reached>
  compile: MjmlCompiler
  templates: Readonly<Record<string, string>>
  holder: string
  log: Deps['log']
}

/** Puts together what the verbs lean on: the same on both runtimes but for its surroundings. */
export async function assemble(it: Surroundings): Promise<Deps> {
  const channels = [await mailChannel(it), postChannel(it)]
  return {
    db: it.db,
    clock: it.clock,
    wake: it.wake,
    dns: it.dns,
    ...(it.reach ? { reach: it.reach } : {}),
    channels: new Map(channels.map((channel) => [channel.name, channel])),
    lanes: lanesOf(it.settings),
    keys: deriveKeys(it.secret),
    compile: it.compile,
    hooks: { secrets: it.settings.hooks, read: readText },
    templates: it.templates,
    settings: {
      publicUrl: it.settings.publicUrl,
      mailFrom: it.settings.mailFrom,
      bounceDomain: it.settings.bounceDomain,
      dkim: await signature(it),
      mailIp: it.settings.mailIp,
      preflight: it.settings.preflight,
      oidc: it.settings.oidc,
      receivers: { email: mailHost(it.settings.mailUrl), x: hostOf(it.settings.xUrl) },
    },
    holder: it.holder,
    log: it.log,
  }
}

/** A message is held so long in the process until it is its turn; a longer wait is the outbox's. */
const holdMs = 5_000

/** What stays in the built-in mailbox is nobody's business. */
function lanesOf({ mailUrl, xUrl, lanes, dkim }: Settings): Lanes {
  const [mail, posts] = [mailUrl === 'mailbox:' ? [] : ['email'], xUrl === 'mailbox:' ? [] : ['x']]
  const signer = dkim?.domain ?? null
  return lanesFor({ channels: [...mail, ...posts], providers: lanes, usual: usualProviders, signer, holdMs })
}

/** The host alone: the rest of such an address is a password. */
const hostOf = (url: string): string | null => URL.parse(url)?.host || null

/** Who takes our mail: of a provider the host that is spoken to. */
function mailHost(url: string): string | null {
  const provider = providerOf(url, 'MAWJA_MAIL_URL')
  return hostOf(provider ? provider.settings.origin : url)
}

/** Only what goes out over SMTP is signed here; providers sign with keys of their own. */
async function signature({
  settings,
  dkimKey,
}: Surroundings): Promise<NonNullable<Deps['settings']['dkim']> | null> {
  const { dkim, mailUrl } = settings
  if (!dkim || !dkimKey || !/^smtps?:/.test(mailUrl)) return null
  return { domain: dkim.domain, selector: dkim.selector, key: await dkimPublicKey(dkimKey, 'MAWJA_DKIM_KEY') }
}

async function mailChannel({ settings, dkimKey, db, clock }: Surroundings): Promise<Channel> {
  const { mailUrl, dkim } = settings
  if (mailUrl === 'mailbox:') return mailbox('email', db, clock)
  const provider = providerOf(mailUrl, 'MAWJA_MAIL_URL')
  if (provider) return httpChannel(provider, settings.mailConnections)
  if (!/^smtps?:/.test(mailUrl)) {
    const known = ['mailbox:', 'smtp://', 'smtps://', ...schemes].join(', ')
    throw new AppError('invalid', 'setting', `MAWJA_MAIL_URL must begin with one of ${known}`)
  }
  const smtp = parseSmtpSettings(mailUrl, 'MAWJA_MAIL_URL')
  const own = new URL(mailUrl).searchParams.has('connections')
  const sign =
    dkim && dkimKey ? await dkimSigner({ ...dkim, privateKey: dkimKey }, 'MAWJA_DKIM_KEY') : undefined
  const connections = own ? smtp.connections : settings.mailConnections
  return taggedFor(smtp.host, smtpChannel({ ...smtp, connections }, sign))
}

function postChannel({ settings, db, clock }: Surroundings): Channel {
  return settings.xUrl === 'mailbox:'
    ? mailbox('x', db, clock)
    : xChannel(parseXSettings(settings.xUrl, 'MAWJA_X_URL'))
}

function mailbox(name: 'email' | 'x', db: Db, clock: Clock): Channel {
  const keep = grouped((items: Parameters<typeof keepInMailbox>[1][number][]) => keepInMailbox(db, items))
  return mailboxChannel(name, (item) => keep({ ...item, createdAt: clock.now() }))
}
