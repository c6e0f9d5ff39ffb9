import { hmac } from '@noble/hashes/hmac.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { utf8ToBytes } from '@noble/hashes/utils.js'
import { toHex } from '../../core/token.ts'

export type AwsKey = { id: string; secret: string; region: string; service: string }

type Unsigned = { method: string; url: string; headers: Readonly<Record<string, string>>; body: string }

/**
 * The headers with the signature that Amazon asks for: "AWS Signature Version 4", all headers covered.
 *
 * @param headers  without `host` and `x-amz-date`, which are ours to add (the first for the signature only)
 * @param now      ms; Amazon refuses what is more than five minutes off
 */
export function signedHeaders(request: Unsigned, key: AwsKey, now: number): Record<string, string> {
  const url = new URL(request.url)
  const time = new Date(now).toISOString().replace(/[-:]|\.\d+/g, '')
  const sent = { ...request.headers, 'x-amz-date': time }
  const lines = Object.entries({ ...sent, host: url.host })
    .map(([name, value]) => [name.toLowerCase(), value.trim().replace(/ +/g, ' ')] as const)
    .sort(byName)
  const names = lines.map(([name]) => name).join(';')
  const canonical = [
    request.method,
    url.pathname,
    queryOf(url),
    ...lines.map(([name, value]) => `${name}:${value}`),
    '',
    names,
    hash(request.body),
  ].join('\n')
  const scope = `${time.slice(0, 8)}/${key.region}/${key.service}/aws4_request`
  const signature = toHex(
    mac(signingKey(key, time.slice(0, 8)), ['AWS4-HMAC-SHA256', time, scope, hash(canonical)].join('\n')),
  )
  const credential = `Credential=${key.id}/${scope}`
  return {
    ...sent,
    authorization: `AWS4-HMAC-SHA256 ${credential}, SignedHeaders=${names}, Signature=${signature}`,
  }
}

/** Each step of the ladder narrows the key: a day, a region, a service. */
function signingKey({ secret, region, service }: AwsKey, day: string): Uint8Array {
  return [day, region, service, 'aws4_request'].reduce<Uint8Array>(mac, utf8ToBytes(`AWS4${secret}`))
}

function queryOf(url: URL): string {
  return [...url.searchParams]
    .map(([name, value]) => [encoded(name), encoded(value)] as const)
    .sort((a, b) => byName(a, b) || (a[1] < b[1] ? -1 : 1))
    .map(([name, value]) => `${name}=${value}`)
    .join('&')
}

/** RFC 3986: everything but the unreserved. */
const encoded = (text: string) =>
  encodeURIComponent(text).replace(/[!'()*]/g, (it) => `%${it.charCodeAt(0).toString(16).toUpperCase()}`)

const byName = (a: readonly [string, string], b: readonly [string, string]) =>
  a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0

const mac = (key: Uint8Array, words: string) => hmac(sha256, key, utf8ToBytes(words))
const hash = (words: string) => toHex(sha256(utf8ToBytes(words)))
