import type { Channel, Clock, Db, Wake } from '../core/ports.ts'
import type { Reached } from '../core/preflight/check.ts'
import type { Resolver } from '../core/preflight/resolver.ts'
import type { Keys } from '../core/token.ts'
import type { HookSecrets } from '../core/webhook/secrets.ts'
import type { WebhookPost } from '../core/webhook-out/post.ts'
import type { DrawCard } from '../render/card-draw.ts'
import type { MjmlCompiler } from '../render/mjml.ts'
import type { Lanes } from './lanes.ts'
import type { ReportDocument } from './report-document.ts'

/** Everything a verb may lean on. Entries build it; nothing below reads a setting or a clock by itself. */
export type Deps = {
  db: Db
  clock: Clock
  wake: Wake
  /** The DNS as receivers of our mail see it. */
  dns: Resolver
  /** Asks for a public page of ours as somebody outside would; absent where a runtime cannot. */
  reach?: (url: string) => Promise<Reached>
  /** By name: email, x. */
  channels: ReadonlyMap<string, Channel>
  /** How fast what leaves the machine may go; absent = as fast as it goes. */
  lanes?: Lanes
  keys: Keys
  compile: MjmlCompiler
  /** Draws a report as PDF; absent where a runtime cannot: there one prints the page. */
  drawReport?: (document: ReportDocument) => Promise<Uint8Array>
  /** Draws the picture of a campaign for messengers; absent where a runtime cannot: there they get one for all. */
  drawCard?: DrawCard
  /** What proves the calls of mail providers, and how an address of theirs is read; absent = none is listened to. */
  hooks?: { secrets: HookSecrets; read(url: string): Promise<string> }
  /** Calls the endpoints of institutions, so many a minute at most; absent = this process makes no calls. */
  webhooks?: { post: WebhookPost; callsPerTick: number }
  /** Layouts and partials by name, `letter.mjml`, `partials/header.mjml`. */
  templates: Readonly<Record<string, string>>
  settings: {
    /** Base of every public link, without a slash at the end. */
    publicUrl: string
    /** Sender of campaigns that name none. */
    mailFrom: string | null
    /** Domain of the addresses to which mail comes back; absent = it goes to the sender's own mailbox. */
    bounceDomain?: string | null
    /** What signs our mails, where we do; `key` is the public half in base64. */
    dkim?: { domain: string; selector: string; key: string } | null
    /** Address from which mail leaves for the world, where it is known. */
    mailIp?: string | null
    /** What a launch does with the look at its sending domain. */
    preflight?: 'advised' | 'required' | 'off'
    /** The ministry's own sign-in (OpenID Connect); absent = there is none. */
    oidc?: { issuer: string; client: string; secret: string } | null
    /** Hosts that take what is sent, by channel, for the register of processing; null = the built-in mailbox. */
    receivers?: Readonly<Record<string, string | null>>
  }
  /** Name of this process, at the head of its leases: a successor on the same machine can tell that it is gone. */
  holder: string
  /** The officer in whose name the verbs act, for the log of acts; absent = the operator. */
  actor?: number
  /** One line for the operator; facts are numbers and names of things, never of people. */
  log(event: string, facts?: Record<string, string | number>): void
}
