import type { Db } from '../core/ports.ts'

/**
 * What wrangler.toml binds, and the part of Cloudflare's types that we use. D1 needs no adapter: the port has its
 * shape.
 */
export type Bindings = {
  DB: Db
  DOORBELL: { send(ring: Ring): Promise<unknown> }
  /** Files of packages that are too large for the bundle. */
  STATIC: { fetch(url: string, init?: { method: string }): Promise<Response> }
  /** Settings: variables of wrangler.toml, secrets of `wrangler secret put`, `.dev.vars` at home. */
  readonly [setting: `MAWJA_${string}`]: unknown
}

export type Ring = { channel: string }
export type Rings = { messages: readonly { body: Ring }[]; ackAll(): void }

/** A mail of Email Routing, with its envelope; `from` is empty for a bounce. */
export type InboundMail = {
  readonly from: string
  readonly to: string
  readonly raw: ReadableStream<Uint8Array>
  setReject(reason: string): void
}
export type Invocation = { waitUntil(work: Promise<unknown>): void }
