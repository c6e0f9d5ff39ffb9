/** Four bytes, or the sixteen of IPv6; null for what is no address. A zone (`%eth0`) makes it none. */
export function addressBytes(text: string): number[] | null {
  return text.includes(':') ? sixteen(text) : four(text)
}

/** Blocks that nobody is reached at over the public Internet: first address, bits. */
type Block = readonly [number[], number]

/** IANA IPv4 Special-Purpose Address Registry (RFC 6890 and after), multicast and the former class E. */
const special4: readonly Block[] = [
  [[0], 8],
  [[10], 8],
  [[100, 64], 10],
  [[127], 8],
  [[169, 254], 16],
  [[172, 16], 12],
  [[192, 0, 0], 24],
  [[192, 0, 2], 24],
  [[192, 31, 196], 24],
  [[192, 52, 193], 24],
  [[192, 88, 99], 24],
  [[192, 168], 16],
  [[192, 175, 48], 24],
  [[198, 18], 15],
  [[198, 51, 100], 24],
  [[203, 0, 113], 24],
  [[224], 4],
  [[240], 4],
]

/** Within 2000::/3, the only part of IPv6 that is given out (RFC 4291): what is special there. */
const special6: readonly Block[] = [
  // 2001::/23: Teredo, which holds an IPv4 address, benchmarks, ORCHID …
  [[0x20, 0x01, 0x00], 23],
  // documentation (RFC 3849, RFC 9637)
  [[0x20, 0x01, 0x0d, 0xb8], 32],
  [[0x3f, 0xff, 0x00], 20],
  // AS112
  [[0x26, 0x20, 0x00, 0x4f, 0x80, 0x00], 48],
]

/**
 * Whether an address is one of the public Internet: a machine of somebody's own, not this one, nor one of a network
 * behind it. IPv6 addresses that stand for an IPv4 address (mapped, NAT64, 6to4) are judged by that one; all others
 * outside 2000::/3 are refused: loopback, link-local, unique local (RFC 4193), multicast, what is not given out yet.
 *
 * @param text  as resolvers write it; what is no address is not public
 */
export function isPublicAddress(text: string): boolean {
  const bytes = addressBytes(text)
  if (!bytes) return false
  if (bytes.length === 4) return isPublic4(bytes)
  const inside = embedded4(bytes)
  if (inside) return isPublic4(inside)
  return within(bytes, [[0x20], 3]) && !special6.some((block) => within(bytes, block))
}

/** Whether an address is this machine itself: 127.0.0.0/8, ::1. */
export function isLoopback(text: string): boolean {
  const bytes = addressBytes(text)
  if (!bytes) return false
  if (bytes.length === 4) return bytes[0] === 127
  return bytes.every((byte, at) => byte === (at === 15 ? 1 : 0))
}

const isPublic4 = (bytes: number[]) => !special4.some((block) => within(bytes, block))

const mapped = [...Array<number>(10).fill(0), 0xff, 0xff]
/** RFC 6052: 64:ff9b::/96. The local one, 64:ff9b:1::/48 (RFC 8215), is outside 2000::/3 and refused. */
const nat64 = [0, 0x64, 0xff, 0x9b, ...Array<number>(8).fill(0)]

function embedded4(bytes: number[]): number[] | null {
  if (within(bytes, [mapped, 96]) || within(bytes, [nat64, 96])) return bytes.slice(12)
  return within(bytes, [[0x20, 0x02], 16]) ? bytes.slice(2, 6) : null
}

function within(bytes: number[], [first, bits]: Block): boolean {
  for (let bit = 0; bit < bits; bit += 8) {
    const mask = bits - bit >= 8 ? 0xff : (0xff << (8 - (bits - bit))) & 0xff
    if ((bytes[bit / 8]! & mask) !== ((first[bit / 8] ?? 0) & mask)) return false
  }
  return true
}

/** Decimal, without leading zeros: `010` is 8 to some and 10 to others. */
function four(text: string): number[] | null {
  const parts = text.split('.')
  const isWhole = parts.length === 4 && parts.every((part) => /^(0|[1-9]\d{0,2})$/.test(part))
  const bytes = parts.map(Number)
  return isWhole && bytes.every((byte) => byte < 256) ? bytes : null
}

/** RFC 4291, 2.2. */
function sixteen(text: string): number[] | null {
  const [head = '', tail, more] = text.split('::')
  if (more !== undefined) return null
  const start = groups(head, tail === undefined)
  const end = tail === undefined ? [] : groups(tail, true)
  if (!start || !end) return null
  const missing = 16 - start.length - end.length
  if (tail === undefined ? missing !== 0 : missing < 2) return null
  return [...start, ...Array<number>(missing).fill(0), ...end]
}

/** Only the last group may be written as an IPv4 address. */
function groups(text: string, isEnd: boolean): number[] | null {
  if (!text) return []
  const bytes: number[] = []
  const parts = text.split(':')
  for (const [at, part] of parts.entries()) {
    if (/^[\da-f]{1,4}$/i.test(part)) {
      const group = Number.parseInt(part, 16)
      bytes.push(group >> 8, group & 0xff)
      continue
    }
    const last = isEnd && at === parts.length - 1 ? four(part) : null
    if (!last) return null
    bytes.push(...last)
  }
  return bytes
}
