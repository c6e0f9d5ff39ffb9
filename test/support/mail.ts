import { type ParsedMail, simpleParser } from 'mailparser'
import type { Outgoing } from '../../src/core/channel.ts'

/** A mail as its reader's program sees it; parsed by something that is not ours. */
export async function readMail(
  message: Outgoing | undefined,
): Promise<ParsedMail & { html: string; text: string }> {
  if (message?.kind !== 'mail') throw new Error('no mail there')
  return (await simpleParser(message.raw)) as ParsedMail & { html: string; text: string }
}

/** Every address a mail links to. */
export function linksIn(html: string): string[] {
  return [...html.matchAll(/href="([^"]+)"/g)].map(([, url]) =>
    url!.replaceAll('&amp;', '&').replaceAll('&#x3D;', '='),
  )
}

/** The token of the first public address of a kind, such as `/c/`. */
export function tokenIn(html: string, door: string): string {
  const url = linksIn(html).find((one) => one.includes(`mawja.example${door}`))
  if (!url) throw new Error(`no link to ${door}`)
  return url.slice(url.lastIndexOf('/') + 1)
}

/** Mails to an address, in order of arrival. */
export function mailsTo(arrived: readonly Outgoing[], address: string): Outgoing[] {
  return arrived.filter((message) => message.kind === 'mail' && message.envelope.to === address)
}
