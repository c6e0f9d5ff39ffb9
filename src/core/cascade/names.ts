/** Names of one kind, each kept once as bytes and known by its number from then on. */
export type Names = {
  /**
   * The number of the name, a new one (= the count before) where it is met for the first time.
   *
   * @param owner  number of what the name belongs to: the same bytes under two owners are two names
   * @param salt   hash of the owner
   */
  intern(bytes: Uint8Array, start: number, end: number, owner: number, salt: number): number
  count(): number
  /** A hash of the name and its owner's: the same whatever came before it. Unsigned, 32 bits. */
  hashOf(index: number): number
  ownerOf(index: number): number
  textOf(index: number): string
}

const decoder = new TextDecoder()
const width = 3

/**
 * Open addressing over typed arrays: a million names take about 40 MB where strings in a Map take 150, and reading them
 * leaves nothing to be cleared up. What is asked together stands together, because at this size nearly every look is a
 * miss of the processor's cache.
 */
export function makeNames(): Names {
  let count = 0
  /** Slot s: number + 1 of the name, 0 = free, and its hash. */
  let table = new Int32Array(2048)
  let mask = 1023
  /** Name i: where its bytes end (they begin where the one before ends), its owner, its hash. */
  let facts = new Int32Array(512 * width)
  let pool = new Uint8Array(4096)

  function intern(bytes: Uint8Array, start: number, end: number, owner: number, salt: number): number {
    const hash = hashBytes(bytes, start, end, salt)
    let slot = hash & mask
    for (let found = table[slot * 2]!; found !== 0; found = table[slot * 2]!) {
      if (table[slot * 2 + 1] === hash && isSame(found - 1, bytes, start, end, owner)) return found - 1
      slot = (slot + 1) & mask
    }
    add(bytes, start, end, owner, hash)
    table[slot * 2] = count
    table[slot * 2 + 1] = hash
    if (count * 2 > mask) spread()
    return count - 1
  }

  const startOf = (index: number) => (index === 0 ? 0 : facts[(index - 1) * width]!)

  function isSame(index: number, bytes: Uint8Array, start: number, end: number, owner: number): boolean {
    const from = startOf(index)
    if (facts[index * width]! - from !== end - start || facts[index * width + 1] !== owner) return false
    for (let at = start, mine = from; at < end; at++, mine++) if (pool[mine] !== bytes[at]) return false
    return true
  }

  function add(bytes: Uint8Array, start: number, end: number, owner: number, hash: number): void {
    const from = startOf(count)
    const to = from + end - start
    if (to > pool.length) pool = copied(pool, new Uint8Array(Math.max(to, pool.length * 2)))
    for (let at = start, mine = from; at < end; at++, mine++) pool[mine] = bytes[at]!
    if (count * width === facts.length) facts = copied(facts, new Int32Array(facts.length * 2))
    facts[count * width] = to
    facts[count * width + 1] = owner
    facts[count * width + 2] = hash
    count++
  }

  function spread(): void {
    mask = mask * 2 + 1
    table = new Int32Array((mask + 1) * 2)
    for (let index = 0; index < count; index++) {
      const hash = facts[index * width + 2]!
      let slot = hash & mask
      while (table[slot * 2] !== 0) slot = (slot + 1) & mask
      table[slot * 2] = index + 1
      table[slot * 2 + 1] = hash
    }
  }

  return {
    intern,
    count: () => count,
    hashOf: (index) => facts[index * width + 2]! >>> 0,
    ownerOf: (index) => facts[index * width + 1]!,
    textOf: (index) => decoder.decode(pool.subarray(startOf(index), facts[index * width]!)),
  }
}

export function copied<T extends Int32Array | Uint8Array | Float64Array>(from: T, into: T): T {
  into.set(from)
  return into
}

/** FNV-1a over the bytes, then the finish of MurmurHash3, so that low bits are as good as high ones. */
function hashBytes(bytes: Uint8Array, start: number, end: number, salt: number): number {
  let hash = 0x811c9dc5 ^ salt
  for (let at = start; at < end; at++) hash = Math.imul(hash ^ bytes[at]!, 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return hash ^ (hash >>> 16)
}
