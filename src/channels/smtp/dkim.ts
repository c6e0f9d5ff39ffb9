import { AppError } from '../../core/error.ts'

/** Puts a DKIM-Signature in front of a raw message (CRLF lines). */
export type SignMail = (raw: string) => Promise<string>

/** `privateKey`: PEM, RSA, 2048 bits or more; PKCS#8 ("PRIVATE KEY") or PKCS#1 ("RSA PRIVATE KEY"). */
export type DkimSettings = { domain: string; selector: string; privateKey: string }

/**
 * What is signed, where present. RFC 8058 wants both List-Unsubscribe fields covered; From stands twice, so that a
 * second From put in front breaks the signature (RFC 6376 8.15).
 */
const signedFields = [
  'from',
  'from',
  'to',
  'subject',
  'date',
  'message-id',
  'reply-to',
  'mime-version',
  'content-type',
  'content-transfer-encoding',
  'list-id',
  'list-unsubscribe',
  'list-unsubscribe-post',
  'feedback-id',
  'cfbl-address',
  'auto-submitted',
]

const rsa = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }
const encoder = new TextEncoder()

/**
 * The signer for one domain: relaxed/relaxed, rsa-sha256. Web Crypto signs beside the event loop, which the signer
 * of nodemailer does not, and that one can name no field twice.
 *
 * @throws AppError `dkim-key`: one line naming the setting and what is wrong with the key
 */
export async function dkimSigner(settings: DkimSettings, setting = 'DKIM_KEY'): Promise<SignMail> {
  const key = await importKey(settings.privateKey, setting)
  for (const name of ['domain', 'selector'] as const)
    if (!/^[a-z0-9]([a-z0-9_.-]*[a-z0-9])?$/i.test(settings[name]))
      throw new AppError(
        'invalid',
        'dkim-key',
        `the DKIM ${name} must be a DNS name, not "${settings[name]}"`,
      )
  return (raw) => sign(raw, settings, key)
}

/**
 * The public half of a private key, base64 as it stands in the DNS after `p=`.
 *
 * @throws AppError `dkim-key`
 */
export async function dkimPublicKey(privateKey: string, setting = 'DKIM_KEY'): Promise<string> {
  const { kty, n, e } = await crypto.subtle.exportKey('jwk', await importKey(privateKey, setting, true))
  const open = await crypto.subtle.importKey('jwk', { kty: kty!, n: n!, e: e! }, rsa, true, ['verify'])
  return base64(await crypto.subtle.exportKey('spki', open))
}

async function sign(raw: string, { domain, selector }: DkimSettings, key: CryptoKey): Promise<string> {
  const cut = raw.indexOf('\r\n\r\n')
  const headers = fieldsOf(cut < 0 ? raw : raw.slice(0, cut))
  const body = relaxedBody(cut < 0 ? '' : raw.slice(cut + 4))
  const bodyHash = base64(await crypto.subtle.digest('SHA-256', encoder.encode(body)))
  const { names, lines } = choose(headers)
  const unsigned = [
    `DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=${domain}; s=${selector}`,
    `bh=${bodyHash}`,
    `h=${fold(names.join(':'), /.{1,70}(?::|$)/g)}`,
    'b=',
  ].join(';\r\n\t')
  const signed = [...lines, relaxedField(unsigned)].join('\r\n')
  const signature = base64(await crypto.subtle.sign(rsa, key, encoder.encode(signed)))
  return `${unsigned}${fold(signature, /.{1,72}/g)}\r\n${raw}`
}

/** Each header field with its folded lines. */
function fieldsOf(head: string): string[] {
  return head.split(/\r\n(?![ \t])/)
}

/** For each name the fields from the bottom up, as RFC 6376 5.4.2 counts them; a name with none left adds no line. */
function choose(headers: readonly string[]): { names: string[]; lines: string[] } {
  const byName = new Map<string, string[]>()
  for (const field of headers) {
    const name = nameOf(field)
    byName.set(name, [...(byName.get(name) ?? []), field])
  }
  const names = signedFields.filter((name) => byName.has(name))
  const lines = names.flatMap((name) => byName.get(name)?.pop() ?? []).map(relaxedField)
  return { names, lines }
}

/** RFC 6376 3.4.2. */
function relaxedField(field: string): string {
  const value = field.slice(field.indexOf(':') + 1)
  return `${nameOf(field)}:${value
    .replace(/\r\n/g, '')
    .replace(/[ \t]+/g, ' ')
    .trim()}`
}

function nameOf(field: string): string {
  return field.slice(0, field.indexOf(':')).trim().toLowerCase()
}

/** RFC 6376 3.4.4. */
function relaxedBody(body: string): string {
  const text = body.replace(/[ \t]+/g, ' ').replaceAll(' \r\n', '\r\n')
  let end = text.length - (text.endsWith(' ') ? 1 : 0)
  while (end >= 2 && text.startsWith('\r\n', end - 2)) end -= 2
  return end === 0 ? '' : `${text.slice(0, end)}\r\n`
}

function fold(text: string, pieces: RegExp): string {
  return (text.match(pieces) ?? []).join('\r\n\t')
}

async function importKey(pem: string, setting: string, extractable = false): Promise<CryptoKey> {
  const found = /-----BEGIN (RSA )?PRIVATE KEY-----([A-Za-z0-9+/=\s]+)-----END \1?PRIVATE KEY-----/.exec(pem)
  if (!found)
    throw keyProblem(
      `${setting} must be an RSA private key in PEM, from "-----BEGIN PRIVATE KEY-----" on, without a password`,
    )
  const key = await readKey(found[2]!, found[1] !== undefined, extractable).catch(() => {
    throw keyProblem(
      `${setting} is not a readable RSA private key; RSA is the only kind every receiver checks`,
    )
  })
  const bits = (key.algorithm as RsaHashedKeyAlgorithm).modulusLength
  if (bits < 2048) throw keyProblem(`${setting} has ${bits} bits; receivers want 2048 or more`)
  return key
}

async function readKey(text: string, pkcs1: boolean, extractable: boolean): Promise<CryptoKey> {
  const der = Uint8Array.from(atob(text.replace(/\s/g, '')), (it) => it.charCodeAt(0))
  return crypto.subtle.importKey('pkcs8', pkcs1 ? wrapPkcs1(der) : der, rsa, extractable, ['sign'])
}

/** Web Crypto reads PKCS#8 alone: SEQUENCE { version 0, AlgorithmIdentifier rsaEncryption, OCTET STRING key } (RFC 5208). */
function wrapPkcs1(key: Uint8Array): Uint8Array<ArrayBuffer> {
  const algorithm = [0x30, 0x0d, 0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01, 0x05, 0x00]
  const inner = [0x02, 0x01, 0x00, ...algorithm, 0x04, ...derLength(key.length), ...key]
  return Uint8Array.from([0x30, ...derLength(inner.length), ...inner])
}

function derLength(length: number): number[] {
  return [0x82, length >> 8, length & 0xff]
}

function keyProblem(line: string): AppError {
  return new AppError('invalid', 'dkim-key', line)
}

function base64(bytes: ArrayBuffer): string {
  return btoa(String.fromCharCode(...new Uint8Array(bytes)))
}
