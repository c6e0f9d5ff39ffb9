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

/**
 * Open addressing over typed arrays: a million names take about 30 MB where strings in a Map take 150, and reading them
 * leaves nothing to be cleared up.
 */
export function makeNames(): Names {
  let count = 0
  let table = new Int32Array(1024)
  let hashes = new Int32Array(512)
  let owners = new Int32Array(512)
  let ends = new Int32Array(512)
  let pool = new Uint8Array(4096)

  function intern(bytes: Uint8Array, start: number, end: number, owner: number, salt: number): number {
    const hash = hashBytes(bytes, start, end, salt)
    const mask = table.length - 1
    let slot = hash & mask
    for (let found = table[slot]!; found !== 0; found = table[slot]!) {
      const index = found - 1
      if (hashes[index] === hash && owners[index] === owner && isSame(index, bytes, start, end)) return index
      slot = (slot + 1) & mask
    }
    return add(slot, hash, owner, bytes, start, end)
  }

  function isSame(index: number, bytes: Uint8Array, start: number, end: number): boolean {
    const from = index === 0 ? 0 : ends[index - 1]!
    if (ends[index]! - from !== end - start) return false
    for (let at = start, mine = from; at < end; at++, mine++) if (pool[mine] !== bytes[at]) return false
    return true
  }

  function add(
    slot: number,
    hash: number,
    owner: number,
    bytes: Uint8Array,
    start: number,
    end: number,
  ): number {
    if (count === hashes.length) grow()
    const from = count === 0 ? 0 : ends[count - 1]!
    const to = from + end - start
    if (to > pool.length) pool = copied(pool, new Uint8Array(Math.max(to, pool.length * 2)))
    for (let at = start, mine = from; at < end; at++, mine++) pool[mine] = bytes[at]!
    hashes[count] = hash
    owners[count] = owner
    ends[count] = to
    count++
    table[slot] = count
    if (count * 2 > table.length) spread()
    return count - 1
  }

  function grow(): void {
    hashes = copied(hashes, new Int32Array(hashes.length * 2))
    owners = copied(owners, new Int32Array(owners.length * 2))
    ends = copied(ends, new Int32Array(ends.length * 2))
  }

  function spread(): void {
    table = new Int32Array(table.length * 2)
    const mask = table.length - 1
    for (let index = 0; index < count; index++) {
      let slot = hashes[index]! & mask
      while (table[slot] !== 0) slot = (slot + 1) & mask
      table[slot] = index + 1
    }
  }

  return {
    intern,
    count: () => count,
    hashOf: (index) => hashes[index]! >>> 0,
    ownerOf: (index) => owners[index]!,
    textOf: (index) => decoder.decode(pool.subarray(index === 0 ? 0 : ends[index - 1]!, ends[index]!)),
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
