import type { Resolver } from '../core/preflight/resolver.ts'

/** Numbers of record types (RFC 1035, 3.2.2; AAAA RFC 3596). */
const types = { A: 1, PTR: 12, MX: 15, TXT: 16, AAAA: 28 } as const
type Type = keyof typeof types

/** RFC 1035, 4.1.1. */
const noError = 0
const noSuchName = 3
const statusWords: Record<number, string> = { 2: 'SERVFAIL', 5: 'REFUSED' }

type Answer = { Status: number; Answer?: { type: number; data: string }[] }

/**
 * The DNS asked over HTTPS, in the JSON that public resolvers speak: Workers have no sockets for it.
 *
 * @param url  such as `https://cloudflare-dns.com/dns-query` or `https://dns.google/resolve`
 */
export function httpsResolver(url: string, timeoutMs = 5000): Resolver {
  const ask = (name: string, type: Type) => question(url, name, type, timeoutMs)
  return {
    txt: async (name) => (await ask(name, 'TXT')).map(textOf),
    mx: async (name) =>
      (await ask(name, 'MX'))
        .map((data) => data.split(' '))
        .sort(([a], [b]) => Number(a) - Number(b))
        .map(([, host = '']) => withoutDot(host)),
    addresses: async (name) => (await Promise.all([ask(name, 'A'), ask(name, 'AAAA')])).flat(),
    ptr: async (address) => (await ask(reverseName(address), 'PTR')).map(withoutDot),
  }
}

async function question(url: string, name: string, type: Type, timeoutMs: number): Promise<string[]> {
  const asked = new URL(url)
  asked.searchParams.set('name', name)
  asked.searchParams.set('type', type)
  const signal = AbortSignal.timeout(timeoutMs)
  const answer = await fetch(asked, { headers: { Accept: 'application/dns-json' }, signal }).catch(
    (error: Error) => {
      throw new Error(`${name}: ${signal.aborted ? 'no answer in time' : error.message}`, { cause: error })
    },
  )
  if (!answer.ok) throw new Error(`${name}: ${asked.host} answered ${answer.status}`)
  const { Status: status, Answer: records = [] } = (await answer.json()) as Answer
  if (status === noSuchName) return []
  if (status !== noError) throw new Error(`${name}: ${statusWords[status] ?? `status ${status}`}`)
  // A CNAME on the way stands in the answer as well.
  return records.filter((record) => record.type === types[type]).map((record) => record.data)
}

/** `"v=spf1 … " "-all"` as zone files write it → one text; some resolvers leave the quotes out. */
function textOf(data: string): string {
  if (!data.startsWith('"')) return data
  const pieces = data.match(/"(?:[^"\\]|\\.)*"/g) ?? []
  return pieces
    .map((piece) => piece.slice(1, -1).replace(/\\(\d{3}|.)/g, (_, mark: string) => unescaped(mark)))
    .join('')
}

const unescaped = (mark: string) => (mark.length === 3 ? String.fromCharCode(Number(mark)) : mark)

const withoutDot = (host: string) => host.replace(/\.$/, '')

/** RFC 1035, 3.5; RFC 3596, 2.5. */
export function reverseName(address: string): string {
  if (!address.includes(':')) return `${address.split('.').reverse().join('.')}.in-addr.arpa`
  // The URL parser writes an IPv6 address out in one way.
  const short = new URL(`http://[${address}]`).hostname.slice(1, -1)
  const [head = '', tail] = short.split('::')
  const groups = (part = '') => part.split(':').filter(Boolean)
  const missing = 8 - groups(head).length - groups(tail).length
  const all = [...groups(head), ...Array<string>(missing).fill('0'), ...groups(tail)]
  const digits = all.map((group) => group.padStart(4, '0')).join('')
  return `${[...digits].reverse().join('.')}.ip6.arpa`
}
