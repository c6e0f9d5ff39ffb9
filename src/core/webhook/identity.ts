import type { Keys } from '../token.ts'
import { openMessageIds } from '../tokens.ts'
import type { WebhookProvider } from './webhook.ts'

/** Under this name a mail's tag travels with it, where a provider wants tags to have names. */
export const tagName = 'mawja'

/**
 * What a mail is given along, so that the provider's calls say which one they are about: what stands before the @ of
 * its Message-ID, in letters that every provider takes. It holds nothing that the mail's own header does not show.
 */
export function tagOf(messageId: string): string {
  return /^<?([^@<>\s]+)@/.exec(messageId)?.[1]?.replace(/[^\w-]/g, '-') ?? ''
}

/** @returns the row of the outbox; null for a tag that we did not make */
export function openTag(keys: Keys, tag: string): number | null {
  return openMessageIds(keys, `<${tag.replace('-', '.')}@tag>`)
}

/**
 * What stands in the outbox for a provider's own name of a mail: with the provider, as another one's names are as good.
 * Those of SMTP servers have no such beginning, so that only these need an index.
 */
export const remoteName = (provider: WebhookProvider, remoteId: string): string =>
  `via:${provider}:${remoteId}`
