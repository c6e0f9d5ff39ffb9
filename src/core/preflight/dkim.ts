import { type Resolver, readTags } from './resolver.ts'

export type Dkim = {
  /** none · revoked (an empty key) · unreadable · found. */
  state: 'none' | 'revoked' | 'unreadable' | 'found'
  at: string
  type: 'rsa' | 'ed25519' | ''
  /** Length of an RSA key; 256 for Ed25519. */
  bits: number
  /** t=y: receivers may treat the signature as a trial. */
  testing: boolean
  /** The key itself, base64, for a comparison with the one that signs. */
  key: string
}

/** The public key that receivers check a domain's signatures with (RFC 6376, 3.6.1; RFC 8463 for Ed25519). */
export async function readDkim(resolver: Resolver, selector: string, domain: string): Promise<Dkim> {
  const at = `${selector}._domainkey.${domain}`
  const nothing: Dkim = { state: 'none', at, type: '', bits: 0, testing: false, key: '' }
  const records = (await resolver.txt(at)).filter((text) => readTags(text).has('p'))
  if (records.length === 0) return nothing
  const tags = readTags(records[0]!)
  const key = tags.get('p')!.replace(/\s+/g, '')
  if (!key) return { ...nothing, state: 'revoked' }
  const type = (tags.get('k') ?? 'rsa').toLowerCase()
  const testing = (tags.get('t') ?? '').split(':').includes('y')
  if (type === 'ed25519') return { ...nothing, state: 'found', type, bits: 256, testing, key }
  const bits = type === 'rsa' ? await rsaBits(key) : 0
  return bits
    ? { state: 'found', at, type: 'rsa', bits, testing, key }
    : { ...nothing, state: 'unreadable', key }
}

async function rsaBits(key: string): Promise<number> {
  try {
    const bytes = Uint8Array.from(atob(key), (letter) => letter.charCodeAt(0))
    const algorithm = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }
    const read = await crypto.subtle.importKey('spki', bytes, algorithm, true, ['verify'])
    return (read.algorithm as unknown as { modulusLength: number }).modulusLength
  } catch {
    return 0
  }
}
